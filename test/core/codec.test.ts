import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { decodeConversation, encodeConversation, isFromTheFuture } from '../../src/core/codec/index.js';
import type { Conversation, TurnRecord } from '../../src/core/conversation.js';
import { type SignalName, signalNames, unmeasured } from '../../src/core/signals/index.js';

interface StoredState {
  readonly it: string;
  readonly text: string;
  readonly turns: readonly {
    readonly reason: string;
    readonly outcome: string;
    readonly ruleId: string | null;
    readonly scores: Partial<Record<SignalName, number>>;
    readonly matched: readonly string[];
  }[];
  readonly handoff: string | null;
  readonly cause?: string;
  /** How long after its state changed something was last heard of the handoff. */
  readonly heardLaterMs?: number;
}

const golden = new URL('../golden/stored-states.yaml', import.meta.url);
const { states }: { states: StoredState[] } = parse(readFileSync(golden, 'utf8'));

function decoded(text: string): Conversation {
  const conversation = decodeConversation(text);
  expect(conversation, 'it can be read').toBeDefined();
  return conversation as Conversation;
}

function expectRead({ turns, handoff }: Conversation, state: StoredState): void {
  const seen = turns.map(({ reason, outcome, reading, verdict }) => ({
    reason,
    outcome,
    ruleId: verdict.ruleId,
    reading,
    matched: verdict.matched.map((one) => ('signal' in one ? one.signal : one.condition)),
  }));
  const expected = state.turns.map(({ scores, ...turn }) => ({ ...turn, reading: { ...unmeasured, ...scores } }));
  expect(seen).toEqual(expected);
  expect(handoff?.state ?? null).toBe(state.handoff);
  expect(handoff?.cause).toBe(state.cause);
  if (handoff) expect(handoff.heardAt - handoff.changedAt).toBe(state.heardLaterMs ?? 0);
}

describe('a stored conversation is read, and read again once it was written by this release:', () => {
  test.each(states)('$it', (state) => {
    const conversation = decoded(state.text);
    expectRead(conversation, state);
    const text = encodeConversation(conversation);
    expect(text).toMatch(/^\[2,/);
    expectRead(decoded(text), state);
  });
});

test('what a newer release wrote of a turn is kept as it is', () => {
  const { text } = states.find(({ it }) => it.includes('newer')) as StoredState;
  expect(encodeConversation(decoded(text))).toBe(text);
});

/** One turn with a score for each of the first so many signals. */
const withScores = (count: number) => `[2,0,0,0,["1","abc"]]
${'0'.repeat(16)}${'.'.repeat(24)}0${'02s'.repeat(count)}[0,1,[]]`;

test('a turn stored when the list of signals was shorter or longer has the scores that were stored', () => {
  for (let count = 0; count <= signalNames.length + 3; count++) {
    const { reading } = decoded(withScores(count)).turns[0] as Conversation['turns'][number];
    expect(Object.values(reading)).toEqual(signalNames.map((_, place) => (place < count ? 0.01 : null)));
  }
});

const plain = ({ key, outcome, reason, verdict, policy, reading, analysis, sketch, said }: TurnRecord) => ({
  ...{ key, outcome, reason, verdict, policy, reading, analysis, sketch, said },
});

test('what was said on a turn is kept beside whatever else is, by its digest', () => {
  for (const { text } of states) {
    const { turns, ...rest } = decoded(text);
    const said = turns.map((turn, at) => ({ ...plain(turn), said: at % 2 === 0 ? `aB_-${at}xyz` : undefined }));
    const again = decoded(encodeConversation({ ...rest, turns: said }));
    expect(again.turns.map(plain)).toEqual(said);
  }
});

describe('what is not of ours is no conversation:', () => {
  test.each([
    { it: 'half a score', text: withScores(5).replace('02s[', '02[') },
    { it: 'no end', text: withScores(5).slice(0, -2) },
    { it: 'no JSON in a turn', text: withScores(5).replaceAll('[0,1', '0,1') },
    {
      it: 'a turn of version 1 with broken JSON',
      text: withScores(5).replace('[2', '[1').replace('[0,1,[]]', '[0,1,]'),
    },
    { it: 'a turn of version 1 with fewer scores', text: withScores(4).replace('[2', '[1') },
    { it: 'version 0', text: withScores(5).replace('[2', '[0') },
  ])('$it', ({ text }) => {
    expect(decodeConversation(text)).toBeUndefined();
    expect(isFromTheFuture(text)).toBe(false);
  });

  test('a later version, which is left alone', () => {
    const text = withScores(5).replace('[2', '[3');
    expect(decodeConversation(text)).toBeUndefined();
    expect(isFromTheFuture(text)).toBe(true);
  });
});
