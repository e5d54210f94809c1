import type { Degraded, Sentiment, SentimentLabel, Source } from './analysis.js';
import type { Conversation, Handoff, HandoffState, KeptAnalysis, Reason, TurnRecord } from './conversation.js';
import type { Matched, Verdict } from './decide.js';
import type { OutcomeName, PolicyName, ValueCondition } from './policy.js';
import { type Reading, type SignalName, signalNames } from './signals/index.js';
import type { MatchedBy } from './turn.js';

/**
 * The stored form of a conversation: one JSON array, at most 2,048 bytes, whose first item is the format's version.
 * Names that repeat from turn to turn (rules, models, policies) stand once in a list and are named by their place in it.
 * A newer release keeps reading older versions; a version from the future is `undecodable`, never overwritten blindly.
 */
export const mostBytes = 2048;

const version = 1;

type Packed = readonly unknown[];

/** The stored form; the oldest turns go when it would not fit. */
export function encodeConversation(conversation: Conversation): string {
  const { turns, settled } = conversation;
  for (let dropped = 0; ; dropped++) {
    const text = pack({ ...conversation, turns: turns.slice(dropped), settled: Math.max(0, settled - dropped) });
    if (text.length <= mostBytes / 3 || dropped >= turns.length || Buffer.byteLength(text) <= mostBytes) return text;
  }
}

/** Reads the stored form; undefined for what is not one of ours or of a version this release does not know. */
export function decodeConversation(text: string): Conversation | undefined {
  try {
    const packed: unknown = JSON.parse(text);
    if (!Array.isArray(packed) || packed[0] !== version) return undefined;
    return unpack(packed);
  } catch {
    return undefined;
  }
}

/** Whether a stored text is of a format this release does not know, written by a newer one. */
export function isFromTheFuture(text: string): boolean {
  const stated = /^\[(\d{1,9})[,\]]/.exec(text)?.[1];
  return stated !== undefined && Number(stated) > version;
}

function pack({ turns, settled, quietTurns, handoff }: Conversation): string {
  const names: string[] = [];
  const place = (name: string): number => {
    const at = names.indexOf(name);
    return at >= 0 ? at : names.push(name) - 1;
  };
  const packedTurns = turns.map((turn) => packTurn(turn, place));
  return JSON.stringify([version, settled, quietTurns, handoff ? packHandoff(handoff) : 0, names, packedTurns]);
}

function unpack(packed: Packed): Conversation {
  const [, settled, quietTurns, handoff, names, turns] = packed as [
    number,
    number,
    number,
    Packed | 0,
    string[],
    Packed[],
  ];
  const at = (place: unknown): string => {
    const name = names[place as number];
    if (typeof name !== 'string') throw new Error('a name is missing');
    return name;
  };
  return {
    turns: turns.map((turn) => unpackTurn(turn, at)),
    settled: Number(settled),
    quietTurns: Number(quietTurns),
    handoff: handoff === 0 ? undefined : unpackHandoff(handoff),
  };
}

/** The place in a row stands in the same number as `overdue`: texts without it, from before, read as the first. */
function packHandoff({ id, state, overdue, initiatedAt, changedAt, skill, delivery, inARow }: Handoff): Packed {
  const head = [
    id,
    state,
    (overdue ? 1 : 0) + 2 * (inARow - 1),
    initiatedAt,
    changedAt - initiatedAt,
    skill,
    delivery.status,
  ];
  return delivery.cause === undefined ? head : [...head, delivery.cause];
}

function unpackHandoff(packed: Packed): Handoff {
  const [id, state, flags, initiatedAt, later, skill, status, cause] = packed as [
    string,
    HandoffState,
    number,
    number,
    number,
    string,
    Handoff['delivery']['status'],
    string?,
  ];
  const delivery = cause === undefined ? { status } : { status, cause };
  return {
    ...{ id, state, overdue: flags % 2 === 1, initiatedAt, changedAt: initiatedAt + later, skill, delivery },
    inARow: Math.floor(flags / 2) + 1,
  };
}

const outcomes: readonly OutcomeName[] = ['continue', 'offer', 'escalate'];
const reasons: readonly Reason[] = [
  'NO_RULE_MATCHED',
  'RULE_MATCHED',
  'HANDOFF_OPEN',
  'NOT_A_USER_TURN',
  'HANDOFF_STATUS',
];
const labels: readonly SentimentLabel[] = ['neutral', 'negative', 'positive', 'mixed'];

function packTurn(turn: TurnRecord, place: (name: string) => number): Packed {
  const { verdict, reading, analysis, policy } = turn;
  return [
    turn.key,
    outcomes.indexOf(verdict.outcome) * 10 + reasons.indexOf(turn.reason),
    place(policy.version),
    place(policy.sha256),
    signalNames.map((name) => toPoints(reading[name])),
    packAnalysis(analysis, place),
    turn.sketch ?? 0,
    ...packVerdict(verdict, place),
  ];
}

function unpackTurn(packed: Packed, at: (place: unknown) => string): TurnRecord {
  const [key, code, policyVersion, sha256, points, analysis, sketch, ...rest] = packed as [
    string,
    number,
    number,
    number,
    (number | null)[],
    Packed,
    string | 0,
    ...unknown[],
  ];
  const reading = Object.fromEntries(signalNames.map((name, i) => [name, fromPoints(points[i])])) as Reading;
  const policy: PolicyName = { version: at(policyVersion), sha256: at(sha256) };
  return {
    key,
    reason: reasons[code % 10] as Reason,
    verdict: unpackVerdict(outcomes[Math.floor(code / 10)] as OutcomeName, rest, reading, at),
    policy,
    reading,
    analysis: unpackAnalysis(analysis, at),
    sketch: sketch === 0 ? undefined : sketch,
  };
}

/** Scores have 4 decimals, so they are whole numbers of ten-thousandths. */
function toPoints(score: number | null): number | null {
  return score === null ? null : Math.round(score * 10_000);
}

function fromPoints(points: unknown): number | null {
  return typeof points === 'number' ? points / 10_000 : null;
}

function packVerdict({ ruleId, skill, matched, quieted }: Verdict, place: (name: string) => number): unknown[] {
  if (ruleId === null && quieted.length === 0) return [];
  return [
    ruleId === null ? -1 : place(ruleId),
    skill === null ? -1 : place(skill),
    matched.map((one) => packMatched(one, place)),
    ...quieted.map(place),
  ];
}

function unpackVerdict(
  outcome: OutcomeName,
  packed: Packed,
  reading: Reading,
  at: (place: unknown) => string,
): Verdict {
  if (packed.length === 0) return { outcome, ruleId: null, skill: null, matched: [], quieted: [] };
  const [ruleId, skill, matched, ...quieted] = packed as [number, number, Packed[], ...number[]];
  return {
    outcome,
    ruleId: ruleId === -1 ? null : at(ruleId),
    skill: skill === -1 ? null : at(skill),
    matched: matched.map((one) => unpackMatched(one, reading, at)),
    quieted: quieted.map(at),
  };
}

function packMatched(one: Matched, place: (name: string) => number): Packed {
  if ('condition' in one) return [place(one.condition), one.value, ...(one.key === undefined ? [] : [one.key])];
  const { signal, threshold, atLeast, turns, of } = one;
  return [
    signalNames.indexOf(signal) - signalNames.length,
    place(threshold),
    atLeast,
    ...(of === undefined ? [] : [turns, of]),
  ];
}

function unpackMatched(packed: Packed, reading: Reading, at: (place: unknown) => string): Matched {
  const [first, second, third, turns, of] = packed as [number, number | string, number | string, number?, number?];
  if (first >= 0) {
    const condition = at(first) as ValueCondition['kind'];
    return third === undefined
      ? { condition, value: String(second) }
      : { condition, value: String(second), key: String(third) };
  }
  const signal = signalNames[first + signalNames.length] as SignalName;
  const reached = { signal, value: reading[signal] as number, threshold: at(second), atLeast: Number(third) };
  return turns === undefined || of === undefined ? reached : { ...reached, turns, of };
}

function packAnalysis(analysis: KeptAnalysis, place: (name: string) => number): Packed {
  const { language, talkToHuman, sentiment, intent, menuChoice, degraded } = analysis;
  const by = ({ provider, model }: Source) => [place(provider), place(model)];
  const packed: unknown[] = [
    language ?? 0,
    talkToHuman ? [toPoints(talkToHuman.score), ...by(talkToHuman)] : 0,
    sentiment ? [...packSentiment(sentiment), ...by(sentiment)] : 0,
    menuChoice ? [menuChoice.index, place(menuChoice.matchedBy)] : 0,
    intent ? [place(intent.name), toPoints(intent.score), ...by(intent)] : 0,
    degraded.length > 0
      ? degraded.map(({ provider, signal, cause }) => [place(provider), place(signal), place(cause)])
      : 0,
  ];
  while (packed.at(-1) === 0) packed.pop();
  return packed;
}

function packSentiment({ label, positive, neutral, negative }: Sentiment): Packed {
  return [labels.indexOf(label), toPoints(positive), toPoints(neutral), toPoints(negative)];
}

function unpackAnalysis(packed: Packed, at: (place: unknown) => string): KeptAnalysis {
  const [language, talkToHuman, sentiment, menuChoice, intent, degraded] = packed as (number[] | undefined)[];
  const by = (provider: unknown, model: unknown): Source => ({ provider: at(provider), model: at(model) });
  return {
    language: typeof language === 'string' ? language : null,
    talkToHuman: talkToHuman
      ? { score: fromPoints(talkToHuman[0]) as number, ...by(talkToHuman[1], talkToHuman[2]) }
      : null,
    sentiment: sentiment ? { ...unpackSentiment(sentiment), ...by(sentiment[4], sentiment[5]) } : null,
    menuChoice: menuChoice ? { index: menuChoice[0] ?? null, matchedBy: at(menuChoice[1]) as MatchedBy } : null,
    intent: intent
      ? { name: at(intent[0]), score: fromPoints(intent[1]) as number, ...by(intent[2], intent[3]) }
      : null,
    degraded: ((degraded || []) as unknown as number[][]).map(
      ([provider, signal, cause]) => ({ provider: at(provider), signal: at(signal), cause: at(cause) }) as Degraded,
    ),
  };
}

function unpackSentiment([label, positive, neutral, negative]: readonly number[]): Omit<Sentiment, keyof Source> {
  return {
    label: labels[label as number] as SentimentLabel,
    positive: fromPoints(positive) as number,
    neutral: fromPoints(neutral) as number,
    negative: fromPoints(negative) as number,
  };
}
