import type { Conversation, TurnRecord } from '../conversation.js';
import { packHandoff, unpackHandoff } from './handoff.js';
import { isLine, packLine, StoredTurn } from './line.js';
import { type Packed, parsed } from './packed.js';
import { fromVersion1 } from './version-1.js';

/**
 * The stored form of a conversation, at most 2,048 bytes of text. The first line is a JSON array that begins with the
 * format's version; each further line is one turn. A line begins with what every next turn needs, in fixed places; the
 * rest is JSON and is read only when that turn is asked for again. Names that repeat from turn to turn (rules, models,
 * policies) stand once in the first line and are named by their place there, so lines are kept as they are.
 * A line holds as many scores as its release knew signals, so a signal, added at the end of the list, needs no new version.
 * A newer release keeps reading older versions; one from the future is left alone.
 */
export const mostBytes = 2048;

const version = 2;

/** The stored form; the oldest turns go when it would not fit. */
export function encodeConversation(conversation: Conversation): string {
  const { turns, resetIndex } = conversation;
  const text = pack(conversation, namesOf(turns));
  if (fits(text)) return text;
  for (let dropped = 0; ; dropped++) {
    const fewer = { ...conversation, turns: turns.slice(dropped), resetIndex: Math.max(0, resetIndex - dropped) };
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
  if (!isHeader(header)) return undefined;
  const [stated, resetIndex, quietTurns, handoff, names, bot] = header;
  const todays = stated === version ? lines : fromVersion1(lines);
  if (!todays?.every(isLine)) return undefined;
  return {
    turns: todays.map((line) => new StoredTurn(line, names)),
    resetIndex,
    quietTurns,
    handoff: handoff === 0 ? undefined : unpackHandoff(handoff),
    bot,
  };
}

/** Whether a stored text is of a format this release does not know, written by a newer one. */
export function isFromTheFuture(text: string): boolean {
  const stated = /^\[(\d{1,9})[,\]]/.exec(text)?.[1];
  return stated !== undefined && Number(stated) > version;
}

/** `bot` is left out where it is not known, as in every text of release 0.1.0. */
type Header = readonly [
  version: number,
  resetIndex: number,
  quietTurns: number,
  handoff: Packed | 0,
  names: string[],
  bot?: string,
];

function isHeader(parsed: unknown): parsed is Header {
  if (!Array.isArray(parsed) || parsed.length < 5 || parsed.length > 6) return false;
  const [stated, resetIndex, quietTurns, handoff, names, bot] = parsed;
  if (stated !== version && stated !== 1) return false;
  const counts = Number.isInteger(resetIndex) && Number.isInteger(quietTurns);
  if (bot !== undefined && typeof bot !== 'string') return false;
  return counts && (handoff === 0 || (Array.isArray(handoff) && handoff.length >= 7)) && Array.isArray(names);
}

function pack({ turns, resetIndex, quietTurns, handoff, bot }: Conversation, names: string[]): string {
  const lines = turns.map((turn) => lineOf(turn, names));
  const head: unknown[] = [version, resetIndex, quietTurns, handoff ? packHandoff(handoff) : 0, names];
  if (bot !== undefined) head.push(bot);
  return [JSON.stringify(head), ...lines].join('\n');
}

/** The list of names that the lines of stored turns refer to; a new one when there are none. It only ever grows. */
function namesOf(turns: readonly TurnRecord[]): string[] {
  const stored = turns.findLast((turn) => turn instanceof StoredTurn);
  return stored?.names ?? [];
}

function lineOf(turn: TurnRecord, names: string[]): string {
  return turn instanceof StoredTurn && turn.names === names ? turn.line : packLine(turn, names);
}
