import { pino } from 'pino';
import { Registry } from 'prom-client';
import type { Analysis } from '../src/core/analysis.js';
import { decodeConversation, encodeConversation } from '../src/core/codec/index.js';
import type { Conversation } from '../src/core/conversation.js';
import { step } from '../src/core/step.js';
import { type Turn, userTurn } from '../src/core/turn.js';
import * as nlus from '../src/nlu/index.js';
import { loadPolicy } from '../src/policy/policy-file.js';
import { median } from './load.js';
import { twentyWords } from './turns.js';

/** Microseconds a call: the median and the 99th percentile over batches of ten. */
export interface Time {
  readonly what: string;
  readonly p50: number;
  readonly p99: number;
}

const runtime = { log: pino({ level: 'silent' }), metrics: new Registry(), now: Date.now };

/** What a turn costs inside the process: the analysis, the step with its state, and both for texts made to cost much. */
export async function inProcessTimes(): Promise<Time[]> {
  const nlu = await nlus.embedded({}, runtime);
  const { policy } = await loadPolicy('policies/default.yaml');
  const analyze = (text: string) => nlu.analyze({ text, locale: 'en-US', picked: false }) as Analysis;
  const analysis = analyze(twentyWords);
  let stored: string | undefined;
  let turns = 0;

  /** A conversation's next turn with what a store does for it short of writing: decode, step, encode. */
  function stepOn(given: Analysis, utterance: string): Conversation {
    const before = turns % 10 === 0 || stored === undefined ? undefined : decodeConversation(stored);
    const turn = turnOf(`conversation-${Math.floor(turns / 10)}`, `turn-${turns}`, utterance);
    const { after } = step({
      policy,
      turn,
      analysis: given,
      stored: before,
      now: 1_700_000_000_000 + turns,
      delivery: { status: 'returned' },
    });
    stored = encodeConversation(after);
    turns++;
    return after;
  }

  const texts = Array.from({ length: 64 }, (_, i) => twentyWords.replace('last week', `on day ${i}`));
  let i = 0;
  const next = () => texts[i++ % texts.length] as string;
  return [
    time('analyze, 20 words', () => analyze(next())),
    time('step, 20 words', () => stepOn(analysis, next())),
    time('analyze + step, 20 words', () => stepOn(analyze(next()), next())),
    ...Object.entries(worst).map(([what, text]) =>
      time(`analyze + step, ${what}`, () => stepOn(analyze(text), text), 400),
    ),
  ];
}

/** Texts made to cost much. Each is cut to 4,000 characters, because the service reads no more. */
const worst: Readonly<Record<string, string>> = {
  '100,000 characters of words': 'please help me with the thing '.repeat(3_400).slice(0, 4_000),
  'one word of 100,000 letters': 'a'.repeat(4_000),
  '10,000 emoji': '😀'.repeat(2_000),
  '100,000 combining marks': `e${'\u0301'.repeat(3_999)}`,
  'mixed scripts': 'aб漢あ한ا'.repeat(667).slice(0, 4_000),
  'lone surrogates': '\ud800'.repeat(4_000),
};

function turnOf(conversation: string, id: string, utterance: string): Turn {
  const recognition = { intent: 'OrderStatus', score: 0.83 };
  return userTurn({ id, conversation, utterance, locale: 'en-US', channel: 'directline', recognition });
}

/** Times calls after a warm-up, ten at a time, because one alone is too short for the clock's resolution. */
export function time(what: string, call: () => unknown, calls = 20_000): Time {
  for (let i = 0; i < calls / 4; i++) call();
  const batch = 10;
  const times: number[] = [];
  for (let i = 0; i < calls / batch; i++) {
    const started = process.hrtime.bigint();
    for (let j = 0; j < batch; j++) call();
    times.push(Number(process.hrtime.bigint() - started) / 1000 / batch);
  }
  times.sort((a, b) => a - b);
  return { what, p50: median(times), p99: times[Math.floor(times.length * 0.99)] as number };
}
