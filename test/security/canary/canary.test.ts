import { afterAll, describe, test } from 'vitest';
import type { HandedIn } from '../../../src/app/compose.js';
import type { Environment } from '../../../src/app/config.js';
import { callEveryWay } from '../../support/canary/calls.js';
import { openAround, sealed, webhook } from '../../support/canary/watched-service.js';

const around = await openAround();
afterAll(around.close);

const broken = (message: string) => () => Promise.reject(new Error(message));
const storeDown = broken('store down');
const brokenStore = {
  update: storeDown,
  read: storeDown,
  remove: storeDown,
  check: storeDown,
  async close() {},
};

const states: { when: string; environment: Environment; overrides?: HandedIn }[] = [
  { when: 'all is well', environment: {} },
  { when: 'ids are shown as they are', environment: { ID_HASH_KEY: undefined } },
  { when: 'receipts are lines of the log', environment: { RECEIPTS_FILE: undefined } },
  { when: 'the hub takes what it gets', environment: webhook(around, 'taking') },
  { when: 'the hub is unwell, so that activities wait', environment: webhook(around, 'unwell') },
  { when: 'the hub is unwell, and activities wait sealed', environment: webhook(around, 'unwell', sealed) },
  { when: 'the hub refuses', environment: webhook(around, 'refusing') },
  { when: 'the hub never answers', environment: webhook(around, 'hanging') },
  { when: 'the hub cuts the line', environment: webhook(around, 'cutting') },
  { when: 'nobody is at the hub', environment: webhook(around, 'x', { HUB_URL: 'http://127.0.0.1:9/' }) },
  { when: 'the store is down', environment: {}, overrides: { store: brokenStore } },
  {
    when: 'the store is down and the hub unwell',
    environment: webhook(around, 'unwell'),
    overrides: { store: brokenStore },
  },
  {
    when: 'the provider throws',
    environment: {},
    overrides: { nlu: { analyze: broken('provider down'), async close() {} } },
  },
  { when: 'callers are over their limit', environment: { RATE_LIMIT_PER_MINUTE: '3' } },
];

describe('what users say, and credentials, stand nowhere', () => {
  test.each(states)('when $when', async ({ environment, overrides }) => {
    const service = await around.open(environment, overrides);
    service.look(await callEveryWay(service.app, around.callers));
    await service.end();
  });
});
