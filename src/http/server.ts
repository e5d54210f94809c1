import { createServer as createHttpServer, type RequestListener, type Server } from 'node:http';
import type { Socket } from 'node:net';
import { refuseConnection } from './client-error.js';

export interface ServerSettings {
  /** More connections at a time are closed as they come. */
  readonly maxConnections: number;
  /** How long a client may take for its headers, and for its whole request, in ms. */
  readonly headersMs?: number;
  readonly requestMs?: number;
  /** Whether a new connection is taken; without it, every one is. */
  readonly isWelcome?: ((socket: Socket) => boolean) | undefined;
}

/**
 * The server with limits against clients that are slow or say too much. A connection is kept for longer than load
 * balancers keep theirs idle (60 s as a rule), so that they never reuse one that we are closing.
 */
export function createServer(listener: RequestListener, settings: ServerSettings): Server {
  const { maxConnections, headersMs = 10_000, requestMs = 30_000, isWelcome } = settings;
  const limits = {
    headersTimeout: headersMs,
    requestTimeout: requestMs,
    // A connection that says nothing ends after `headersMs` and so long at most.
    connectionsCheckingInterval: headersMs / 20,
    keepAliveTimeout: 65_000,
    maxHeaderSize: 16 * 1024,
  };
  const server = createHttpServer(limits, listener);
  server.maxHeadersCount = 100;
  server.maxConnections = maxConnections;
  // Whoever neither sends nor reads for so long is gone.
  server.setTimeout(70_000);
  if (isWelcome) server.on('connection', (socket) => void (isWelcome(socket) || socket.destroy()));
  server.on('clientError', (err, socket) => refuseConnection(err, socket as Socket));
  return server;
}
