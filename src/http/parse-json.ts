import { closeBrace, closeBracket, endOfString, openBrace, openBracket, quote } from './json-bytes.js';
import { invalid, type RequestRefusedError } from './request-refused.js';

/**
 * How deep a body may nest. No channel nests an activity this deep, and code that walks a value by recursion, as
 * `JSON.stringify` does, cannot run out of stack on what is not deeper.
 */
export const mostLevels = 100;

/** @throws RequestRefusedError for what is not JSON or nests too deep */
export function parseJson(body: Buffer): unknown {
  if (isDeeperThan(mostLevels, body)) throw tooDeep();
  try {
    return JSON.parse(body.toString('utf8', startOfJson(body)));
  } catch (err) {
    throw notJson(`Is not valid JSON${whereOf(err)}.`);
  }
}

export function notJson(message: string): RequestRefusedError {
  return invalid([{ path: '', message }]);
}

export function tooDeep(): RequestRefusedError {
  return notJson(`May be nested at most ${mostLevels} levels deep.`);
}

/**
 * The engine's message quotes the text around the fault; only its position is safe to repeat. `inBody` makes a
 * position in the body of one in what was parsed.
 */
export function whereOf(err: unknown, inBody = (position: number) => position): string {
  const message = (err as SyntaxError).message;
  if (message.includes('end of JSON input')) return ': it ends too early';
  const position = /at position (\d+)/.exec(message)?.[1];
  return position === undefined ? '' : ` at character ${inBody(Number(position))}, counted from 0`;
}

/** Counts brackets outside of strings. Bytes of multi-byte UTF-8 characters are never those of brackets or quotes. */
function isDeeperThan(most: number, body: Buffer): boolean {
  let level = 0;
  for (let i = 0; i < body.length; i++) {
    const byte = body[i];
    if (byte === quote) i = endOfString(body, i);
    else if (byte === openBrace || byte === openBracket) level += 1;
    else if (byte === closeBrace || byte === closeBracket) level -= 1;
    if (level > most) return true;
  }
  return false;
}

/** Some clients put a byte order mark first. */
export function startOfJson(body: Buffer): number {
  return body[0] === 0xef && body[1] === 0xbb && body[2] === 0xbf ? 3 : 0;
}
