import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { EscalationSettings } from './escalation.js';

/**
 * Listens on this machine only, and tells where: the examples check no token and believe whoever calls them. Behind a
 * channel a bot has to check tokens, see examples/README.md.
 */
export async function listenOnLoopback(listener: RequestListener, port: number): Promise<string> {
  const server = createServer(listener).listen(port, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Where the service is, and the bot's key of it. */
export function serviceFromEnvironment(): EscalationSettings {
  const { SERVICE_URL: url = 'http://127.0.0.1:8080', SERVICE_API_KEY: apiKey } = process.env;
  return { url, apiKey };
}

/** What is listened on, unless the variable PORT says otherwise. */
export function portFromEnvironment(usual: number): number {
  return Number(process.env.PORT ?? usual);
}
