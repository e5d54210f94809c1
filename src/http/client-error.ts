import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { problemJson } from './send.js';

const statusOf: Readonly<Record<string, number>> = {
  HPE_HEADER_OVERFLOW: 431,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
};

const messages: Readonly<Record<number, string>> = {
  400: 'This is not HTTP as we understand it.',
  408: 'The request took too long to arrive.',
  413: 'The chunks say more about themselves than they hold.',
  431: 'The headers may have at most 16 KiB together.',
};

/** Whether an answer to an earlier request is on its way, which ours would get into. */
function isAnswering(socket: Socket): boolean {
  return (socket as { _httpMessage?: { headersSent: boolean } })._httpMessage?.headersSent === true;
}

/** How long the other end has to read why, in ms; it may still be sending what nobody reads. */
const lingerMs = 500;

/** Answers what never became a request, as a problem like any other, and closes. */
export function refuseConnection(err: NodeJS.ErrnoException, socket: Socket): void {
  if (err.code === 'ECONNRESET' || !socket.writable || isAnswering(socket)) {
    socket.destroy();
    return;
  }
  const timer = setTimeout(() => socket.destroy(), lingerMs);
  const status = statusOf[err.code ?? ''] ?? 400;
  const body = JSON.stringify({ type: 'about:blank', title: STATUS_CODES[status], status, detail: messages[status] });
  const head = `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Type: ${problemJson}`;
  socket.once('close', () => clearTimeout(timer));
  socket.end(`${head}\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
}
