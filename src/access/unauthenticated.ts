import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import ipaddr from 'ipaddr.js';
import type { ClientAddresses } from './client-address.js';

/** Bounds the connections of each address that have not shown a good credential yet. */
export interface Unauthenticated {
  /** Counts a new connection; false: its address has as many as it may. */
  connected(socket: Socket): boolean;
  /** A credential was good: the connection counts no more. */
  passed(socket: Socket): void;
  /** Counts a request that a proxy brought and that is being refused; false: its address has as many as it may. */
  refused(req: IncomingMessage, res: ServerResponse): boolean;
}

/** Proxies have the connections of many, so through them the requests of each address are counted instead. */
export function createUnauthenticated(mostOfAddress: number, addresses: ClientAddresses): Unauthenticated {
  const counts = new Map<string, number>();
  const pending = new Map<Socket, string>();

  function isTaken(key: string): boolean {
    const count = counts.get(key) ?? 0;
    if (count >= mostOfAddress) return false;
    counts.set(key, count + 1);
    return true;
  }

  function giveBack(key: string): void {
    const count = counts.get(key) as number;
    if (count > 1) counts.set(key, count - 1);
    else counts.delete(key);
  }

  function passed(socket: Socket): void {
    const key = pending.get(socket);
    if (key === undefined) return;
    pending.delete(socket);
    giveBack(key);
  }

  return {
    connected(socket) {
      if (addresses.isProxy(socket.remoteAddress)) return true;
      const key = keyOf(socket.remoteAddress);
      if (!isTaken(key)) return false;
      pending.set(socket, key);
      socket.once('close', () => passed(socket));
      return true;
    },
    passed,
    refused(req, res) {
      if (!addresses.isProxy(req.socket.remoteAddress)) return true;
      const key = keyOf(addresses.of(req));
      if (!isTaken(key)) return false;
      res.once('close', () => giveBack(key));
      return true;
    },
  };
}

/** Whoever has one IPv6 address has the 2^64 of its network. */
function keyOf(address = ''): string {
  if (!ipaddr.isValid(address)) return address;
  const parsed = ipaddr.process(address);
  return parsed instanceof ipaddr.IPv6 ? parsed.parts.slice(0, 4).join(':') : parsed.toString();
}
