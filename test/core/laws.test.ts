import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Analysis } from '../../src/core/analysis.js';
import { decodeConversation, encodeConversation, mostBytes } from '../../src/core/codec/index.js';
import { type Conversation, isHandoffOpen } from '../../src/core/conversation.js';
import { type StatusState, statusStep, userLeftStep } from '../../src/core/handoff-life.js';
import { idsOf } from '../../src/core/ids.js';
import { likeness, sketchOf } from '../../src/core/sketch.js';
import { type Step, step } from '../../src/core/step.js';
import { type Turn, userTurn } from '../../src/core/turn.js';
import { readPolicy } from '../../src/policy/policy-file.js';

const policyFile = new URL('../../policies/default.yaml', import.meta.url);
const policy = readPolicy('policies/default.yaml', readFileSync(policyFile, 'utf8'));
const returned = { status: 'returned' } as const;

const score = fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: undefined });
const by = { provider: 'embedded', model: 'any@1' };

const analyses: fc.Arbitrary<Analysis> = fc.record({ talk: score, negative: score }).map(({ talk, negative }) => ({
  language: 'en',
  talkToHuman: talk === undefined ? undefined : { score: talk, ...by },
  sentiment:
    negative === undefined
      ? undefined
      : { label: 'neutral' as const, positive: 0, neutral: 1 - negative, negative, ...by },
  degraded: [],
}));

const words = fc.constantFrom(
  '',
  'yes',
  'no',
  'no thanks',
  'hello there',
  'where is it',
  'where is it??',
  'nothing works',
  'cancel the agent',
);

/** Half of the channels say who speaks. */
const accounts = { from: { id: 'user-1' }, recipient: { id: 'bot-1' } };
const turnOf = (id: string, utterance: string) =>
  userTurn({ id, conversation: 'c', utterance, activity: id.length % 2 === 0 ? accounts : {} });
const left = { includes: (user: string | undefined) => user !== undefined, endsAccepted: true };

const stepOn = (turn: Turn, analysis: Analysis, stored: Conversation | undefined, now: number) =>
  step({ policy, turn, analysis, stored, now, delivery: returned });

type Event =
  | {
      readonly kind: 'turn';
      readonly id: number;
      readonly utterance: string;
      readonly analysis: Analysis;
      readonly laterMs: number;
    }
  | { readonly kind: 'status'; readonly state: StatusState; readonly laterMs: number }
  | { readonly kind: 'left'; readonly laterMs: number };

const laterMs = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: 0, max: 60_000 }) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 50_000_000 }) },
);
const events: fc.Arbitrary<Event[]> = fc.array(
  fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({
        kind: fc.constant('turn' as const),
        id: fc.integer({ min: 0, max: 25 }),
        utterance: words,
        analysis: analyses,
        laterMs,
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant('status' as const),
        state: fc.constantFrom<StatusState>('accepted', 'completed', 'failed'),
        laterMs,
      }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('left' as const), laterMs }) },
  ),
  { maxLength: 40 },
);

/** Plays events on one conversation through its stored form, telling what each turn came to. */
function play(
  all: readonly Event[],
  look: (event: Event, before: Conversation | undefined, now: number, step?: Step) => void,
) {
  let stored: Conversation | undefined;
  let now = 1_700_000_000_000;
  for (const event of all) {
    now += event.laterMs;
    const before = stored;
    if (event.kind === 'status') {
      stored = statusStep(policy, event.state, before, now).after;
      look(event, before, now);
    } else if (event.kind === 'left') {
      stored = userLeftStep(policy, before, left, now).after;
      look(event, before, now);
    } else {
      const step = stepOn(turnOf(`t${event.id}`, event.utterance), event.analysis, before, now);
      stored = step.after;
      look(event, before, now, step);
    }
    if (stored) stored = decodeConversation(encodeConversation(stored));
  }
}

type DecidedStep = Exclude<Step, { readonly kind: 'repeated' }>;

/** The same, of the turns that were decided and not merely repeated. */
function playDecided(
  all: readonly Event[],
  look: (step: DecidedStep, before: Conversation | undefined, now: number) => void,
) {
  play(all, (_event, before, now, step) => {
    if (step !== undefined && step.kind !== 'repeated') look(step, before, now);
  });
}

/** A conversation as plain data: turns read from a store unfold when somebody asks. */
function unfolded(conversation: Conversation | undefined) {
  return {
    ...conversation,
    turns: conversation?.turns.map(({ key, sketch, outcome, reason, reading, verdict, policy, analysis }) => {
      return { key, sketch, outcome, reason, reading, verdict, policy, analysis };
    }),
  };
}

const handoffIn = (conversation: Conversation | undefined) =>
  conversation && isHandoffOpen(conversation) ? conversation.handoff : undefined;

function expectOneOpenHandoff(all: readonly Event[]): void {
  const made: (string | undefined)[] = [];
  playDecided(all, ({ decision, initiates, handoff }, before, now) => {
    const open = handoffIn(before);
    const age = open ? now - open.changedAt : 0;
    if (open?.state === 'accepted' && age < 12 * 3_600_000) expect(decision.reason).toBe('HANDOFF_OPEN');
    if (!initiates) return;
    expect(made).not.toContain(handoff?.id);
    made.push(handoff?.id);
    if (open) expect(age).toBeGreaterThanOrEqual(600_000);
  });
}

function expectFreshReadings(all: readonly Event[]): void {
  let turnsSince = Number.POSITIVE_INFINITY;
  playDecided(all, ({ after, decision }, before) => {
    const fresh = before ? after.resetIndex >= after.turns.length - 1 : false;
    turnsSince = fresh ? 1 : turnsSince + 1;
    const rule = decision.ruleId;
    if (rule === 'stays-upset') expect(turnsSince).toBeGreaterThanOrEqual(3);
    if (rule === 'is-upset' || rule === 'is-lost') expect(turnsSince).toBeGreaterThanOrEqual(2);
  });
}

describe('whatever a conversation does', () => {
  test('its state goes through the stored form unchanged, in at most 2 KB', () => {
    fc.assert(
      fc.property(events, (all) => {
        play(all, (_event, before) => {
          if (!before) return;
          const text = encodeConversation(before);
          expect(Buffer.byteLength(text)).toBeLessThanOrEqual(mostBytes);
          expect(unfolded(decodeConversation(text))).toEqual(unfolded(before));
        });
      }),
      { numRuns: 200 },
    );
  });

  test('there is never more than one open handoff, and none is made while one is open', () => {
    fc.assert(fc.property(events, expectOneOpenHandoff), { numRuns: 300 });
  });

  test('no escalation rests on readings from before a handoff that has ended', () => {
    fc.assert(fc.property(events, expectFreshReadings), { numRuns: 300 });
  });

  test('no conversation is stuck: without an open handoff, asking for a human escalates', () => {
    fc.assert(
      fc.property(events, fc.boolean(), (all, waitLong) => {
        let last: { stored: Conversation | undefined; now: number } = { stored: undefined, now: 0 };
        play([...all, { kind: 'status', state: 'accepted', laterMs: 0 }], (_event, before, now) => {
          last = { stored: before, now };
        });
        const now = last.now + (waitLong ? 13 * 3_600_000 : 1);
        const asked: Analysis = {
          language: 'en',
          talkToHuman: { score: 0.99, ...by },
          sentiment: undefined,
          degraded: [],
        };
        const { decision } = stepOn(turnOf('the-ask', 'an agent please'), asked, last.stored, now);
        const open = last.stored !== undefined && isHandoffOpen(last.stored) && !waitLong;
        if (!open) expect(decision.outcome).toBe('escalate');
        else if (decision.outcome !== 'escalate') expect(decision.reason).toBe('HANDOFF_OPEN');
      }),
      { numRuns: 300 },
    );
  });

  test('a turn sent again gets the same decision, whatever it says the second time', () => {
    fc.assert(
      fc.property(events, analyses, words, (all, other, utterance) => {
        play(all, (event, _before, now, first) => {
          if (event.kind !== 'turn' || first === undefined) return;
          const again = stepOn(turnOf(`t${event.id}`, utterance), other, first.after, now + 1000);
          expect(again.kind === 'repeated').toBe(true);
          expect(again.decision).toEqual(first.decision);
          expect(again.after).toBe(first.after);
        });
      }),
      { numRuns: 100 },
    );
  });
});

test('a surer talk-to-human score never takes an escalation back', () => {
  fc.assert(
    fc.property(analyses, fc.double({ min: 0, max: 1, noNaN: true }), (analysis, more) => {
      const before = stepOn(turnOf('t1', 'x'), analysis, undefined, 0).decision.outcome;
      const surer = { ...by, score: Math.max(more, analysis.talkToHuman?.score ?? 0) };
      const after = stepOn(turnOf('t1', 'x'), { ...analysis, talkToHuman: surer }, undefined, 0);
      if (before === 'escalate') expect(after.decision.outcome).toBe('escalate');
    }),
  );
});

test('ids follow from conversation and turn, and no two pairs share them', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.string(), fc.string(), (c1, t1, c2, t2) => {
      const one = idsOf(c1, t1);
      expect(idsOf(c1, t1)).toEqual(one);
      expect(one.decision).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/);
      if (c1 !== c2 || t1 !== t2) expect(idsOf(c2, t2).key).not.toBe(one.key);
      const keyed = idsOf(c1, t1, 'a key');
      expect(keyed.key, 'what is stored outlives a change of the key').toBe(one.key);
      const given = [one, keyed, idsOf(c1, t1, 'another')].flatMap(({ decision, handoff }) => [decision, handoff]);
      expect(new Set(given).size).toBe(6);
    }),
  );
});

test('a sketch is of 24 characters, likes itself, and does not hear case or punctuation', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 2000 }), (text) => {
      const sketch = sketchOf(text);
      if (sketch === undefined) return;
      expect(sketch).toMatch(/^[0-9A-Za-z_-]{24}$/);
      expect(likeness(sketch, sketch)).toBe(1);
    }),
  );
  const one = sketchOf('Where is my parcel?') as string;
  expect(likeness(one, sketchOf('where is my  PARCEL!!') as string)).toBe(1);
  expect(likeness(one, sketchOf('where is my parcel now') as string)).toBeGreaterThan(0.5);
  expect(likeness(one, sketchOf('I would like to open an account') as string)).toBeLessThan(0.3);
  expect(sketchOf(' ?!')).toBeUndefined();
});
