import { once } from 'node:events';
import type { RequestListener, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createServer, type ServerSettings } from '../../src/http/server.js';

/** A service that listens on a free port of this machine. */
export interface Running {
  readonly url: string;
  readonly port: number;
  readonly server: Server;
  stop(): Promise<void>;
}

export async function listening(app: RequestListener, settings: Partial<ServerSettings> = {}): Promise<Running> {
  const server = createServer(app, { maxConnections: 20_000, ...settings });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    server,
    async stop() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
