import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** Bare connections to a server of this machine, which a test can use as no client would. */
export interface Sockets {
  readonly all: ReadonlySet<Socket>;
  dial(port: number, localAddress?: string): Promise<Socket>;
  dialMany(count: number, port: number): Promise<Socket[]>;
  closeAll(): void;
}

export function createSockets(): Sockets {
  const all = new Set<Socket>();

  async function dial(port: number, localAddress = '127.0.0.1'): Promise<Socket> {
    const socket = connect({ port, host: '127.0.0.1', localAddress });
    all.add(socket);
    socket.on('error', () => {});
    await once(socket, 'connect');
    return socket;
  }

  return {
    all,
    dial,
    async dialMany(count, port) {
      const dialled: Socket[] = [];
      while (dialled.length < count)
        dialled.push(...(await Promise.all(Array.from({ length: Math.min(200, count) }, () => dial(port)))));
      return dialled;
    },
    closeAll() {
      for (const socket of all) socket.destroy();
      all.clear();
    },
  };
}

export const closed = (socket: Socket) =>
  socket.closed ? Promise.resolve() : new Promise<void>((resolve) => socket.once('close', () => resolve()));

/** What the other end says until it closes. */
export async function heard(socket: Socket): Promise<string> {
  let text = '';
  socket.setEncoding('utf8').on('data', (chunk) => {
    text += chunk;
  });
  await closed(socket);
  return text;
}
