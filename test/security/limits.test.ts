import { setTimeout } from 'node:timers/promises';
import supertest from 'supertest';
import { afterAll, describe, expect, inject, test } from 'vitest';
import { createBulkhead } from '../../src/access/bulkhead.js';
import { hashOf, newKey } from '../../src/access/key.js';
import { encodeConversation } from '../../src/core/codec/index.js';
import type { Conversation } from '../../src/core/conversation.js';
import { expectValidAnswer } from '../support/api-contract.js';
import { createService } from '../support/http-service.js';

const [shop, hub] = [newKey(), newKey()];
const credentials = `shop:evaluate+policy:${hashOf(shop)},hub:handoff-status+policy:${hashOf(hub)}`;
const closing: (() => Promise<void>)[] = [];
afterAll(() => Promise.all(closing.map((close) => close())));

async function limited(perMinute: number, environment: Record<string, string> = {}, more: object = {}) {
  const made = await createService({
    environment: { API_KEYS: credentials, RATE_LIMIT_PER_MINUTE: String(perMinute), ...environment },
    ...more,
  });
  closing.push(made.service.close);
  const policy = (key: string) => supertest(made.app).get('/policy').set('x-api-key', key);
  const turn = (id: string, conversation = 'c1', body: object = {}) =>
    supertest(made.app)
      .post('/evaluate')
      .set('x-api-key', shop)
      .send({ activity: { id, conversation: { id: conversation }, text: 'hello' }, ...body });
  return { ...made, policy, turn };
}

const calm = {
  analysis: {
    language: 'en',
    talkToHuman: { score: 0.01, provider: 'given', model: 'given@1' },
    sentiment: undefined,
    degraded: [],
  },
};

const places: { where: string; environment: Record<string, string> }[] = [
  { where: 'in this process', environment: {} },
  ...(inject('redisUrl')
    ? [{ where: 'over Redis', environment: { STORE: 'redis', STORE_URL: inject('redisUrl') } }]
    : []),
];

describe.each(places)('callers are limited $where', ({ environment }) => {
  const own = { ...environment, STORE_KEY_PREFIX: `limits-${Math.random()}:` };

  test('each for itself, with what is left in every answer', async () => {
    const { policy } = await limited(3, own);
    for (const left of [2, 1, 0]) {
      const { status, headers } = await policy(shop);
      expect(status).toBe(200);
      expect(headers['ratelimit-policy']).toBe('"caller";q=3;w=60');
      expect(headers.ratelimit).toMatch(new RegExp(`^"caller";r=${left};t=(60|5\\d)$`));
    }
    const refused = await policy(shop);
    expect(refused.status).toBe(429);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    expect(Number(refused.headers['retry-after'])).toBeLessThanOrEqual(60);
    expectValidAnswer('GET', '/policy', refused);
    expect((await policy(hub)).status).toBe(200);
  });
});

test.runIf(inject('redisUrl'))('two processes that share Redis share the limit', async () => {
  const environment = { STORE: 'redis', STORE_URL: inject('redisUrl'), STORE_KEY_PREFIX: `shared-${Math.random()}:` };
  const [one, other] = [await limited(4, environment), await limited(4, environment)];
  for (const { policy } of [one, other, one, other]) expect((await policy(shop)).status).toBe(200);
  expect((await one.policy(shop)).status).toBe(429);
  expect((await other.policy(shop)).status).toBe(429);
});

test.runIf(inject('redisUrl'))('without its Redis each process limits for itself', async () => {
  const environment = { STORE: 'redis', STORE_URL: 'redis://127.0.0.1:9' };
  const { policy } = await limited(2, environment);
  expect([(await policy(shop)).status, (await policy(shop)).status, (await policy(shop)).status]).toEqual([
    200, 200, 429,
  ]);
});

test('who may not call is not counted', async () => {
  const { policy } = await limited(1);
  for (let i = 0; i < 5; i++) expect((await policy(newKey())).status).toBe(401);
  expect((await policy(shop)).status).toBe(200);
});

describe('over its limit, a caller', () => {
  test('is refused, and nothing of the turn is remembered', async () => {
    const { turn, service } = await limited(1, {}, calm);
    await turn('t1');
    const refused = await turn('t2');
    expect(refused.status).toBe(429);
    expectValidAnswer('POST', '/evaluate', refused);
    expect((await service.store.read('c1'))?.turns).toHaveLength(1);
    expect((await turn('t3', 'never-seen')).status).toBe(429);
    expect(await service.store.read('never-seen')).toBeUndefined();
  });

  test('still gets a human for who asks for one, by words or by the menu, and the same answer again', async () => {
    const { turn } = await limited(1);
    await turn('t1', 'someone-else');
    const asked = await turn('t2', 'c1', {});
    expect(asked.status).toBe(200);
    expect(asked.body.decision.outcome).toBe('escalate');
    expect((await turn('t2', 'c1', {})).body).toMatchObject({ repeated: true, handoff: { id: asked.body.handoff.id } });
    const menu = await limited(1, {}, calm);
    await menu.turn('t1', 'someone-else');
    const picked = await menu.turn('t2', 'c2', { menuChoice: 'agent' });
    expect(picked.body.decision).toMatchObject({ outcome: 'escalate', ruleId: 'menu-agent' });
  });

  test('is not read any more at ten times its limit', async () => {
    const { turn, policy } = await limited(1);
    for (let i = 0; i < 10; i++) await policy(shop);
    expect((await turn('t1')).status).toBe(429);
  });
});

describe('a conversation that is handed over again and again', () => {
  test('gets five handoffs in a row, then has to wait, and is never turned away for good', async () => {
    let now = 1_700_000_000_000;
    const { turn, service, app } = await limited(0, {}, { now: () => now });
    const ended = () =>
      supertest(app)
        .post('/handoff-status')
        .set('x-api-key', hub)
        .send({ type: 'event', name: 'handoff.status', conversation: { id: 'c1' }, value: { state: 'failed' } });
    for (let i = 1; i <= 5; i++) {
      expect((await turn(`t${i}`)).body.decision.outcome, `handoff ${i}`).toBe('escalate');
      expect((await ended()).body.handoff.state).toBe('failed');
      now += 1_000;
    }
    const kept = async () => encodeConversation((await service.store.read('c1')) as Conversation);
    const before = await kept();
    const sixth = await turn('t6');
    expect(sixth.status).toBe(429);
    expect(sixth.headers['retry-after']).toBe('59');
    expectValidAnswer('POST', '/evaluate', sixth);
    expect(await kept()).toBe(before);
    expect((await turn('t5')).body.repeated, 'what was answered is answered again').toBe(true);
    expect((await turn('other', 'c2')).status, 'other conversations do not wait').toBe(200);
    now += 59_000;
    const again = await turn('t6');
    expect(again.body).toMatchObject({ repeated: false, decision: { outcome: 'escalate' } });
  });

  test('once a minute is no row', async () => {
    let now = 1_700_000_000_000;
    const { turn, service } = await limited(0, {}, { now: () => now });
    for (let i = 0; i < 12; i++) {
      expect((await turn(`t${i}`)).status).toBe(200);
      await service.handoffStatus.take({ conversations: ['c1'], state: 'completed', handoffId: undefined });
      now += 60_000;
    }
  });
});

describe('the bulkhead', () => {
  const roomy = { mostInFlight: 1e9, mostLoopDelayMs: 60_000, mostBodyBytes: 1e9, mostMemoryBytes: 1e12 };
  const mb = 1024 * 1024;

  test('takes so many requests at a time and turns others away, until one is done', () => {
    const bulkhead = createBulkhead({ ...roomy, mostInFlight: 2 });
    const stays = ['a', 'b', 'c'].map(bulkhead.admit);
    expect(stays.map((stay) => stay.enter())).toEqual([true, true, false]);
    expect(bulkhead.isOverloaded()).toBe(true);
    stays[0]?.leave();
    stays[0]?.leave();
    expect(bulkhead.inFlight).toBe(1);
    expect(stays[2]?.enter()).toBe(true);
    bulkhead.close();
  });

  test('gives one caller three quarters of the requests at most, and what only arrives has no place', () => {
    const bulkhead = createBulkhead({ ...roomy, mostInFlight: 8 });
    const greedy = Array.from({ length: 20 }, () => bulkhead.admit('greedy'));
    expect(bulkhead.isOverloaded()).toBe(false);
    expect(greedy.filter((stay) => stay.enter())).toHaveLength(6);
    expect(bulkhead.admit('other').enter()).toBe(true);
    bulkhead.close();
  });

  test('makes room for so many bytes: half of one caller, three quarters of large bodies, the rest of small ones', () => {
    const bulkhead = createBulkhead({ ...roomy, mostBodyBytes: 8 * mb });
    const held = (caller: string, bytes: number, times: number) =>
      Array.from({ length: times }, () => bulkhead.admit(caller)).filter((stay) => stay.hold(bytes));
    const [first, ...others] = held('a', mb, 20);
    expect(others).toHaveLength(3);
    expect(held('b', mb, 20)).toHaveLength(2);
    expect(held('b', 64 * 1024, 100), 'small bodies of a caller may fill three quarters').toHaveLength(32);
    expect(held('c', 1000, 10)).toHaveLength(0);
    first?.leave();
    expect(held('c', 1000, 10)).toHaveLength(10);
    bulkhead.close();
  });

  test('turns away large bodies and more and more requests while memory is nearly full', async () => {
    const bulkhead = createBulkhead({ ...roomy, mostMemoryBytes: 1 });
    await setTimeout(60);
    expect(bulkhead.admit('a').hold(mb)).toBe(false);
    expect(bulkhead.admit('a').hold(1000)).toBe(true);
    const refused = Array.from({ length: 1000 }, () => bulkhead.isOverloaded()).filter(Boolean).length;
    expect(refused).toBeGreaterThan(900);
    expect(refused, 'some are taken, so that garbage is collected').toBeLessThan(1000);
    bulkhead.close();
  });

  test('turns most away while the event loop comes round late, and takes all again afterwards', async () => {
    const bulkhead = createBulkhead({ ...roomy, mostLoopDelayMs: 10 });
    for (let i = 0; i < 8; i++) {
      const until = performance.now() + 100;
      while (performance.now() < until);
      await setTimeout(1);
    }
    const entered = Array.from({ length: 1000 }, () => !bulkhead.isOverloaded()).filter(Boolean).length;
    expect(entered).toBeGreaterThan(0);
    expect(entered).toBeLessThan(500);
    await setTimeout(600);
    expect(Array.from({ length: 1000 }, () => !bulkhead.isOverloaded()).every(Boolean)).toBe(true);
    bulkhead.close();
  });

  test('answers 503 with Retry-After while the service is full, and keeps health open', async () => {
    let release = () => {};
    const slow = new Promise<void>((resolve) => {
      release = resolve;
    });
    const { app, service } = await createService({
      environment: { MAX_IN_FLIGHT: '1' },
      store: { read: () => slow.then(() => undefined), remove: async () => false },
    });
    closing.push(service.close);
    const waiting = supertest(app)
      .get('/conversations/c1')
      .then(({ status }) => status);
    while (service.gate.bulkhead.inFlight === 0) await setTimeout(1);
    const refused = await supertest(app)
      .post('/evaluate')
      .send({ activity: { conversation: { id: 'c1' } } });
    expect(refused.status).toBe(503);
    expect(refused.headers['retry-after']).toBe('1');
    expectValidAnswer('POST', '/evaluate', refused);
    expect((await supertest(app).get('/health/live')).status).toBe(200);
    release();
    expect(await waiting).toBe(404);
    expect((await supertest(app).get('/policy')).status).toBe(200);
    expect(service.gate.bulkhead.inFlight).toBe(0);
  });
});
