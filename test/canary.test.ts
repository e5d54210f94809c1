import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import supertest from 'supertest';
import { afterAll, describe, expect, test } from 'vitest';
import { hashOf, newKey } from '../src/access/key.js';
import { compose, type Overrides } from '../src/compose.js';
import { type Environment, readConfig } from '../src/config.js';
import { createApp } from '../src/http/app.js';
import { audience, startIssuer } from './security/issuer.js';

/** One word for each place a secret can come in by; none is part of another, and none is a word of any language. */
const canary = {
  utterance: 'qzutterance7',
  title: 'qztitle7',
  value: 'qzvalue7',
  transcript: 'qztranscript7',
  context: 'qzcontext7',
  user: 'qzuser7',
  channelData: 'qzchannel7',
  intent: 'qzintent7',
  malformed: 'qzmalformed7',
  unknownField: 'qzfield7',
  header: 'qzheader7',
  query: 'qzquery7',
  status: 'qzstatus7',
};

const folder = mkdtempSync(join(tmpdir(), 'canary-'));
const key = newKey();
const issuer = await startIssuer();
const token = await issuer.sign({ scope: 'evaluate policy metrics conversations handoff-status' });
const expired = await issuer.sign({ exp: 1 });
const unknownKey = newKey();
const closing: (() => Promise<unknown>)[] = [issuer.stop];

/** A hub that refuses, is unwell, or takes what it gets; what it got is no leak, for it is meant to have it. */
const hubs: Record<string, number> = { taking: 204, unwell: 503, refusing: 400 };
const hub = createServer((req, res) => {
  req.resume().once('end', () => res.writeHead(hubs[req.url?.slice(1) ?? ''] ?? 404).end(`no: ${canary.status}`));
});
await new Promise<void>((resolve) => hub.listen(0, '127.0.0.1', resolve));
const hubUrl = `http://127.0.0.1:${(hub.address() as AddressInfo).port}`;

afterAll(async () => {
  for (const close of closing) await close();
  hub.closeAllConnections();
  hub.close();
  rmSync(folder, { recursive: true });
});

let made = 0;

async function open(environment: Environment, overrides: Overrides = {}) {
  const home = join(folder, String(++made));
  const lines: string[] = [];
  const log = pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) });
  const config = readConfig({
    STORE_PATH: join(home, 'store'),
    RECEIPTS_FILE: join(home, 'receipts.jsonl'),
    API_KEYS: `bot:evaluate+policy+metrics+conversations+handoff-status:${hashOf(key)}`,
    OIDC_ISSUER: issuer.url,
    OIDC_AUDIENCE: audience,
    HUB_LAST_UTTERANCE: 'true',
    ...environment,
  });
  const service = await compose(config, log, overrides);
  let closed = false;
  const close = async () => {
    if (!closed) await service.close();
    closed = true;
  };
  closing.push(close);
  const app = createApp(service, { log, transcriptHosts: config.transcriptHosts });
  return { app, lines, home, close };
}

let turns = 0;

function turn(more: object = {}, activity: object = {}) {
  return {
    activity: {
      ...{ type: 'message', id: `t${++turns}`, channelId: 'directline', conversation: { id: 'c1' } },
      from: { id: `id-${canary.user}`, name: canary.user, role: 'user' },
      text: `please let me talk to a human ${canary.utterance}`,
      channelData: { [canary.channelData]: canary.channelData },
      ...activity,
    },
    menu: { choices: [{ value: 'x', title: canary.title, synonyms: [canary.title] }] },
    recognition: { intent: canary.intent, score: 0.9 },
    context: { [canary.context]: canary.context, tier: canary.context },
    transcript: { activities: [{ type: 'message', from: { role: 'user' }, text: canary.transcript }] },
    [canary.unknownField]: canary.unknownField,
    ...more,
  };
}

/** Everything a turn can be, right and wrong, through every way in. Gives the bodies of what was refused, and metrics. */
async function live(app: Parameters<typeof supertest>[0]): Promise<string[]> {
  const told: string[] = [];
  const post = (path: string, body: unknown, headers: Record<string, string> = { 'x-api-key': key }) =>
    supertest(app)
      .post(path)
      .set({ 'content-type': 'application/json', 'x-canary': canary.header, cookie: canary.header, ...headers })
      .send(typeof body === 'string' ? body : JSON.stringify(body));
  const wrong = async (path: string, body: unknown, headers?: Record<string, string>) => {
    const { status, text } = await post(path, body, headers);
    expect(status).toBeGreaterThanOrEqual(400);
    told.push(text);
  };
  const bodies = [
    turn(),
    turn(),
    turn({ menuChoice: canary.value }),
    turn({ delivery: 'return' }),
    turn({}, { text: canary.title }),
  ];
  for (const body of bodies) await post('/evaluate', body);
  await post('/evaluate', bodies[0]);
  await post('/evaluate', turn({}, { conversation: { id: 'c2' }, value: { [canary.value]: canary.value } }), {
    authorization: `Bearer ${token}`,
  });
  await post('/evaluate', turn({}, { type: 'event', name: 'handoff.status', value: { state: canary.status } }));
  for (const state of ['accepted', canary.status, 'failed'])
    await post('/handoff-status', {
      type: 'event',
      name: 'handoff.status',
      conversation: { id: 'c1' },
      value: { state, message: canary.status },
    });
  await wrong('/evaluate', `{"activity":${canary.malformed}`);
  await wrong('/evaluate', { activity: canary.malformed });
  await wrong(
    '/evaluate',
    turn({ menuChoice: [canary.value], recognition: canary.intent, context: { a: [canary.context] } }),
  );
  await wrong('/evaluate', turn({ transcript: { contentUrl: `https://${canary.transcript}.example/` } }));
  await wrong('/evaluate', turn({ delivery: canary.value }));
  await wrong('/evaluate', `${canary.malformed}`.repeat(200_000));
  await wrong('/evaluate', turn(), { 'x-api-key': key, 'content-type': `text/${canary.header}` });
  await wrong('/evaluate', turn(), { 'x-api-key': unknownKey });
  await wrong('/evaluate', turn(), { authorization: `Bearer ${expired}` });
  await wrong('/evaluate', turn(), { authorization: `Bearer ${canary.header}` });
  await wrong('/handoff-status', { value: canary.status });
  await wrong(`/${canary.query}?${canary.query}`, turn());
  const get = (path: string) => supertest(app).get(path).set('x-api-key', key);
  for (const path of ['/conversations/c1', '/policy', '/metrics', '/health/ready', `/nothing/${canary.query}`])
    told.push((await get(path)).text);
  return told;
}

/** Every file below a folder, as the bytes it holds. */
function filesIn(path: string): [string, string][] {
  return readdirSync(path, { recursive: true, encoding: 'utf8' })
    .map((name) => join(path, name))
    .filter((file) => statSync(file).isFile())
    .map((file) => [file, readFileSync(file, 'latin1')]);
}

const secrets = {
  ...canary,
  key,
  keyMiddle: key.slice(10, 30),
  unknownKey: unknownKey.slice(10, 30),
  token: token.slice(-40),
  expired: expired.slice(-40),
};

/**
 * What may stand in a place all the same. A replay decides by the names that the bot gives to intents and menu choices;
 * an activity that waits unsealed says to whom it belongs, or it could not be delivered.
 */
const meant: Readonly<Record<string, readonly string[]>> = {
  'receipts.jsonl': ['intent', 'value'],
  'outbox/data.mdb': ['user'],
};

function expectNone(where: string, text: string, may: readonly string[] = []): void {
  const lower = text.toLowerCase();
  const found = Object.entries(secrets).filter(([, secret]) => lower.includes(secret.toLowerCase()));
  expect(
    found.map(([name]) => name).filter((name) => !may.includes(name)),
    where,
  ).toEqual([]);
}

function expectNoneIn(home: string, isSealed: boolean): void {
  for (const [file, bytes] of filesIn(home)) {
    const place = Object.keys(meant).find((end) => file.endsWith(end));
    const sealed = isSealed && place?.startsWith('outbox');
    expectNone(file.slice(folder.length), bytes, sealed || place === undefined ? [] : meant[place]);
  }
}

const broken = (message: string) => () => Promise.reject(new Error(message));
const brokenStore = {
  ...{
    update: broken('store down'),
    read: broken('store down'),
    remove: broken('store down'),
    check: broken('store down'),
  },
  async close() {},
};
const webhook = (path: string, more: Environment = {}): Environment => ({
  ...{ HUB: 'webhook', DELIVERY: 'emit', HUB_URL: `${hubUrl}/${path}`, HUB_SECRET: `whsec_${'A'.repeat(32)}` },
  ...{
    HUB_ALLOW_HTTP_HOSTS: '127.0.0.1',
    HUB_ALLOW_PRIVATE_HOSTS: '127.0.0.1',
    DELIVERY_LIMIT_MS: '300',
    DELIVERY_ATTEMPT_MS: '200',
  },
  ...more,
});

const states: { when: string; environment: Environment; overrides?: Overrides }[] = [
  { when: 'all is well', environment: {} },
  { when: 'ids are hashed', environment: { ID_HASH_KEY: 'a key for the hashes of ids' } },
  { when: 'the hub takes what it gets', environment: webhook('taking') },
  { when: 'the hub is unwell, so that activities wait', environment: webhook('unwell') },
  {
    when: 'the hub is unwell, and activities wait sealed',
    environment: webhook('unwell', { OUTBOX_KEY: Buffer.alloc(32, 7).toString('base64') }),
  },
  { when: 'the hub refuses', environment: webhook('refusing') },
  { when: 'nobody is at the hub', environment: webhook('x', { HUB_URL: 'http://127.0.0.1:9/' }) },
  { when: 'the store is down', environment: {}, overrides: { store: brokenStore } },
  {
    when: 'the provider throws',
    environment: {},
    overrides: { nlu: { analyze: broken('provider down'), async close() {} } },
  },
  { when: 'callers are over their limit', environment: { RATE_LIMIT_PER_MINUTE: '3' } },
];

describe('what users say, and credentials, stand nowhere', () => {
  test.each(states)('when $when', async ({ environment, overrides }) => {
    const { app, lines, home, close } = await open(environment, overrides);
    const told = await live(app);
    expect(lines.length, 'something was logged').toBeGreaterThan(0);
    expect(filesIn(home).length, 'something was stored').toBeGreaterThan(0);
    expectNone('the log', lines.join(''));
    for (const [at, text] of told.entries()) expectNone(`answer ${at}`, text);
    expectNoneIn(home, 'OUTBOX_KEY' in environment);
    await close();
    expectNoneIn(home, 'OUTBOX_KEY' in environment);
    expectNone('the log afterwards', lines.join(''));
  });
});
