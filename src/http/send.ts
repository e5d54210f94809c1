import type { ServerResponse } from 'node:http';
import { hardeningHeaders } from './hardening.js';

export const json = 'application/json; charset=utf-8';
export const problemJson = 'application/problem+json; charset=utf-8';

/** Names and values of headers in turn, as `writeHead` takes them: a quarter of what setting them one by one costs. */
export type Head = readonly string[];

const noHead: Head = [];

/** What an answer is sent with beside its body. */
export interface SendOptions {
  readonly contentType?: string;
  /** Headers beside those of every answer. */
  readonly head?: Head;
}

/** Ends the response with JSON, which no cache may keep. */
export function sendJson(res: ServerResponse, status: number, body: unknown, options: SendOptions = {}): void {
  const text = JSON.stringify(body);
  writeHead(res, status, Buffer.byteLength(text), options);
  res.end(text);
}

/** Writes status and headers, the hardening ones among them. */
export function writeHead(
  res: ServerResponse,
  status: number,
  contentLength: number,
  { contentType = json, head = noHead }: SendOptions,
): void {
  res.writeHead(status, [
    ...hardeningHeaders,
    'Content-Type',
    contentType,
    'Content-Length',
    String(contentLength),
    'Cache-Control',
    'no-store',
    ...head,
  ]);
}

/** Sets headers on an answer that is not sent here; one that is on its way already stays as it is. */
export function setHead(res: ServerResponse, head: Head): void {
  if (res.headersSent) return;
  for (let i = 0; i < head.length; i += 2) res.setHeader(head[i] as string, head[i + 1] as string);
}
