import type { LookupFunction } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createOutbound, HostRefusedError } from '../../src/lib/outbound-http.js';
import { type FakeHub, startFakeHub } from '../support/fake-hub.js';

const limit = () => AbortSignal.timeout(2000);
const get = { method: 'GET' } as const;

let server: FakeHub;
let port: string;
beforeAll(async () => {
  server = await startFakeHub(() => ({ status: 200, body: { big: 'x'.repeat(200_000) } }));
  port = server.host.split(':')[1] as string;
});
afterAll(() => server.close());

/** A resolver that answers what it is told, whatever the name. */
const resolvesTo =
  (...addresses: string[]): LookupFunction =>
  (_name, options, found) => {
    const all = addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
    if (options.all) found(null, all);
    else found(null, addresses[0] as string, 4);
  };

describe('a host that the operator did not allow is never called', () => {
  test.each([
    ['https://evil.example/', 'another host'],
    ['https://botframework.com.evil.example/', 'a name that only begins like an allowed one'],
    ['https://evilbotframework.com/', 'a name that only ends like an allowed one'],
    ['https://botframework.com/', 'the domain itself where only what is below is allowed'],
    ['https://smba.trafficmanager.net:8443/', 'another port'],
    ['http://smba.trafficmanager.net/', 'http'],
    ['https://smba.trafficmanager.net@evil.example/', 'a user name that looks like a host'],
    ['https://user:word@smba.trafficmanager.net/', 'credentials'],
    ['https://evil.example#.botframework.com/', 'a fragment that looks like a host'],
    ['file:///etc/passwd', 'a file'],
    ['not an address', 'no address at all'],
  ])('%s (%s)', async (url) => {
    const outbound = createOutbound({ hosts: ['*.botframework.com', 'smba.trafficmanager.net'] });
    await expect(outbound.call(url, get, limit())).rejects.toThrow(HostRefusedError);
    outbound.close();
  });
});

describe('an allowed name that resolves to a private address is never called', () => {
  test.each([
    ['127.0.0.1'],
    ['169.254.169.254'],
    ['10.1.2.3'],
    ['192.168.1.1'],
    ['172.16.0.1'],
    ['100.64.0.1'],
    ['0.0.0.0'],
    ['::1'],
    ['fe80::1'],
    ['fd00:ec2::254'],
    ['::ffff:127.0.0.1'],
    ['64:ff9b::7f00:1'],
    ['64:ff9b:1::7f00:1'],
    ['2002:7f00:1::1'],
    ['2001:0:4136:e378:8000:63bf:3fff:fdd2'],
    ['::7f00:1'],
    ['::a9fe:a9fe'],
    ['168.63.129.16'],
    ['::ffff:168.63.129.16'],
    ['100.100.100.200'],
    ['192.0.0.192'],
    ['93.184.215.14', '127.0.0.1'],
  ])('%s', async (...addresses) => {
    const host = `rebind.example:${port}`;
    const outbound = createOutbound(
      { hosts: [host], httpHosts: ['rebind.example'] },
      { lookup: resolvesTo(...(addresses as string[])) },
    );
    const before = server.received.length;
    await expect(outbound.call(`http://${host}/`, get, limit())).rejects.toThrow(HostRefusedError);
    expect(server.received.length).toBe(before);
    outbound.close();
  });

  test('nor is a private address itself, however it is written', async () => {
    for (const address of [
      '127.0.0.1',
      '2130706433',
      '0x7f.1',
      '127.1',
      '[::1]',
      '[::ffff:7f00:1]',
      '[::7f00:1]',
      '0177.0.0.1',
      '１２７.0.0.1',
      '168.63.129.16',
      '169.254.169.254',
    ]) {
      const { host, hostname } = new URL(`http://${address}:${port}/`);
      const outbound = createOutbound({ hosts: [host], httpHosts: [hostname] });
      await expect(outbound.call(`http://${address}:${port}/`, get, limit())).rejects.toThrow(HostRefusedError);
      outbound.close();
    }
  });

  test.each([['2130706433'], ['0x7f.1'], ['0177.0.0.1'], ['127.1']])(
    'the operator may write an address as %s, and it is that address',
    async (written) => {
      const allowed = { hosts: [`${written}:${port}`], httpHosts: [written], privateHosts: [written] };
      const outbound = createOutbound(allowed);
      const { status } = await outbound.call(`http://127.0.0.1:${port}/`, get, limit());
      expect(status).toBe(200);
      outbound.close();
    },
  );

  test('unless the operator names it', async () => {
    const host = `hub.example:${port}`;
    const allowed = { hosts: [host], httpHosts: ['hub.example'], privateHosts: ['hub.example'] };
    const outbound = createOutbound(allowed, { lookup: resolvesTo('127.0.0.1') });
    const { status, body } = await outbound.call(`http://${host}/`, get, limit());
    expect(status).toBe(200);
    expect(body).toHaveLength(65_536);
    outbound.close();
  });
});
