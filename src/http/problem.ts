import { type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Log } from '../lib/log.js';
import type { components } from './openapi.js';
import { RequestRefusedError } from './request-refused.js';
import { problemJson, sendJson, writeHead } from './send.js';

type Problem = components['schemas']['Problem'] | components['schemas']['InvalidRequest'];

/** Who is told of a problem beside the client. */
export interface ProblemListeners {
  readonly log: Log;
  readonly onProblem: (status: number, facts?: Readonly<Record<string, string>>) => void;
}

/** The one place where what went wrong becomes an answer: problem+json (RFC 9457), no stack, no echo. */
export function sendProblem(
  req: IncomingMessage,
  res: ServerResponse,
  err: unknown,
  { log, onProblem }: ProblemListeners,
): void {
  const refusal = toRefusal(err);
  onProblem(refusal?.status ?? 500, refusal?.facts);
  if (refusal === undefined) log.error({ err }, 'request failed');
  else log.info({ status: refusal.status, paths: pathsOf(refusal), ...refusal.facts }, 'request refused');
  if (res.headersSent || res.destroyed) {
    res.destroy();
    return;
  }
  const { headers, ...problem } = toProblem(refusal ?? fault);
  for (const [name, value] of Object.entries(headers)) res.setHeader(name, value);
  if (isStillSending(req)) sendToSender(req, res, problem);
  else sendJson(res, problem.status, problem, { contentType: problemJson });
}

function pathsOf({ errors }: RequestRefusedError) {
  return errors?.map(({ path }) => path);
}

const fault = new RequestRefusedError(500, 'Something went wrong on our side. The same turn can be sent again.');

/** Ours as it is, Express's own for a path it cannot decode, undefined for what we did not expect. */
function toRefusal(err: unknown): RequestRefusedError | undefined {
  if (err instanceof RequestRefusedError) return err;
  const status = err instanceof URIError ? 400 : undefined;
  return status && new RequestRefusedError(status, 'The path cannot be decoded; percent-encode it as UTF-8.');
}

function toProblem({
  status,
  message,
  errors,
  headers,
}: RequestRefusedError): Problem & Pick<RequestRefusedError, 'headers'> {
  const problem = { type: 'about:blank', title: STATUS_CODES[status] ?? 'Error', status, detail: message, headers };
  if (status !== 400) return problem;
  return { ...problem, title: 'Bad Request', status, errors: errors ?? [{ path: '', message }] };
}

const mostUnreadBytes = 64 * 1024;

/** Whether more of the body is to come than is worth reading to keep the connection. */
function isStillSending({ complete, headers }: IncomingMessage): boolean {
  if (complete) return false;
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > mostUnreadBytes;
}

const lingerBytes = 16 * 1024 * 1024;
const lingerMs = 2_000;

/**
 * Answers a client that is still sending, then closes. A connection closed with unread bytes is reset, and the answer
 * lost with it, so a little more is read and thrown away first.
 */
function sendToSender(req: IncomingMessage, res: ServerResponse, problem: Problem): void {
  const text = JSON.stringify(problem);
  res.setHeader('Connection', 'close');
  writeHead(res, problem.status, Buffer.byteLength(text), { contentType: problemJson });
  res.write(text);
  let left = lingerBytes;
  const timer = setTimeout(close, lingerMs);
  req.on('data', (chunk: Buffer) => {
    left -= chunk.length;
    if (left < 0) close();
  });
  req.once('end', close);
  req.once('close', close);

  function close() {
    clearTimeout(timer);
    if (!res.writableEnded) res.end();
  }
}
