import { readFileSync } from 'node:fs';
import { activityZodSchema } from '@microsoft/agents-activity';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { handoffActivity, handoffContext } from '../../src/core/handoff.js';
import { jsonBytes, mostActivityBytes } from '../../src/core/transcript.js';
import { type Activity, type Transcript, type Turn, userTurn } from '../../src/core/turn.js';

const inbound: Activity = {
  type: 'message',
  id: 'conv|0000007',
  channelId: 'directline',
  serviceUrl: 'https://directline.botframework.com/',
  locale: 'en-US',
  from: { id: 'user-42', name: 'Dana', role: 'user' },
  recipient: { id: 'shop-bot', name: 'Shop Bot' },
  conversation: { id: 'conv' },
  text: 'a person please',
  timestamp: '2026-03-02T10:15:31.000Z',
};

function turn(activity: Activity, transcript?: Transcript, context: Turn['context'] = {}): Turn {
  return userTurn({
    id: 'conv|0000007',
    conversation: 'conv',
    utterance: 'a person please',
    locale: 'en-US',
    channel: 'directline',
    context,
    transcript,
    activity,
  });
}

const message = (id: number, text: string, more: Activity = {}): Activity => ({
  type: 'message',
  id: `m${id}`,
  from: { id: 'user-42', role: 'user' },
  text,
  ...more,
});
const attached = (activity: Activity) =>
  (activity.attachments as { content: { activities: Activity[]; leftOut?: unknown } }[])[0];

test('the activity is the wire form of a bot’s reply', () => {
  const golden = parse(readFileSync(new URL('../golden/activities/wire-form.yaml', import.meta.url), 'utf8'));
  const value = { skill: 'billing', Skill: 'billing' };
  const activity = handoffActivity(turn(inbound, { activities: [message(1, 'hello')] }), 'h-1', value);
  expect(JSON.parse(JSON.stringify(activity))).toEqual(golden);
});

test('without an inbound id there is no replyToId and no relatesTo.activityId', () => {
  const { id, ...anonymous } = inbound;
  const activity = handoffActivity(turn(anonymous), 'h-1', {});
  expect(activity).not.toHaveProperty('replyToId');
  expect(activity.relatesTo).not.toHaveProperty('activityId');
  expect(activity).not.toHaveProperty('attachments');
});

test('fields of the wrong kind, empty or unreasonably large never reach the hub', () => {
  const hostile = {
    ...inbound,
    locale: '',
    channelId: 7,
    serviceUrl: null,
    from: ['x'],
    recipient: 'bot',
    replyToId: {},
  };
  const activity = handoffActivity(turn(hostile), 'h-1', {});
  for (const field of ['locale', 'channelId', 'serviceUrl', 'from', 'recipient'])
    expect(activity).not.toHaveProperty(field);
  const large = { ...inbound, from: { id: 'u', name: 'Dana', junk: 'x'.repeat(900_000) } };
  expect(handoffActivity(turn(large), 'h-1', {}).recipient).toEqual({ id: 'u', name: 'Dana' });
});

describe('the SDK’s own validator takes the activity, whatever came in', () => {
  const odd = fc.oneof(
    fc.constantFrom('', 'x', null, 7, true, 'yes', [], {}, '\ud83d', 'x'.repeat(5_000)),
    fc.string(),
    fc.jsonValue({ maxDepth: 2 }),
  );
  const account = fc.record(
    {
      id: odd,
      name: odd,
      role: odd,
      aadObjectId: odd,
      tenantId: odd,
      isGroup: odd,
      conversationType: odd,
      agenticUserId: odd,
      agenticAppId: odd,
      agenticAppBlueprintId: odd,
      properties: odd,
      other: odd,
    },
    { requiredKeys: [] },
  );
  const activities = fc.record(
    {
      type: odd,
      id: odd,
      channelId: odd,
      serviceUrl: odd,
      locale: odd,
      replyToId: odd,
      from: fc.oneof(account, odd),
      recipient: fc.oneof(account, odd),
      conversation: fc.oneof(account, odd),
    },
    { requiredKeys: [] },
  );

  test('by law', () => {
    fc.assert(
      fc.property(activities, odd, (activity, fact) => {
        const sent = JSON.parse(JSON.stringify(activity)) as Activity;
        const made = handoffActivity(turn(sent), 'h-1', { skill: 'billing', fact });
        const { error } = activityZodSchema.safeParse(JSON.parse(JSON.stringify(made)));
        expect(error?.issues ?? []).toEqual([]);
        expect(made.conversation.id).not.toBe('');
      }),
      { numRuns: 3_000 },
    );
  });

  test.each([
    ['an id that is a number becomes text', { from: { id: 42 } }, { recipient: { id: '42' } }],
    ['what is no text is left out', { from: { id: 'u', name: null } }, { recipient: { id: 'u' } }],
    [
      'so is what is no truth value',
      { conversation: { id: 'conv', isGroup: 'yes' } },
      { conversation: { id: 'conv' } },
    ],
    ['other fields pass', { from: { id: 'u', custom: { a: 1 } } }, { recipient: { id: 'u', custom: { a: 1 } } }],
  ])('%s', (_what, sent, expected) => {
    const made = handoffActivity(turn({ ...inbound, ...sent }), 'h-1', {});
    for (const [field, value] of Object.entries(expected)) expect(made[field]).toEqual(value);
  });

  test('without a channel there is no reference to it (A7550)', () => {
    const { channelId, ...nowhere } = inbound;
    expect(handoffActivity(turn(nowhere), 'h-1', {})).not.toHaveProperty('relatesTo');
  });
});

describe('the context', () => {
  const handover = {
    turn: turn(inbound, undefined, { tier: 'gold', skill: 'mine', handoffId: 'mine' }),
    decision: { id: 'd', skill: 'billing', reason: 'RULE_MATCHED', ruleId: 'asks' } as never,
    analysis: { language: 'en', talkToHuman: { score: 0.97 }, sentiment: { label: 'neutral' } } as never,
    handoffId: 'h-1',
  };
  test('has the caller’s facts under their own names, which never replace ours', () => {
    expect(handoffContext(handover, false)).toEqual({
      tier: 'gold',
      skill: 'billing',
      Skill: 'billing',
      reason: 'RULE_MATCHED',
      ruleId: 'asks',
      handoffId: 'h-1',
      decisionId: 'd',
      sentiment: 'neutral',
      talkToHuman: 0.97,
      language: 'en',
    });
  });
  test('has the last utterance only where the operator allows it', () => {
    expect(handoffContext(handover, true)).toMatchObject({ lastUtterance: 'a person please' });
  });
});

describe('the transcript', () => {
  const card = {
    attachments: [{ contentType: 'application/vnd.microsoft.card.hero', content: { text: 'x'.repeat(50_000) } }],
  };
  test('is attached whole when it fits', () => {
    const activities = [message(1, 'one'), { type: 'typing' }, message(2, 'two', card)];
    const { attachments } = handoffActivity(turn(inbound, { activities }), 'h', {});
    expect(attachments).toEqual([{ contentType: 'application/json', name: 'Transcript', content: { activities } }]);
  });
  test('loses traces and typing first, then the oldest cards, then the oldest activities, and says so', () => {
    const trace = { type: 'trace', value: 'x'.repeat(100_000) };
    const light = [message(1, 'one', card), trace, message(2, 'two', card), message(3, 'x'.repeat(150_000))];
    const first = attached(handoffActivity(turn(inbound, { activities: light }), 'h', {}));
    expect(first?.content.leftOut).toEqual({ tracesAndTyping: 1 });
    const heavy = [message(1, 'one', card), message(2, 'two', card), message(3, 'x'.repeat(180_000))];
    const second = attached(handoffActivity(turn(inbound, { activities: heavy }), 'h', {}));
    expect(second?.content.leftOut).toEqual({ cards: 1 });
    expect(second?.content.activities[1]).toHaveProperty('attachments');
    const long = Array.from({ length: 400 }, (_, i) => message(i, 'ü'.repeat(500)));
    const third = attached(handoffActivity(turn(inbound, { activities: long }), 'h', {}));
    expect(third?.content.leftOut).toMatchObject({ oldest: expect.any(Number) });
    expect(third?.content.activities.at(-1)).toEqual(long.at(-1));
  });
  test('passes a content URL on instead', () => {
    const { attachments } = handoffActivity(turn(inbound, { contentUrl: 'https://files.example/t.json' }), 'h', {});
    expect(attachments).toEqual([
      { contentType: 'application/json', name: 'Transcript', contentUrl: 'https://files.example/t.json' },
    ]);
  });
  test('leaves out what nests deeper than any channel would', () => {
    let deep: Activity = { type: 'message' };
    for (let i = 0; i < 50_000; i++) deep = { type: 'message', value: deep };
    const { content } =
      attached(handoffActivity(turn(inbound, { activities: [deep, message(1, 'x')] }), 'h', {})) ?? {};
    expect(content).toEqual({ activities: [message(1, 'x')], leftOut: { tooDeep: 1 } });
  });
});

test('the activity weighs less than 262,144 bytes, whatever came in', () => {
  const size = fc.integer({ min: 0, max: 120_000 });
  const text = fc.tuple(size, fc.constantFrom('x', '"', 'ü', '😀', '\u0000')).map(([n, c]) => c.repeat(n));
  const activities = fc.array(
    fc.record({ type: fc.constantFrom('message', 'typing', 'trace'), text, channelData: fc.option(text) }),
    { maxLength: 12 },
  );
  const context = fc.dictionary(fc.string(), text, { maxKeys: 5 });
  fc.assert(
    fc.property(activities, context, text, (all, facts, name) => {
      const from = { id: 'u', name };
      const value = { ...facts, skill: 'general', handoffId: 'h' };
      const activity = handoffActivity(turn({ ...inbound, from }, { activities: all as Activity[] }), 'h', value);
      expect(jsonBytes(activity)).toBeLessThan(mostActivityBytes);
      expect(activity.value).toMatchObject({ skill: 'general', handoffId: 'h' });
    }),
    { numRuns: 60 },
  );
});
