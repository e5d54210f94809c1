import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { components } from '../../src/http/openapi.js';
import { faultsBy } from '../support/api-contract.js';
import { type ChannelTurn, channelConversations } from '../support/channel-conversations.js';
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

/** What came of a turn, in the words of the golden files. */
async function play({ activity, hub, menu, recognition }: ChannelTurn, conversation: unknown) {
  if (!activity) {
    const event = { type: 'event', name: 'handoff.status', conversation, value: hub };
    const { handoff } = await post('/handoff-status', 'HandoffStatusAnswer', event);
    return { handoff: handoff?.state };
  }
  const body = { activity, ...(menu && { menu: { choices: menu } }), ...(recognition && { recognition }) };
  const { decision, analysis, handoff, repeated, turnId } = await post('/evaluate', 'EvaluateAnswer', body);
  const { outcome, reason, ruleId, reading } = decision;
  return {
    outcome,
    reason,
    ruleId,
    menuChoice: analysis.menuChoice?.value ?? null,
    notUnderstood: reading.notUnderstood,
    repeated,
    turnId,
    handoff: handoff?.state,
    cause: handoff?.cause,
  };
}

describe.each([...new Set(channelConversations.map(({ channel }) => channel))])('%s', (channel) => {
  const conversations = channelConversations.filter((one) => one.channel === channel);
  test.each(conversations)('$it', async ({ turns }) => {
    const conversation = turns.find(({ activity }) => activity)?.activity?.conversation;
    for (const [place, turn] of turns.entries()) {
      const { turnId, ...wanted } = turn.expect;
      const came = await play(turn, conversation);
      expect(came, `turn ${place + 1}`).toMatchObject(wanted);
      if (turnId) expect((came as { turnId: string }).turnId).toMatch(new RegExp(turnId));
    }
  });
});

test('there are conversations of eight channels', () => {
  expect(new Set(channelConversations.map(({ channel }) => channel)).size).toBe(8);
});
