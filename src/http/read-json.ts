import type { IncomingMessage } from 'node:http';
import type { Stay } from '../access/bulkhead.js';
import { overloaded } from './guard.js';
import { joinBatch } from './request-batch.js';
import { invalid, RequestRefusedError } from './request-refused.js';

/** The largest body that is read. */
const mostBodyBytes = 1024 * 1024;

/**
 * How deep a body may nest. No channel nests an activity this deep, and code that walks a value by recursion, as
 * `JSON.stringify` does, cannot run out of stack on what is not deeper.
 */
const mostLevels = 100;

/**
 * Reads a request's JSON body. What it says about a fault never contains text of the body, which may be personal.
 *
 * @param stay where the bytes of the body count, from the first that comes until the request is answered
 * @throws Refusal with 400 for what is not JSON or nests too deep, 413 for too many bytes, 415 for another type,
 *   charset or encoding, 503 where there is no room for the body
 */
export async function readJson(req: IncomingMessage, stay: Stay): Promise<unknown> {
  checkType(req.headers['content-type']);
  checkEncoding(req.headers['content-encoding']);
  const body = await readBody(req, stay);
  await joinBatch();
  return parse(body);
}

function checkType(contentType = ''): void {
  if (contentType === 'application/json') return;
  const [type = '', ...parameters] = contentType.toLowerCase().split(';');
  const charset = parameters.map((parameter) => parameter.trim()).find((parameter) => parameter.startsWith('charset='));
  const isUtf8 = charset === undefined || /^charset="?utf-?8"?$/.test(charset);
  if (type.trim() === 'application/json' && isUtf8) return;
  throw new RequestRefusedError(415, 'Send the body as JSON in UTF-8 with the header Content-Type: application/json.');
}

function checkEncoding(encoding = 'identity'): void {
  if (encoding.toLowerCase() === 'identity') return;
  const headers = { 'Accept-Encoding': 'identity' };
  throw new RequestRefusedError(415, 'Send the body uncompressed, without the header Content-Encoding.', { headers });
}

function readBody(req: IncomingMessage, stay: Stay): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const announced = Number(req.headers['content-length'] ?? 0);
    if (announced > mostBodyBytes) {
      reject(tooLarge());
      return;
    }
    const chunks: Buffer[] = [];
    let length = 0;
    let held = 0;
    req.on('data', take);
    req.once('end', () => resolve(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks, length)));
    req.once('error', () => reject(new RequestRefusedError(400, 'The body ended before the length it announced.')));

    function take(chunk: Buffer) {
      length += chunk.length;
      if (length > mostBodyBytes) refuse(tooLarge());
      else if (!holds(Math.max(length, announced))) refuse(overloaded());
      else chunks.push(chunk);
    }

    /** Room for all of a body is made when it begins: many that each got some of it would all be in vain. */
    function holds(bytes: number): boolean {
      if (bytes <= held) return true;
      if (!stay.hold(bytes - held)) return false;
      held = bytes;
      return true;
    }

    function refuse(refusal: RequestRefusedError) {
      req.off('data', take);
      chunks.length = 0;
      reject(refusal);
    }
  });
}

function tooLarge(): RequestRefusedError {
  return new RequestRefusedError(
    413,
    `The body may have at most ${mostBodyBytes} bytes; send fewer activities in transcript, or a contentUrl.`,
  );
}

function parse(body: Buffer): unknown {
  if (isDeeperThan(mostLevels, body)) throw notJson(`May be nested at most ${mostLevels} levels deep.`);
  try {
    return JSON.parse(body.toString('utf8', startsWithMark(body) ? 3 : 0));
  } catch (err) {
    throw notJson(`Is not valid JSON${whereOf(err)}.`);
  }
}

function notJson(message: string): RequestRefusedError {
  return invalid([{ path: '', message }]);
}

/** The engine's message quotes the text around the fault; only its position is safe to repeat. */
function whereOf(err: unknown): string {
  const message = (err as SyntaxError).message;
  if (message.includes('end of JSON input')) return ': it ends too early';
  const position = /at position (\d+)/.exec(message)?.[1];
  return position === undefined ? '' : ` at character ${position}, counted from 0`;
}

const quote = 0x22;
const backslash = 0x5c;
const openBrace = 0x7b;
const closeBrace = 0x7d;
const openBracket = 0x5b;
const closeBracket = 0x5d;

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

/** The index of the quote that ends the string begun at an index, or one behind the body. */
function endOfString(body: Buffer, start: number): number {
  let i = start + 1;
  while (i < body.length && body[i] !== quote) i += body[i] === backslash ? 2 : 1;
  return i;
}

/** Some clients put a byte order mark first. */
function startsWithMark(body: Buffer): boolean {
  return body[0] === 0xef && body[1] === 0xbb && body[2] === 0xbf;
}
