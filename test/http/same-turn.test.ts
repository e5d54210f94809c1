import { afterAll, beforeAll, expect, test } from 'vitest';
import { type HttpService, startService } from '../support/http-service.js';

let service: HttpService;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.close());

const turn = JSON.stringify({
  activity: {
    type: 'message',
    id: 't-1',
    channelId: 'directline',
    conversation: { id: 'same' },
    text: 'a person please',
    from: { id: 'user-1' },
    recipient: { id: 'bot-1' },
    serviceUrl: 'https://directline.botframework.com/',
  },
  transcript: { activities: [{ type: 'message', id: 'a', from: { role: 'bot' }, text: 'How can I help?' }] },
});

async function post(): Promise<{ decision: string; activity: string; repeated: boolean }> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(`${service.url}/evaluate`, { method: 'POST', headers, body: turn });
  const { decision, handoff, repeated } = (await response.json()) as {
    decision: object;
    handoff: { activity: object };
    repeated: boolean;
  };
  return { decision: JSON.stringify(decision), activity: JSON.stringify(handoff.activity), repeated };
}

test('a turn sent a thousand times at once gives one decision and one activity, byte for byte', async () => {
  const answers = await Promise.all(Array.from({ length: 1000 }, post));
  expect(new Set(answers.map(({ decision }) => decision)).size).toBe(1);
  expect(new Set(answers.map(({ activity }) => activity)).size).toBe(1);
  expect(answers.filter(({ repeated }) => !repeated)).toHaveLength(1);
  expect(JSON.parse(answers[0]?.activity ?? '')).toMatchObject({
    name: 'handoff.initiate',
    attachments: [{ name: 'Transcript' }],
  });
});

async function evaluate(id: string, activity: object) {
  const headers = { 'content-type': 'application/json' };
  const body = JSON.stringify({ activity: { id, conversation: { id: 'other' }, ...activity } });
  const response = await fetch(`${service.url}/evaluate`, { method: 'POST', headers, body });
  return (await response.json()) as { decision: object; repeated: boolean; repeatedDiffers: boolean };
}

async function differing(): Promise<number> {
  const metrics = await (await fetch(`${service.url}/metrics`)).text();
  return Number(/^escalation_repeated_differing_turns_total (\d+)/m.exec(metrics)?.[1]);
}

const agent = { text: 'an agent, now' };
const comesAgain: [it: string, first: object, again: object, differs: boolean][] = [
  ['the same text', agent, agent, false],
  ['another text', agent, { text: 'what are your hours?' }, true],
  ['no text any more', agent, {}, true],
  ['the same text in another message', agent, { ...agent, type: 'message', locale: 'en' }, false],
  ['another tap', { value: { go: 'a' } }, { value: { go: 'b' } }, true],
  ['the same tap', { value: { go: 'a' } }, { value: { go: 'a' } }, false],
];

test.each(comesAgain)(
  'a turn that comes again with %s gets its answer, and is told',
  async (it, first, again, differs) => {
    const before = await differing();
    const { decision, repeatedDiffers } = await evaluate(it, first);
    expect(repeatedDiffers).toBe(false);
    expect(await evaluate(it, again)).toMatchObject({ decision, repeated: true, repeatedDiffers: differs });
    expect((await differing()) - before).toBe(differs ? 1 : 0);
  },
);
