import { type LookupAddress, lookup as systemLookup } from 'node:dns';
import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import type { LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';

/**
 * Whom the service may call. A host is a name, or `*.` and a domain for every name below it, with `:port` where it is
 * not the scheme's own. Names in `privateHosts` may resolve to private addresses; `httpHosts` may be called by http.
 */
export interface AllowedHosts {
  readonly hosts: readonly string[];
  readonly privateHosts?: readonly string[];
  readonly httpHosts?: readonly string[];
}

/** The operator did not allow to call this host, or it resolves to a private address. */
export class HostRefusedError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'HostRefusedError';
  }
}

/** What a host answered; a body beyond `mostBodyBytes` is cut. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export interface HttpCall {
  readonly method: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
}

/** Calls allowed hosts only. Never follows a redirect, which could carry a token in a header to another host. */
export interface Outbound {
  /** @throws HostRefusedError, with the limit's reason, or with the network's own error */
  call(url: string, call: HttpCall, limit: AbortSignal): Promise<HttpAnswer>;
  /** @throws HostRefusedError for an address that `call` would not try */
  assertAllowed(url: string): void;
  close(): void;
}

interface Options {
  /** PEM of certificate authorities to trust beside the public ones. */
  readonly ca?: readonly string[] | undefined;
  /** Replaces the system's resolver. */
  readonly lookup?: LookupFunction;
}

const mostBodyBytes = 65_536;
const mostSockets = 256;

export function createOutbound(asWritten: AllowedHosts, { ca, lookup = systemLookup }: Options = {}): Outbound {
  const allowed = inUrlForm(asWritten);
  const pool = { keepAlive: true, maxSockets: mostSockets, lookup: guarded(lookup, allowed) };
  const agents = { 'https:': new HttpsAgent({ ...pool, ca: ca?.slice() }), 'http:': new HttpAgent(pool) };
  return {
    async call(address, call, limit) {
      const url = parseAllowed(address, allowed);
      return url.protocol === 'https:'
        ? exchange(httpsRequest(url, { ...options(call, limit), agent: agents['https:'] }), call.body)
        : exchange(httpRequest(url, { ...options(call, limit), agent: agents['http:'] }), call.body);
    },
    assertAllowed: (address) => void parseAllowed(address, allowed),
    close() {
      agents['https:'].destroy();
      agents['http:'].destroy();
    },
  };
}

function options({ method, headers, body }: HttpCall, signal: AbortSignal) {
  const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
  return { method, headers: { 'user-agent': 'escalation', ...headers, ...length }, signal };
}

/** Hosts as URLs hold them, so that an address written as a number, short or in octal is the address that it is. */
function inUrlForm({ hosts, privateHosts = [], httpHosts = [] }: AllowedHosts): Required<AllowedHosts> {
  return {
    hosts: hosts.map((host) => hostOf(host, 'host')),
    privateHosts: privateHosts.map((host) => hostOf(host, 'hostname')),
    httpHosts: httpHosts.map((host) => hostOf(host, 'hostname')),
  };
}

function hostOf(written: string, part: 'host' | 'hostname'): string {
  const address = `https://${written}`;
  return written.startsWith('*.') || !URL.canParse(address) ? written : new URL(address)[part];
}

/**
 * The URL, if the operator allows to call it; else.
 *
 * @throws HostRefusedError
 */
function parseAllowed(address: string, allowed: AllowedHosts): URL {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url === undefined) throw new HostRefusedError('This is no address to call.');
  if (url.username !== '' || url.password !== '')
    throw new HostRefusedError('An address with a user name is not called.');
  if (!allowed.hosts.some((pattern) => covers(pattern, url)))
    throw new HostRefusedError('The operator does not allow to call this host.');
  const refusal = /^https?:$/.test(url.protocol) ? refusalOf(address, allowed) : 'plain';
  if (refusal === 'plain') throw new HostRefusedError('Only https is spoken with this host.');
  if (refusal === 'private') throw new HostRefusedError('This address is private.');
  return url;
}

/** Why an address whose host is allowed would not be called all the same; undefined where it may be. */
export function refusalOf(address: string, allowed: Omit<AllowedHosts, 'hosts'>): 'plain' | 'private' | undefined {
  const { protocol, hostname } = new URL(address);
  if (protocol === 'http:' && !allowed.httpHosts?.includes(hostname)) return 'plain';
  const isPrivate = isAddress(hostname) && !isPublic(hostname) && !allowed.privateHosts?.includes(hostname);
  return isPrivate ? 'private' : undefined;
}

function covers(pattern: string, { host, hostname }: URL): boolean {
  if (!pattern.startsWith('*.')) return pattern === host;
  return host === hostname && host.endsWith(pattern.slice(1));
}

function isAddress(hostname: string): boolean {
  return ipaddr.isValid(unbracketed(hostname));
}

/** Azure answers its machines here, credentials among it (learn.microsoft.com, "What is IP address 168.63.129.16?"). */
const platformAddress = '168.63.129.16';

/**
 * Whether an address is one of the public internet: not private, loopback, link-local, mapped, translated (NAT64, 6to4,
 * Teredo), multicast or reserved.
 */
function isPublic(address: string): boolean {
  const parsed = ipaddr.process(unbracketed(address));
  return parsed.range() === 'unicast' && parsed.toString() !== platformAddress && !isIpv4Compatible(parsed);
}

/** `::a.b.c.d`, deprecated by RFC 4291 (2.5.5.1); some systems still connect to the IPv4 address inside. */
function isIpv4Compatible(address: ipaddr.IPv4 | ipaddr.IPv6): boolean {
  return address instanceof ipaddr.IPv6 && address.parts.slice(0, 6).every((part) => part === 0);
}

function unbracketed(hostname: string): string {
  return hostname.startsWith('[') ? hostname.slice(1, -1) : hostname;
}

/**
 * Checks the very addresses that are connected to: a name that is looked up again could resolve to another address by
 * then (DNS rebinding).
 */
function guarded(lookup: LookupFunction, { privateHosts }: AllowedHosts): LookupFunction {
  return (hostname, options, found) => {
    lookup(hostname, { ...options, all: true }, (err, addresses) => {
      if (err) return found(err, '');
      const all = addresses as LookupAddress[];
      if (!privateHosts?.includes(hostname) && !all.every(({ address }) => isPublic(address)))
        return found(new HostRefusedError('This host resolves to a private address.'), '');
      if (options.all) return found(null, all);
      return found(null, (all[0] as LookupAddress).address, (all[0] as LookupAddress).family);
    });
  };
}

function exchange(request: ReturnType<typeof httpRequest>, body: string | undefined): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    request.on('error', reject);
    request.on('response', (response) => {
      readBody(response).then(
        (read) => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: read }),
        reject,
      );
    });
    request.end(body);
  });
}

async function readBody(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes > mostBodyBytes) break;
  }
  return Buffer.concat(chunks).toString('utf8', 0, mostBodyBytes);
}
