import type { Degraded, Sentiment, SentimentLabel, Source } from './analysis.js';
import type { Conversation, Handoff, HandoffState, KeptAnalysis, Reason, TurnRecord } from './conversation.js';
import type { Matched, Verdict } from './decide.js';
import type { OutcomeName, PolicyName, ValueCondition } from './policy.js';
import { type Reading, type SignalName, signalNames } from './signals/index.js';
import type { MatchedBy } from './turn.js';

/**
 * The stored form of a conversation, at most 2,048 bytes of text. The first line is a JSON array that begins with the
 * format's version; each further line is one turn. A line begins with what every next turn needs, in fixed places; the
 * rest is JSON and is read only when that turn is asked for again. Names that repeat from turn to turn (rules, models,
 * policies) stand once in the first line and are named by their place there, so lines are kept as they are.
 * A newer release keeps reading older versions; one from the future is left alone.
 */
export const mostBytes = 2048;

const version = 1;

type Packed = readonly unknown[];

/** The stored form; the oldest turns go when it would not fit. */
export function encodeConversation(conversation: Conversation): string {
  const { turns, settled } = conversation;
  const text = pack(conversation, namesOf(turns));
  if (fits(text)) return text;
  for (let dropped = 0; ; dropped++) {
    const fewer = { ...conversation, turns: turns.slice(dropped), settled: Math.max(0, settled - dropped) };
    const shorter = pack(fewer, []);
    if (fits(shorter) || dropped >= turns.length) return shorter;
  }
}

function fits(text: string): boolean {
  return text.length <= mostBytes / 3 || Buffer.byteLength(text) <= mostBytes;
}

/** Reads the stored form; undefined for what is not one of ours or of a version this release does not know. */
export function decodeConversation(text: string): Conversation | undefined {
  const [first = '', ...lines] = text.split('\n');
  const header = parsed(first);
  if (!isHeader(header) || !lines.every(isLine)) return undefined;
  const [, settled, quietTurns, handoff, names] = header;
  return {
    turns: lines.map((line) => new StoredTurn(line, names)),
    settled,
    quietTurns,
    handoff: handoff === 0 ? undefined : unpackHandoff(handoff),
  };
}

/** Whether a stored text is of a format this release does not know, written by a newer one. */
export function isFromTheFuture(text: string): boolean {
  const stated = /^\[(\d{1,9})[,\]]/.exec(text)?.[1];
  return stated !== undefined && Number(stated) > version;
}

type Header = readonly [version: number, settled: number, quietTurns: number, handoff: Packed | 0, names: string[]];

function isHeader(parsed: unknown): parsed is Header {
  if (!Array.isArray(parsed) || parsed.length !== 5 || parsed[0] !== version) return false;
  const [, settled, quietTurns, handoff, names] = parsed;
  const counts = Number.isInteger(settled) && Number.isInteger(quietTurns);
  return counts && (handoff === 0 || (Array.isArray(handoff) && handoff.length >= 7)) && Array.isArray(names);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function pack({ turns, settled, quietTurns, handoff }: Conversation, names: string[]): string {
  const lines = turns.map((turn) => lineOf(turn, names));
  const header = JSON.stringify([version, settled, quietTurns, handoff ? packHandoff(handoff) : 0, names]);
  return [header, ...lines].join('\n');
}

/** The list of names that the lines of stored turns refer to; a new one when there are none. It only ever grows. */
function namesOf(turns: readonly TurnRecord[]): string[] {
  const stored = turns.findLast((turn) => turn instanceof StoredTurn);
  return stored?.names ?? [];
}

function lineOf(turn: TurnRecord, names: string[]): string {
  return turn instanceof StoredTurn && turn.names === names ? turn.line : packLine(turn, names);
}

/** Where a line's parts end: the key, the sketch, the outcome with its reason, and five scores. */
const keyEnd = 16;
const sketchEnd = keyEnd + 24;
const codeEnd = sketchEnd + 1;
const readingEnd = codeEnd + 3 * signalNames.length;
const noSketch = '.'.repeat(sketchEnd - keyEnd);

function isLine(line: string): boolean {
  return line.length > readingEnd + 1 && line.charCodeAt(readingEnd) === 0x5b && line.endsWith(']');
}

/** A turn as it is stored: what every next turn needs is read at once, the rest when somebody asks. */
class StoredTurn implements TurnRecord {
  readonly line: string;
  readonly names: string[];
  readonly key: string;
  readonly sketch: string | undefined;
  readonly reading: Reading;
  readonly reason: Reason;
  readonly outcome: OutcomeName;

  constructor(line: string, names: string[]) {
    this.line = line;
    this.names = names;
    this.key = line.slice(0, keyEnd);
    const sketch = line.slice(keyEnd, sketchEnd);
    this.sketch = sketch === noSketch ? undefined : sketch;
    const code = digitAt(line, sketchEnd);
    this.reason = reasons[code % reasons.length] as Reason;
    this.outcome = outcomes[Math.floor(code / reasons.length)] as OutcomeName;
    this.reading = readScores(line);
  }

  get verdict(): Verdict {
    return unpackVerdict(this.outcome, this.rest().slice(3), this.reading, nameAt(this.names));
  }

  get policy(): PolicyName {
    const [policyVersion, sha256] = this.rest();
    const at = nameAt(this.names);
    return { version: at(policyVersion), sha256: at(sha256) };
  }

  get analysis(): KeptAnalysis {
    return unpackAnalysis(this.rest()[2] as Packed, nameAt(this.names));
  }

  private rest(): Packed {
    return JSON.parse(this.line.slice(readingEnd));
  }
}

/** Reads the name at a place of the list. */
function nameAt(names: readonly string[]) {
  return (place: unknown): string => {
    const name = names[place as number];
    if (typeof name !== 'string') throw new Error('a stored turn names something that is not there');
    return name;
  };
}

function packLine(
  { key, sketch, reason, outcome, reading, verdict, policy, analysis }: TurnRecord,
  names: string[],
): string {
  const place = (name: string): number => {
    const at = names.indexOf(name);
    return at >= 0 ? at : names.push(name) - 1;
  };
  const code = outcomes.indexOf(outcome) * reasons.length + reasons.indexOf(reason);
  const rest = [
    place(policy.version),
    place(policy.sha256),
    packAnalysis(analysis, place),
    ...packVerdict(verdict, place),
  ];
  return (
    key +
    (sketch ?? noSketch) +
    code.toString(36) +
    signalNames.map((name) => packScore(reading[name])).join('') +
    JSON.stringify(rest)
  );
}

const digits = '0123456789abcdefghijklmnopqrstuvwxyz';
const base = digits.length;

/** Scores have 4 decimals, so they are whole numbers of ten-thousandths: three digits to the base of 36. */
function packScore(score: number | null): string {
  if (score === null) return '---';
  const points = Math.round(score * 10_000);
  return digits.charAt(points / base ** 2) + digits.charAt((points / base) % base) + digits.charAt(points % base);
}

function readScore(line: string, at: number): number | null {
  if (line.charCodeAt(at) === 0x2d) return null;
  return ((digitAt(line, at) * base + digitAt(line, at + 1)) * base + digitAt(line, at + 2)) / 10_000;
}

function digitAt(line: string, at: number): number {
  const code = line.charCodeAt(at);
  return code < 0x3a ? code - 0x30 : code - 0x57;
}

function readScores(line: string): Reading {
  const reading = {} as Record<SignalName, number | null>;
  for (let i = 0; i < signalNames.length; i++) reading[signalNames[i] as SignalName] = readScore(line, codeEnd + 3 * i);
  return reading;
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
