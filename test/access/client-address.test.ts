import type { IncomingMessage } from 'node:http';
import { expect, test } from 'vitest';
import { createClientAddresses } from '../../src/access/client-address.js';

const addresses = createClientAddresses(['10.0.0.0/8', '2001:db8:1::/48']);
const from = (remoteAddress: string, headers: Record<string, string>) =>
  addresses.of({ headers, socket: { remoteAddress } } as unknown as IncomingMessage);

test.each<[string, string, Record<string, string>, string]>([
  [
    'a caller that is no proxy is itself, whatever it says',
    '192.0.2.1',
    { 'x-forwarded-for': '198.51.100.7' },
    '192.0.2.1',
  ],
  ['a proxy says whom it speaks for', '10.0.0.1', { 'x-forwarded-for': '198.51.100.7' }, '198.51.100.7'],
  ['one that says nothing is itself', '10.0.0.1', {}, '10.0.0.1'],
  [
    'of a chain the last that is no proxy',
    '10.0.0.1',
    { 'x-forwarded-for': '203.0.113.9, 198.51.100.7, 10.0.0.2' },
    '198.51.100.7',
  ],
  ['RFC 7239', '10.0.0.1', { forwarded: 'for=203.0.113.9, for=198.51.100.7;proto=https' }, '198.51.100.7'],
  ['with ports', '10.0.0.1', { 'x-forwarded-for': '198.51.100.7:4711' }, '198.51.100.7'],
  ['IPv6 with a port', '10.0.0.1', { forwarded: 'for="[2001:db8::7]:4711"' }, '2001:db8::7'],
  ['a proxy over IPv6', '2001:db8:1::1', { 'x-forwarded-for': '2001:db8::7' }, '2001:db8::7'],
  ['a proxy that is an IPv4 address in IPv6', '::ffff:10.0.0.1', { 'x-forwarded-for': '198.51.100.7' }, '198.51.100.7'],
  [
    'both headers that agree',
    '10.0.0.1',
    { forwarded: 'for=198.51.100.7', 'x-forwarded-for': '198.51.100.7' },
    '198.51.100.7',
  ],
  [
    'two that disagree: one of them is the client’s own',
    '10.0.0.1',
    { forwarded: 'for=198.51.100.8', 'x-forwarded-for': '198.51.100.7' },
    '10.0.0.1',
  ],
  ['a header that cannot be read', '10.0.0.1', { forwarded: 'for==;' }, '10.0.0.1'],
])('%s', (_, remote, headers, is) => {
  expect(from(remote, headers)).toBe(is);
});

test('what is no network is refused at start', () => {
  expect(() => createClientAddresses(['proxy.internal'])).toThrow('TRUSTED_PROXIES');
});
