import type { IncomingMessage } from 'node:http';
import { parse } from 'forwarded-parse';
import proxyAddr from 'proxy-addr';
import { SettingsError } from '../lib/settings.js';

/** Whom requests come from, where proxies stand before the service. */
export interface ClientAddresses {
  /** Whether an address is a proxy's whose word counts. */
  isProxy(address: string | undefined): boolean;
  /** The address of who sent the request; the proxy's own where it says nothing that counts. */
  of(req: IncomingMessage): string | undefined;
}

/**
 * Reads `Forwarded` (RFC 7239) and `X-Forwarded-For` of requests that come from these proxies: addresses, networks such
 * as `10.0.0.0/8`, `loopback`, `linklocal`, `uniquelocal`.
 *
 * @throws SettingsError
 */
export function createClientAddresses(proxies: readonly string[]): ClientAddresses {
  const trust = compiled(proxies);
  const isProxy = (address: string | undefined) => address !== undefined && trust(address, 0);
  return {
    isProxy,
    of(req) {
      const own = req.socket.remoteAddress;
      return isProxy(own) ? (clientIn(req, trust) ?? own) : own;
    },
  };
}

type Trust = ReturnType<typeof proxyAddr.compile>;

function compiled(proxies: readonly string[]): Trust {
  try {
    return proxyAddr.compile([...proxies]);
  } catch {
    const fault = 'must be addresses and networks, separated by commas';
    throw new SettingsError([{ name: 'TRUSTED_PROXIES', fault, example: '10.0.0.0/8,192.0.2.7' }]);
  }
}

/**
 * A proxy that writes one of the two headers may pass on the other as the client sent it. So where both are there and
 * disagree, neither counts.
 */
function clientIn({ headers, socket }: IncomingMessage, trust: Trust): string | undefined {
  const chains = [forwardedFor(headers.forwarded), forwardedFor(undefined, headers['x-forwarded-for'])];
  const clients = chains.flatMap((chain) => {
    if (chain === undefined) return [];
    const req = { headers: { 'x-forwarded-for': chain.join(',') }, socket } as unknown as IncomingMessage;
    return [proxyAddr(req, trust)];
  });
  return clients.every((client) => client === clients[0]) ? clients[0] : undefined;
}

/** The addresses that a header names, without ports; undefined where there is none or it cannot be read. */
function forwardedFor(forwarded: string | undefined, list?: string | string[]): string[] | undefined {
  if (forwarded === undefined) return list === undefined ? undefined : String(list).split(',').map(withoutPort);
  try {
    return parse(forwarded).map((element) => withoutPort(element.for ?? 'unknown'));
  } catch {
    return undefined;
  }
}

/** `192.0.2.7:4711` and `[2001:db8::7]:4711` name a port. */
function withoutPort(node: string): string {
  const written = node.trim();
  return /^\[([^\]]*)\]/.exec(written)?.[1] ?? /^([\d.]+):\d+$/.exec(written)?.[1] ?? written;
}
