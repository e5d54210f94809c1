import type { IncomingMessage } from 'node:http';
import type { Stay } from '../access/bulkhead.js';
import { overloaded } from './guard.js';
import { parseJson } from './parse-json.js';
import { parseLongJson } from './parse-long-json.js';
import { joinBatch } from './request-batch.js';
import { RequestRefusedError } from './request-refused.js';

/** The largest body that is read. */
const mostBodyBytes = 1024 * 1024;

/** A body of more bytes is parsed in slices. */
const mostAtOnceBytes = 32 * 1024;

/**
 * Reads a request's JSON body. What it says about a fault never contains text of the body, which may be personal.
 *
 * @param stay where the bytes of the body count, from the first that comes until the request is answered
 * @throws Refusal with 400 for what is not JSON, nests too deep or holds too many values, 413 for too many bytes, 415 for another type,
 *   charset or encoding, 503 where there is no room for the body
 */
export async function readJson(req: IncomingMessage, stay: Stay): Promise<unknown> {
  checkType(req.headers['content-type']);
  checkEncoding(req.headers['content-encoding']);
  const body = await readBody(req, stay);
  if (body.length > mostAtOnceBytes) return await parseLongJson(body);
  await joinBatch();
  return parseJson(body);
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
