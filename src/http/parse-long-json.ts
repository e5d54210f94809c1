import { randomUUID } from 'node:crypto';
import { pause } from '../lib/slices.js';
import { closeBrace, closeBracket, colon, comma, endOfString, openBrace, openBracket, quote } from './json-bytes.js';
import { mostLevels, notJson, startOfJson, tooDeep, whereOf } from './parse-json.js';
import type { RequestRefusedError } from './request-refused.js';

/** What one item of the long list may hold, and everything outside of it: values, counted by what separates them. */
export const mostValues = 10_000;
/** What a body may hold in all; thousands of activities hold less. */
export const mostValuesInAll = 100_000;
/** How many items a list has at most that stands where the activities of a transcript do. */
export const mostItems = 10_000;
/** So much of the list is parsed at a time. */
const sliceValues = 2_000;
const sliceBytes = 64 * 1024;
/** The level of the items of `transcript.activities`, which alone makes a body long. */
const itemLevel = 3;
/** A number of more digits takes the engine as long as so many other values. */
const exactDigits = 15;
const inexactWeight = 4;

/**
 * Parses a body as `JSON.parse` does, with the event loop free in between: the longest list at the level of a
 * transcript's activities is parsed some items at a time.
 *
 * @throws RequestRefusedError for what is not JSON, nests too deep or holds more values than can be parsed in time
 */
export async function parseLongJson(body: Buffer): Promise<unknown> {
  await pause();
  const { from, to, ends } = listIn(body);
  const start = startOfJson(body);
  const charactersTo = (index: number) => body.toString('utf8', start, index).length;
  if (ends.length === 0) return parsed(body.toString('utf8', start), (position) => position);
  const items: unknown[] = [];
  let at = from;
  for (const end of ends) {
    await pause();
    const slice = parsed(
      `[${body.toString('utf8', at, end)}]`,
      (position) => position + charactersTo(at) - 1,
    ) as unknown[];
    if (slice.length === 0) throw notJson('Is not valid JSON: a list has an item that is empty.');
    for (const item of slice) items.push(item);
    at = end + 1;
  }
  await pause();
  const rest = `${body.toString('utf8', start, from)}"${marker}"${body.toString('utf8', to)}`;
  const value = parsed(rest, (position) =>
    position <= charactersTo(from) ? position : position + charactersTo(to) - charactersTo(from) - marker.length - 2,
  );
  fill(listMarkedIn(value), items);
  return value;
}

/** Stands for the list while the rest is parsed; nobody outside of the process knows it. */
const marker = randomUUID();

/** `inBody` makes a position in the body of one in the text. */
function parsed(text: string, inBody: (position: number) => number): unknown {
  try {
    return JSON.parse(text);
  } catch (err) {
    throw notJson(`Is not valid JSON${whereOf(err, inBody)}.`);
  }
}

/** Undefined where the same name came again: the last one counts, as for the engine. */
function listMarkedIn(value: unknown): unknown[] | undefined {
  const inner = Object.values(value as object).flatMap((one) => (typeof one === 'object' && one ? [one] : []));
  const lists = inner.flatMap((one) => Object.values(one)).filter(Array.isArray);
  return lists.find((list) => list.length === 1 && list[0] === marker);
}

function fill(list: unknown[] | undefined, items: readonly unknown[]): void {
  if (!list) return;
  list.length = 0;
  for (const item of items) list.push(item);
}

/** A list, by the indices of what it holds: the first byte, the bracket that closes it, and where each slice ends. */
interface List {
  readonly from: number;
  to: number;
  readonly ends: number[];
  items: number;
  /** Values in it, in its last item, and in the slice that was begun. */
  values: number;
  itemValues: number;
  sliceValues: number;
}

const noList: List = { from: 0, to: 0, ends: [], items: 0, values: 0, itemValues: 0, sliceValues: 0 };

/** What was read of a body. */
interface Scan {
  level: number;
  /** Values outside of the longest list. */
  values: number;
  /** The list that is being read, if any. */
  list: List | undefined;
  longest: List;
}

/** The longest list at the level of a transcript's activities; one without slices where there is none worth it. */
function listIn(body: Buffer): List {
  const scan: Scan = { level: 0, values: 0, list: undefined, longest: noList };
  for (let i = 0; i < body.length; i++) i = readByte(scan, body, i);
  if (scan.level > 0) throw notJson('Is not valid JSON: it ends too early.');
  if (scan.values > mostValues || scan.values + scan.longest.values > mostValuesInAll) throw tooManyValues();
  return scan.longest;
}

/** Reads what begins at an index, and returns where it ends. */
function readByte(scan: Scan, body: Buffer, at: number): number {
  const byte = body[at] as number;
  switch (byte) {
    case quote:
      return endOfString(body, at);
    case openBrace:
    case openBracket:
      open(scan, byte, at);
      return at;
    case closeBrace:
    case closeBracket:
      close(scan, at);
      return at;
    case comma:
      weigh(scan, 1);
      if (scan.list && scan.level === itemLevel) endItem(scan.list, at);
      return at;
    case colon:
      weigh(scan, 1);
      return at;
    default:
      return isDigit(byte) ? readNumber(scan, body, at) : at;
  }
}

function open(scan: Scan, byte: number, at: number): void {
  if (++scan.level > mostLevels) throw tooDeep();
  weigh(scan, 1);
  if (scan.level === itemLevel && byte === openBracket) scan.list = { ...noList, from: at + 1, ends: [] };
}

/** One that fits a slice is parsed with the rest, and so is every one but the longest. */
function close(scan: Scan, at: number): void {
  const { list, longest } = scan;
  if (scan.level-- !== itemLevel || !list) return;
  list.to = at;
  list.ends.push(at);
  const isLongest = list.ends.length > 1 && list.to - list.from > longest.to - longest.from;
  scan.values += isLongest ? longest.values : list.values;
  if (isLongest) scan.longest = list;
  scan.list = undefined;
}

/** Counts in the list, if one is being read, and outside of it else. */
function weigh(scan: Scan, weight: number): void {
  const { list } = scan;
  if (!list) {
    scan.values += weight;
    return;
  }
  list.values += weight;
  list.sliceValues += weight;
  list.itemValues += weight;
  if (list.itemValues > mostValues) throw tooManyValues();
}

function readNumber(scan: Scan, body: Buffer, start: number): number {
  let end = start + 1;
  while (end < body.length && (isDigit(body[end] as number) || body[end] === point)) end++;
  if (end - start > exactDigits) weigh(scan, inexactWeight);
  return end - 1;
}

const point = 0x2e;
const isDigit = (byte: number) => byte >= 0x30 && byte <= 0x39;

function endItem(list: List, at: number): void {
  if (++list.items >= mostItems) throw notJson(`No list may have more than ${mostItems} items.`);
  list.itemValues = 0;
  if (list.sliceValues < sliceValues && at - (list.ends.at(-1) ?? list.from) < sliceBytes) return;
  list.ends.push(at);
  list.sliceValues = 0;
}

function tooManyValues(): RequestRefusedError {
  return notJson(
    `May hold at most ${mostValuesInAll} values, ${mostValues} of them in one activity of transcript, and as many beside those; a number of more than ${exactDigits} digits counts as ${inexactWeight + 1}.`,
  );
}
