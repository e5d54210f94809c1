import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import supertest from 'supertest';
import { afterEach, beforeEach, describe, expect, inject, test, vi } from 'vitest';
import { createService } from '../support/http-service.js';
import { undoneAfterEach } from '../support/undo.js';

type Service = Awaited<ReturnType<typeof createService>>;

const hourMs = 3_600_000;
const shown = Date.now.bind(Date);
let movedMs = 0;
let path: string;

/** The machine's clock is set, as it is by hand or by a time server that was away. */
function moveClock(hours: number): void {
  movedMs = hours * hourMs;
}

beforeEach(() => {
  moveClock(0);
  vi.spyOn(Date, 'now').mockImplementation(() => shown() + movedMs);
  path = mkdtempSync(join(tmpdir(), 'clock-'));
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(path, { recursive: true });
});
const undo = undoneAfterEach();

async function start(environment: Record<string, string> = {}, now?: () => number): Promise<Service> {
  const opened = await createService({
    logLevel: 'silent',
    environment: { STORE: 'lmdb', STORE_PATH: path, ...environment },
    ...(now && { now }),
  });
  undo(() => opened.service.close());
  return opened;
}

let turns = 0;
const ask = ({ app }: Service) =>
  supertest(app)
    .post('/evaluate')
    .send({ activity: { id: `t${turns++}`, conversation: { id: 'c1' }, text: 'a person please' } });
const end = ({ app }: Service) =>
  supertest(app)
    .post('/handoff-status')
    .send({ conversation: { id: 'c1' }, value: 'completed' });

/** Handed over and ended until the next has to wait a little. */
async function fillRow(service: Service): Promise<void> {
  for (let i = 0; i < 5; i++) {
    expect((await ask(service)).body.decision.outcome).toBe('escalate');
    await end(service);
  }
}

describe.each([-2, 2, -48, 48])('a clock set by %i hours', (hours) => {
  test('makes nobody wait longer than a minute', async () => {
    const service = await start();
    await fillRow(service);
    moveClock(hours);
    const { status, headers } = await ask(service);
    expect(status).toBe(429);
    expect(Number(headers['retry-after'])).toBeLessThanOrEqual(60);
  });

  test('ends no open handoff', async () => {
    const service = await start();
    await ask(service);
    moveClock(hours);
    expect((await ask(service)).body.decision.reason).toBe('HANDOFF_OPEN');
  });

  test('makes no caller over its limit wait longer than a minute', async () => {
    const service = await start({ RATE_LIMIT_PER_MINUTE: '1' });
    const answers = [];
    for (let i = 0; i < 14; i++) {
      answers.push(await supertest(service.app).get('/policy'));
      if (i === 1) moveClock(hours);
    }
    const waits = answers.flatMap(({ headers }) => headers['retry-after'] ?? []).map(Number);
    expect(waits.length).toBeGreaterThan(10);
    expect(Math.max(...waits)).toBeLessThanOrEqual(60);
  });
});

describe('a clock set back before a restart', () => {
  test('makes nobody wait longer than a minute', async () => {
    moveClock(2);
    const before = await start();
    await fillRow(before);
    await before.service.close();
    moveClock(0);
    let passedMs = 0;
    const after = await start({}, () => shown() + passedMs);
    const { status, headers } = await ask(after);
    expect(status).toBe(429);
    const waitMs = Number(headers['retry-after']) * 1000;
    expect(waitMs).toBeLessThanOrEqual(60_000);
    passedMs = waitMs;
    expect((await ask(after)).body.decision.outcome).toBe('escalate');
  });

  test('keeps an open handoff open, for its own time and not for the hours', async () => {
    moveClock(2);
    const before = await start();
    await ask(before);
    await before.service.close();
    moveClock(0);
    let passedMs = 0;
    const after = await start({}, () => shown() + passedMs);
    expect((await ask(after)).body.decision.reason).toBe('HANDOFF_OPEN');
    passedMs = 9 * 60_000;
    expect((await ask(after)).body.decision.reason).toBe('HANDOFF_OPEN');
    passedMs = 11 * 60_000;
    expect((await ask(after)).body.decision.outcome).toBe('escalate');
  });
});

test.skipIf(inject('redisUrl') === '')('instances over Redis go by its time, whatever their clocks show', async () => {
  const shared = { STORE: 'redis', STORE_URL: inject('redisUrl'), STORE_KEY_PREFIX: `clock-${process.pid}:` };
  const one = await start(shared);
  await ask(one);
  moveClock(2);
  const other = await start(shared);
  expect((await ask(other)).body.decision.reason).toBe('HANDOFF_OPEN');
  await end(other);
  await ask(other);
  const { body } = await supertest(one.app).get('/conversations/c1');
  expect(Math.abs(Date.parse(body.handoff.initiatedAt) - shown())).toBeLessThan(60_000);
});
