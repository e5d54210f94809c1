import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { afterAll, afterEach, expect, test } from 'vitest';
import { createService, serveGuarded } from '../support/http-service.js';
import { ServiceProcess } from '../support/service-process.js';
import { closed, createSockets, heard } from '../support/sockets.js';

/** Ten times as many in the long run of `npm run prove`. */
const many = process.env.PROVE ? 10_000 : 1_000;

const { app, service } = await createService();
const http = await serveGuarded(app, { headersMs: 1_000, requestMs: 2_000 });
const sockets = createSockets();

afterEach(() => sockets.closeAll());
afterAll(async () => {
  await http.close();
  await service.close();
});

const dial = () => sockets.dial(http.port);
const dialMany = (count: number, port = http.port) => sockets.dialMany(count, port);

async function answers(url = http.url): Promise<void> {
  const activity = { conversation: { id: `c${Math.random()}` }, text: 'hello' };
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(`${url}/evaluate`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ activity }),
  });
  expect(response.status).toBe(200);
  expect((await fetch(`${url}/health/live`)).status).toBe(200);
}

const post = 'POST /evaluate HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n';

test(`${many} connections that ask once and then sit idle leave the service answering`, {
  timeout: 120_000,
}, async () => {
  // In a process of its own, so that neither end runs out of files.
  const own = new ServiceProcess({ STORE: 'memory', LOG_LEVEL: 'warn' });
  await own.start();
  const idle = await dialMany(many, Number(new URL(own.url).port));
  const answered = idle.map((socket) => once(socket, 'data'));
  for (const socket of idle) socket.write('GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n');
  await Promise.all(answered);
  expect(idle.filter((socket) => socket.writable && !socket.readableEnded)).toHaveLength(many);
  await answers(own.url);
  await own.kill();
});

test('connections that never ask are told 408 and closed as soon as their time is over', async () => {
  const begun = performance.now();
  const silent = await dialMany(100);
  await answers();
  expect((await Promise.all(silent.map(heard))).every((text) => text.startsWith('HTTP/1.1 408 '))).toBe(true);
  expect(performance.now() - begun, 'they had 1 s').toBeLessThan(1_400);
});

test('clients that send their headers byte by byte are told 408 and closed', async () => {
  const slow = await dialMany(300);
  const timer = setInterval(() => {
    for (const socket of slow) if (socket.writable) socket.write('X');
  }, 100);
  for (const socket of slow) socket.write('GET /health/live HTTP/1.1\r\nX-Slow: ');
  await answers();
  const texts = await Promise.all(slow.map(heard));
  clearInterval(timer);
  expect(texts.every((text) => text.startsWith('HTTP/1.1 408 ') && text.includes('application/problem+json'))).toBe(
    true,
  );
  await answers();
});

test('clients that send their bodies byte by byte are closed, and nothing of theirs stays', async () => {
  const slow = await dialMany(200);
  for (const socket of slow) socket.write(`${post}Content-Length: 1000\r\n\r\n{`);
  const timer = setInterval(() => {
    for (const socket of slow) if (socket.writable) socket.write(' ');
  }, 100);
  await answers();
  await Promise.all(slow.map(heard));
  clearInterval(timer);
  await answers();
  expect(service.gate.bulkhead).toMatchObject({ inFlight: 0, bodyBytes: 0 });
});

test('clients that ask and never read do not fill the memory', async () => {
  const deaf = await dialMany(20);
  const before = process.memoryUsage().rss;
  for (const socket of deaf) {
    socket.pause();
    socket.write('GET /openapi.json HTTP/1.1\r\nHost: x\r\n\r\n'.repeat(500));
  }
  await setTimeout(500);
  await answers();
  expect(process.memoryUsage().rss - before, '10,000 answers would take 600 MB').toBeLessThan(200e6);
});

test.each([
  ['one header of 1 MB', `X-Big: ${'x'.repeat(1024 * 1024)}\r\n`],
  ['10,000 headers', Array.from({ length: 10_000 }, (_, i) => `X-${i}: ${i}\r\n`).join('')],
  ['a header that never ends', 'X: '.padEnd(20_000, 'x')],
])('%s is answered 431', async (_, headers) => {
  const flood = await dialMany(20);
  const texts = flood.map(heard);
  for (const socket of flood) socket.write(`GET /health/live HTTP/1.1\r\nHost: x\r\n${headers}\r\n`);
  await answers();
  const told = (await Promise.all(texts)).filter((text) => text !== '');
  expect(told.length).toBeGreaterThan(0);
  expect(told.every((text) => text.startsWith('HTTP/1.1 431 '))).toBe(true);
});

test('a path of 15 KB is not found, or not taken', async () => {
  const socket = await dial();
  socket.write(`GET /${'x'.repeat(15_000)} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
  expect(await heard(socket)).toMatch(/^HTTP\/1.1 404 /);
});

test.each([
  ['announced', `Content-Length: ${100 * 1024 * 1024}\r\n`, (chunk: Buffer) => chunk],
  [
    'in chunks',
    'Transfer-Encoding: chunked\r\n',
    (chunk: Buffer) => Buffer.concat([Buffer.from(`${chunk.length.toString(16)}\r\n`), chunk, Buffer.from('\r\n')]),
  ],
])('bodies of 100 MB, %s, are answered 413 and never held', async (_, header, framed) => {
  const before = process.memoryUsage().rss;
  const chunk = framed(Buffer.alloc(1024 * 1024, 'x'));
  const senders = (await dialMany(10)).map(async (socket) => {
    const told = heard(socket);
    const gone = closed(socket);
    socket.write(`${post}${header}\r\n`);
    for (let sent = 0; sent < 100 && socket.writable; sent++)
      if (!socket.write(chunk)) await Promise.race([new Promise((resolve) => socket.once('drain', resolve)), gone]);
    return await told;
  });
  await answers();
  const told = (await Promise.all(senders)).filter((text) => text !== '');
  expect(told.length).toBeGreaterThan(0);
  expect(told.every((text) => text.startsWith('HTTP/1.1 413 '))).toBe(true);
  await answers();
  expect(process.memoryUsage().rss - before).toBeLessThan(300e6);
});

test('a body of 100 MB without a credential is refused before it is read', async () => {
  const closed = await createService({ environment: { API_KEYS: `a:evaluate:${'0'.repeat(64)}` } });
  const at = await serveGuarded(closed.app);
  const socket = connect(at.port, '127.0.0.1');
  const told = heard(socket.on('error', () => {}));
  socket.write(`${post}Content-Length: ${100 * 1024 * 1024}\r\n\r\n{`);
  expect(await told).toMatch(/^HTTP\/1.1 401 [\s\S]*Connection: close/);
  await at.close();
  await closed.service.close();
});

test.each([
  ['what is not HTTP', '\x16\x03\x01\x02\x00\x01\x00'],
  ['a request line that is none', 'EVALUATE ME NOW\r\n\r\n'],
  ['two lengths', `${post}Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}`],
  ['a length and chunks', `${post}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`],
  ['a negative length', `${post}Content-Length: -1\r\n\r\n`],
  ['a chunk size that is none', `${post}Transfer-Encoding: chunked\r\n\r\nxyz\r\n`],
  ['a line feed in a header', 'GET /policy HTTP/1.1\r\nHost: x\r\nX: a\nB: c\r\n\r\n'],
  ['no Host', 'GET /policy HTTP/1.1\r\n\r\n'],
])('%s is answered 400 and closed', async (_, bytes) => {
  const socket = await dial();
  const told = heard(socket);
  socket.write(bytes, 'latin1');
  expect(await told).toMatch(/^HTTP\/1.1 400 /);
  await answers();
});

test('connections beyond the most are closed, and those within it go on', async () => {
  const few = await serveGuarded(app, { maxConnections: 5 });
  const all = await Promise.all(
    Array.from({ length: 20 }, async () => {
      const socket = await sockets.dial(few.port);
      const told = heard(socket);
      socket.write('GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n');
      return await Promise.race([told, setTimeout(1_000).then(() => 'open')]);
    }),
  );
  expect(all.filter((text) => text === 'open')).toHaveLength(5);
  sockets.closeAll();
  await few.close();
});
