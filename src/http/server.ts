import { createServer as createHttpServer, type RequestListener, type Server } from 'node:http';

/**
 * The server with limits against clients that are slow or say too much. A connection is kept for longer than load
 * balancers keep theirs idle (60 s as a rule), so that they never reuse one that we are closing.
 */
export function createServer(listener: RequestListener): Server {
  const limits = {
    headersTimeout: 10_000,
    requestTimeout: 30_000,
    connectionsCheckingInterval: 5_000,
    keepAliveTimeout: 65_000,
    maxHeaderSize: 16 * 1024,
  };
  return createHttpServer(limits, listener);
}
