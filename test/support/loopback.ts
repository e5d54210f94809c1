import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Server } from 'node:net';

/** A server that listens on a free port of loopback. */
export interface OnLoopback {
  readonly port: number;
  /** `http://127.0.0.1:<port>`. */
  readonly url: string;
  /** Ends its connections as well; closing again is nothing. */
  close(): Promise<void>;
}

export async function listenOnLoopback(server: Server & { closeAllConnections?(): void }): Promise<OnLoopback> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections?.();
      }),
  };
}

/** Serves on a free port of loopback. */
export function serve(listener: RequestListener): Promise<OnLoopback> {
  return listenOnLoopback(createServer(listener));
}

export async function freePort(): Promise<number> {
  const { port, close } = await listenOnLoopback(createTcpServer());
  await close();
  return port;
}
