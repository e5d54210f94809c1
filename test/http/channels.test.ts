import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { components } from '../../src/http/openapi.js';
import { faultsBy } from '../support/api-contract.js';
import {
  alongWith,
  type ChannelTurn,
  cameOf,
  channelConversations,
  expectCame,
} from '../support/channel-conversations.js';
import { type HttpService, startService } from '../support/http-service.js';

let service: HttpService;
beforeAll(async () => {
  service = await startService({ parts: { nlu: undefined } });
});
afterAll(() => service.close());

type Schemas = components['schemas'];

async function post<Name extends keyof Schemas>(path: string, schema: Name, body: object): Promise<Schemas[Name]> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(`${service.url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
  expect(response.status).toBe(200);
  const answer = (await response.json()) as Schemas[Name];
  expect(faultsBy(`/components/schemas/${schema}`, answer)).toEqual([]);
  return answer;
}

async function play(turn: ChannelTurn, conversation: unknown) {
  const { activity, hub } = turn;
  if (!activity) {
    const event = { type: 'event', name: 'handoff.status', conversation, value: hub };
    const { handoff } = await post('/handoff-status', 'HandoffStatusAnswer', event);
    return { handoff: handoff?.state };
  }
  return cameOf(await post('/evaluate', 'EvaluateAnswer', { activity, ...alongWith(turn) }));
}

describe.each([...new Set(channelConversations.map(({ channel }) => channel))])('%s', (channel) => {
  const conversations = channelConversations.filter((one) => one.channel === channel);
  test.each(conversations)('$it', async ({ turns }) => {
    const conversation = turns.find(({ activity }) => activity)?.activity?.conversation;
    for (const [place, turn] of turns.entries()) {
      expectCame(await play(turn, conversation), turn, place);
    }
  });
});

test('there are conversations of eight channels', () => {
  expect(new Set(channelConversations.map(({ channel }) => channel)).size).toBe(8);
});
