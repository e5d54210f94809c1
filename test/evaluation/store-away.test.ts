import { setTimeout } from 'node:timers/promises';
import { Redis } from 'ioredis';
import supertest from 'supertest';
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest';
import { expectValidAnswer } from '../support/api-contract.js';
import { type FakeHub, type Reply, startFakeHub, webhookTo } from '../support/fake-hub.js';
import { createService } from '../support/http-service.js';
import { freePort } from '../support/loopback.js';
import { type RedisServer, startRedis } from '../support/redis-server.js';
import { undoneAfterEach } from '../support/undo.js';

type Service = Awaited<ReturnType<typeof createService>>;

/** When a delivery is made again that went wrong in a way nobody foresaw. */
const afterSurpriseMs = 10_000;

/** A Redis of the test's own, and how it goes away and comes back. */
interface Loss {
  readonly how: string;
  away(redis: RedisServer): unknown;
  /** The server to go on with. */
  back(redis: RedisServer): Promise<RedisServer>;
}

async function tell(redis: RedisServer, ...command: [string, ...string[]]): Promise<RedisServer> {
  const client = new Redis(redis.url);
  await client.call(...command);
  client.disconnect();
  return redis;
}

const losses: readonly Loss[] = [
  { how: 'killed', away: (redis) => redis.stop(), back: (redis) => startRedis([], redis.port) },
  {
    how: 'frozen',
    away: (redis) => redis.process.kill('SIGSTOP'),
    back: async (redis) => {
      redis.process.kill('SIGCONT');
      return redis;
    },
  },
  {
    how: 'full',
    away: (redis) => tell(redis, 'CONFIG', 'SET', 'maxmemory', '1'),
    back: (redis) => tell(redis, 'CONFIG', 'SET', 'maxmemory', '0'),
  },
  {
    how: 'a read-only replica',
    away: async (redis) => tell(redis, 'REPLICAOF', '127.0.0.1', String(await freePort())),
    back: (redis) => tell(redis, 'REPLICAOF', 'NO', 'ONE'),
  },
];

describe.skipIf(inject('redisUrl') === '')('while Redis is away', { timeout: 60_000 }, () => {
  const undo = undoneAfterEach();
  let redis: RedisServer;
  let hub: FakeHub;
  let reply: () => Promise<Reply | undefined> | undefined;

  beforeEach(async () => {
    reply = () => undefined;
    redis = await startRedis(['--maxmemory-policy', 'noeviction']);
    hub = await startFakeHub(() => reply());
  });
  afterEach(async () => {
    redis.process.kill('SIGCONT');
    await Promise.all([redis.stop(), hub.close()]);
  });

  async function start(more: Record<string, string> = {}): Promise<Service> {
    const opened = await createService({
      logLevel: 'silent',
      environment: {
        STORE: 'redis',
        STORE_URL: redis.url,
        STORE_LIMIT_MS: '300',
        OUTBOX: 'memory',
        ...webhookTo(hub),
        STATUS_THROUGH_EVALUATE: 'true',
        ...more,
      },
    });
    undo(() => opened.service.close());
    return opened;
  }

  async function ask({ app }: Service, conversation: string, turn: string) {
    const activity = { id: turn, conversation: { id: conversation }, text: 'a person please' };
    const response = await supertest(app).post('/evaluate').send({ activity });
    expect(response.status).toBe(200);
    expectValidAnswer('POST', '/evaluate', response);
    return response.body;
  }

  const deliveriesOf = (conversation: string) =>
    hub.received.filter(({ text }) => text.includes(`"conversation":{"id":"${conversation}"}`));

  describe.each(losses)('$how', ({ away, back }) => {
    test('a turn sent a hundred times is delivered once', async () => {
      const service = await start();
      await away(redis);
      for (let wave = 0; wave < 4; wave++)
        await Promise.all(Array.from({ length: 25 }, () => ask(service, 'same', 't1')));
      expect(deliveriesOf('same')).toHaveLength(1);
    });

    test('a user who asks on twenty turns is handed over once, before or since', async () => {
      const service = await start();
      const first = await ask(service, 'before', 't0');
      await away(redis);
      const turns = Array.from({ length: 20 }, (_, i) => `t${i + 1}`);
      for (const turn of turns) {
        expect(await ask(service, 'before', turn)).toMatchObject({
          decision: { reason: 'HANDOFF_OPEN' },
          handoff: { id: first.handoff.id },
        });
        await ask(service, 'since', turn);
      }
      expect([deliveriesOf('before').length, deliveriesOf('since').length]).toEqual([1, 1]);
    });

    test('answers and readiness say so', async () => {
      const service = await start();
      expect((await supertest(service.app).get('/health/ready')).body).toEqual({ status: 'ready', degraded: [] });
      expect((await ask(service, 'c1', 't1')).analysis.degraded).toEqual([]);
      await away(redis);
      const { analysis } = await ask(service, 'c1', 't2');
      expect(analysis.degraded).toEqual([
        { provider: 'store', signal: 'state', cause: expect.stringMatching(/timeout|unavailable/) },
      ]);
      const ready = await supertest(service.app).get('/health/ready');
      expect(ready.status).toBe(200);
      expect(ready.body.degraded.join()).toMatch(/The store cannot be used/);
    });

    test('a status is answered 503, moves on what is remembered, and is kept once Redis is back', async () => {
      const service = await start();
      const { handoff } = await ask(service, 'c1', 't1');
      await away(redis);
      const status = { conversation: { id: 'c1' }, value: { state: 'accepted', handoffId: handoff.id } };
      const response = await supertest(service.app).post('/handoff-status').send(status);
      expect(response.status).toBe(503);
      expect(response.headers['retry-after']).toBe('5');
      expectValidAnswer('POST', '/handoff-status', response);
      const through = { activity: { ...status, type: 'event', name: 'handoff.status' } };
      const evaluated = await supertest(service.app).post('/evaluate').send(through);
      expect(evaluated.status).toBe(200);
      expect(evaluated.body.analysis.degraded).toMatchObject([{ signal: 'state' }]);
      expect((await ask(service, 'c1', 't2')).handoff.state).toBe('accepted');
      redis = await back(redis);
      const stateOf = async (id: string) =>
        (await supertest(service.app).get(`/conversations/${id}`)).body.handoff?.state;
      await expect.poll(() => stateOf('c1'), { timeout: 20_000 }).toBe('accepted');
    });

    test('another process knows what was decided, once Redis is back', async () => {
      const service = await start();
      await away(redis);
      const { handoff } = await ask(service, 'c1', 't1');
      redis = await back(redis);
      const other = await start();
      const known = async () => (await supertest(other.app).get('/conversations/c1')).body.handoff?.id;
      await expect.poll(known, { timeout: 20_000 }).toBe(handoff.id);
      expect(await ask(other, 'c1', 't2')).toMatchObject({ decision: { reason: 'HANDOFF_OPEN' } });
      expect(await ask(other, 'c1', 't1')).toMatchObject({ repeated: true, analysis: { degraded: [] } });
      expect(deliveriesOf('c1')).toHaveLength(1);
    });
  });

  test('a delivery that could not be written down is not made again', async () => {
    const service = await start({ DELIVERY_LIMIT_MS: '50' });
    reply = async () => {
      if (hub.received.length === 1) return { status: 503 };
      await tell(redis, 'REPLICAOF', '127.0.0.1', '1');
      return undefined;
    };
    expect((await ask(service, 'c1', 't1')).handoff.delivery.status).toBe('failed');
    await expect.poll(() => deliveriesOf('c1').length, { timeout: 5_000 }).toBe(2);
    await tell(redis, 'REPLICAOF', 'NO', 'ONE');
    await setTimeout(afterSurpriseMs + 2_000);
    expect(deliveriesOf('c1')).toHaveLength(2);
    expect(new Set(hub.received.map(({ body, headers }) => `${body.id} ${headers['webhook-id']}`)).size).toBe(1);
  });
});
