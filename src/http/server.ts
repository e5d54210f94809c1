import { createServer as createHttpServer, type RequestListener, type Server } from 'node:http';

export interface ServerSettings {
  /** More connections at a time are closed as they come. */
  readonly maxConnections: number;
}

/**
 * The server with limits against clients that are slow or say too much. A connection is kept for longer than load
 * balancers keep theirs idle (60 s as a rule), so that they never reuse one that we are closing.
 */
export function createServer(listener: RequestListener, { maxConnections }: ServerSettings): Server {
  const limits = {
    headersTimeout: 10_000,
    requestTimeout: 30_000,
    connectionsCheckingInterval: 5_000,
    keepAliveTimeout: 65_000,
    maxHeaderSize: 16 * 1024,
  };
  const server = createHttpServer(limits, listener);
  server.maxHeadersCount = 100;
  server.maxConnections = maxConnections;
  // Whoever neither sends nor reads for so long is gone.
  server.setTimeout(70_000);
  return server;
}
