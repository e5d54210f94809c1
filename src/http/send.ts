import type { ServerResponse } from 'node:http';

export const json = 'application/json; charset=utf-8';
export const problemJson = 'application/problem+json; charset=utf-8';

/** Ends the response with JSON, which no cache may keep. */
export function sendJson(res: ServerResponse, status: number, body: unknown, contentType = json): void {
  const text = JSON.stringify(body);
  writeHead(res, status, contentType, Buffer.byteLength(text));
  res.end(text);
}

export function writeHead(res: ServerResponse, status: number, contentType: string, contentLength: number): void {
  res.writeHead(status, {
    'Content-Type': contentType,
    'Content-Length': contentLength,
    'Cache-Control': 'no-store',
  });
}
