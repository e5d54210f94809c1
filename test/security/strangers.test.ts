import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { afterEach, describe, expect, test } from 'vitest';
import { hashOf, newKey } from '../../src/access/key.js';
import { startFakeHub } from '../support/fake-hub.js';
import { freePort } from '../support/loopback.js';
import { ServiceProcess } from '../support/service-process.js';
import { createSockets, heard } from '../support/sockets.js';

/**
 * What callers without a credential, or with one that is none, do to those who have one. All of it in the long run of
 * `npm run prove`; a tenth of it, against a service of a tenth of the size, else.
 */
const scale = process.env.PROVE ? 1 : 10;
const most = { inFlight: 1_000 / scale, headersOnly: 1_200 / scale, slowBodies: 1_100 / scale, large: 500 / scale };
const goodTurns = 40;

const [shop, other] = [newKey(), newKey()];
const API_KEYS = `shop:evaluate+policy:${hashOf(shop)},other:evaluate+metrics:${hashOf(other)}`;
const sockets = createSockets();
const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  sockets.closeAll();
  await Promise.all(closing.splice(0).map((close) => close()));
});

async function start(settings: Record<string, string>): Promise<ServiceProcess & { port: number }> {
  const service = new ServiceProcess({
    STORE: 'memory',
    LOG_LEVEL: 'fatal',
    MAX_IN_FLIGHT: String(most.inFlight),
    // The test itself keeps a small machine busy, and this is not about the event loop.
    MAX_LOOP_DELAY_MS: '60000',
    ...settings,
  });
  await service.start();
  closing.push(() => service.kill());
  return Object.assign(service, { port: Number(new URL(service.url).port) });
}

function turn(url: string, key: string | undefined, conversation: string): Promise<number> {
  const headers = { 'content-type': 'application/json', ...(key && { 'x-api-key': key }) };
  const body = JSON.stringify({ activity: { conversation: { id: conversation }, text: 'hello' } });
  return fetch(`${url}/evaluate`, { method: 'POST', headers, body }).then(async (answer) => {
    await answer.arrayBuffer();
    return answer.status;
  });
}

/** How many of the good turns were answered as they should be. */
async function answered(url: string, key: string | undefined): Promise<number> {
  let count = 0;
  for (let i = 0; i < goodTurns; i++) if ((await turn(url, key, `c${i}`)) === 200) count++;
  return count;
}

const headOf = (path: string, length: number, ...more: string[]) =>
  [
    `POST ${path} HTTP/1.1`,
    'Host: x',
    'Content-Type: application/json',
    `Content-Length: ${length}`,
    ...more,
    '',
    '',
  ].join('\r\n');

async function send(port: number, count: number, head: string, body = ''): Promise<Socket[]> {
  const all = await sockets.dialMany(count, port);
  for (const socket of all) socket.resume().write(head + body);
  await setTimeout(200);
  return all;
}

const residentMb = (pid: number) =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;

/** The most memory a process had while something went on, in MB. */
async function peakMb(pid: number, during: () => Promise<unknown>): Promise<number> {
  let peak = 0;
  const timer = setInterval(() => {
    peak = Math.max(peak, residentMb(pid));
  }, 20);
  await during().finally(() => clearInterval(timer));
  return peak;
}

describe('callers with a credential are answered while', () => {
  test.each([
    ['without one', undefined],
    ['with one that is none', newKey()],
    ['with a good one', shop],
  ])(`${most.headersOnly} connections send headers only, %s`, { timeout: 120_000 }, async (_, key) => {
    const { url, port } = await start({ API_KEYS });
    await send(port, most.headersOnly, headOf('/evaluate', 100_000, ...(key ? [`X-API-Key: ${key}`] : [])));
    expect(await answered(url, other)).toBe(goodTurns);
    expect(await answered(url, shop)).toBe(goodTurns);
  });

  test(`${most.slowBodies} bodies come slowly to /handoff-status, with a token of nobody`, {
    timeout: 120_000,
  }, async () => {
    const issuer = await startFakeHub((_nth, { url }) => ({
      status: 200,
      body: url === '/config' ? { jwks_uri: `${issuer.url}keys` } : { keys: [] },
    }));
    closing.push(() => issuer.close());
    const { url, port } = await start({ API_KEYS, BOT_APP_ID: 'bot', BOT_OPEN_ID_URL: `${issuer.url}config` });
    const slow = await send(
      port,
      most.slowBodies,
      headOf('/handoff-status', 1_000, 'Authorization: Bearer a.b.c'),
      '{',
    );
    const timer = setInterval(() => {
      for (const socket of slow) if (socket.writable) socket.write(' ');
    }, 100);
    expect(await answered(url, shop)).toBe(goodTurns);
    clearInterval(timer);
  });
});

test(`where nobody needs a credential, ${most.headersOnly} connections that send headers only shut nobody out`, {
  timeout: 120_000,
}, async () => {
  const { url, port } = await start({});
  await send(port, most.headersOnly, headOf('/evaluate', 1_000), '{');
  expect(await answered(url, undefined)).toBe(goodTurns);
});

/** 1 MB of a chat. */
const large = JSON.stringify({
  activity: { conversation: { id: 'large' }, text: 'hello' },
  transcript: {
    activities: Array.from({ length: 4_000 }, (_, i) => ({
      id: `a${i}`,
      type: 'message',
      timestamp: '2026-11-25T10:00:00Z',
      from: { id: 'u1', role: i % 2 ? 'bot' : 'user' },
      text: 'The parcel was to come on Monday, and nobody has seen it since then, so where can it be now?',
    })),
  },
}).padEnd(1_040_000);

describe(`${most.large} bodies of 1 MB at once keep the memory under 512 MiB and callers answered,`, () => {
  test.each([
    ['without a credential', { API_KEYS }, undefined, other],
    ['with one', { API_KEYS }, shop, other],
    ['where nobody needs one', {}, undefined, undefined],
  ])('%s', { timeout: 300_000 }, async (_, settings, key, good) => {
    // What Node makes of a container of 512 MiB.
    const { url, port, pid } = await start({ ...settings, NODE_OPTIONS: '--max-old-space-size=256' });
    expect(await answered(url, good)).toBe(goodTurns);
    const head = headOf('/evaluate', large.length, 'Connection: close', ...(key ? [`X-API-Key: ${key}`] : []));
    const peak = await peakMb(pid, async () => {
      const senders = Array.from({ length: most.large }, async () => {
        const socket = await sockets.dial(port);
        const told = heard(socket);
        socket.write(head);
        socket.write(large);
        return await told;
      });
      expect(await answered(url, good)).toBe(goodTurns);
      const statuses = (await Promise.all(senders)).flatMap((text) => /^HTTP\/1.1 (\d+)/.exec(text)?.[1] ?? []);
      const expected = key === undefined && good !== undefined ? ['401'] : ['200', '503'];
      expect([...new Set(statuses)].filter((status) => !expected.includes(status))).toEqual([]);
      if (expected.includes('200')) expect(statuses).toContain('200');
    });
    expect(peak).toBeLessThan(512);
  });
});

test('a body for which there is no room is answered 503 with Retry-After, and taken later', async () => {
  const { port } = await start({ API_KEYS, MAX_BODY_BYTES_IN_FLIGHT: '2097152' });
  const head = headOf('/evaluate', large.length, 'Connection: close', `X-API-Key: ${shop}`);
  const [first] = await send(port, 1, head, large.slice(0, 1_000));
  const refused = await sockets.dial(port);
  const told = heard(refused);
  refused.write(head + large);
  expect(await told).toMatch(/^HTTP\/1.1 503 [\s\S]*Retry-After: 1\r/);
  first?.destroy();
  await setTimeout(100);
  const again = await sockets.dial(port);
  const answer = heard(again);
  again.write(head + large);
  expect(await answer).toMatch(/^HTTP\/1.1 200 /);
});

describe('connections of one address that have shown no credential', () => {
  const bound = { MAX_UNAUTHENTICATED_PER_ADDRESS: '20' };
  const open = (all: readonly Socket[]) => all.filter((socket) => !socket.closed).length;

  async function silent(port: number, count: number): Promise<Socket[]> {
    const all = await sockets.dialMany(count, port);
    for (const socket of all) socket.resume();
    await setTimeout(300);
    return all;
  }

  test('are closed beyond the bound, while other addresses and who has shown one go on', async () => {
    const { port } = await start({ API_KEYS, ...bound });
    const head = `GET /policy HTTP/1.1\r\nHost: x\r\nX-API-Key: ${shop}\r\n\r\n`;
    const known: Socket[] = [];
    for (let i = 0; i < 30; i++) {
      const socket = await sockets.dial(port);
      socket.write(head);
      await once(socket, 'data');
      known.push(socket);
    }
    expect(open(await silent(port, 50))).toBe(20);
    expect(open(known)).toBe(30);
    known[0]?.write(head);
    expect(String((await once(known[0] as Socket, 'data'))[0])).toMatch(/^HTTP\/1.1 200 /);
    const elsewhere = await sockets.dial(port, '127.0.0.2');
    elsewhere.write(head);
    expect(String((await once(elsewhere, 'data'))[0])).toMatch(/^HTTP\/1.1 200 /);
  });

  test('are not counted where no credential is configured, nor of a trusted proxy', async () => {
    const anybody = await start(bound);
    expect(open(await silent(anybody.port, 50))).toBe(50);
    const proxied = await start({ API_KEYS, ...bound, TRUSTED_PROXIES: 'loopback' });
    expect(open(await silent(proxied.port, 50))).toBe(50);
  });
});

test('silent connections that fill the port leave health and metrics on the other one', async () => {
  const adminPort = await freePort();
  const { url, port } = await start({ API_KEYS, MAX_CONNECTIONS: '50', ADMIN_PORT: String(adminPort) });
  const admin = `http://127.0.0.1:${adminPort}`;
  expect((await fetch(`${url}/health/live`)).status).toBe(404);
  expect((await fetch(`${url}/metrics`, { headers: { 'x-api-key': other } })).status).toBe(404);
  await sockets.dialMany(60, port);
  expect((await fetch(`${admin}/health/live`)).status).toBe(200);
  expect((await fetch(`${admin}/health/ready`)).status).toBe(200);
  expect((await fetch(`${admin}/metrics`)).status).toBe(401);
  expect((await fetch(`${admin}/metrics`, { headers: { 'x-api-key': shop } })).status).toBe(403);
  const metrics = await fetch(`${admin}/metrics`, { headers: { 'x-api-key': other } });
  expect(await metrics.text()).toContain('escalation_problems_total');
  expect((await fetch(`${admin}/evaluate`, { method: 'POST' })).status).toBe(404);
});
