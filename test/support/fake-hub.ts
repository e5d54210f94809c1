import { createServer, type IncomingHttpHeaders, type RequestListener, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { Activity } from '../../src/core/turn.js';
import { listenOnLoopback } from './loopback.js';

export interface Received {
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Activity;
  readonly text: string;
}

/** What a hub does with a request: answers, never answers, or takes the body and cuts the line. */
export type Reply = { status: number; headers?: Record<string, string>; body?: unknown } | 'hang' | 'reset';

export interface FakeHub {
  readonly url: string;
  readonly host: string;
  readonly received: Received[];
  close(): Promise<void>;
}

/** What makes the service deliver to a fake hub by webhook. */
export const webhookTo = ({ url }: Pick<FakeHub, 'url'>) => ({
  HUB: 'webhook',
  HUB_URL: `${url}handoffs`,
  HUB_SECRET: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  HUB_ALLOW_HTTP_HOSTS: '127.0.0.1',
  HUB_ALLOW_PRIVATE_HOSTS: '127.0.0.1',
  DELIVERY: 'emit',
});

/** A hub, channel or webhook on loopback that does what it is told, request by request; 200 when told nothing. */
export async function startFakeHub(
  reply: (nth: number, received: Received) => Reply | undefined | Promise<Reply | undefined> = () => undefined,
  tls?: { key: string; cert: string },
): Promise<FakeHub> {
  const received: Received[] = [];
  const listener: RequestListener = async (req, res) => {
    const chunks: Buffer[] = [];
    for await (const chunk of req) chunks.push(chunk);
    const text = Buffer.concat(chunks).toString();
    const one = { url: req.url ?? '', headers: req.headers, text, body: parsed(text) };
    received.push(one);
    answer(res, (await reply(received.length, one)) ?? { status: 200, body: { id: 'a1' } });
  };
  const server = tls ? createTlsServer(tls, listener) : createServer(listener);
  const { port, close } = await listenOnLoopback(server);
  const host = tls ? `localhost:${port}` : `127.0.0.1:${port}`;
  return { url: `${tls ? 'https' : 'http'}://${host}/`, host, received, close };
}

function parsed(text: string): Activity {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

function answer(res: ServerResponse, reply: Reply): void {
  if (reply === 'hang') return;
  if (reply === 'reset') return void res.socket?.resetAndDestroy();
  const { status, headers, body } = reply;
  res.writeHead(status, { 'content-type': 'application/json', ...headers });
  res.end(body === undefined ? undefined : JSON.stringify(body));
}

/** The settings that let a hub call this one. */
export function callable({ host }: FakeHub) {
  return { allowHosts: host, allowPrivateHosts: '127.0.0.1,localhost', allowHttpHosts: '127.0.0.1' };
}
