import { Redis } from 'ioredis';
import { afterAll, describe, expect, inject, test } from 'vitest';
import type { Environment } from '../../../src/app/config.js';
import { callEveryWay } from '../../support/canary/calls.js';
import { canary, expectNone, meant, secretWith } from '../../support/canary/canaries.js';
import { openAround, sealed, webhook } from '../../support/canary/watched-service.js';
import { type RedisServer, startRedis } from '../../support/redis-server.js';
import { undoneAfterEach } from '../../support/undo.js';

const around = await openAround();
afterAll(around.close);

const password = secretWith('redisPassword');

/** Every kind of value a Redis has, read whole; a kind that is not here fails the test that finds it. */
const readers: Record<string, (client: Redis, key: string) => Promise<unknown>> = {
  string: (client, key) => client.get(key),
  hash: (client, key) => client.hgetall(key),
  list: (client, key) => client.lrange(key, 0, -1),
  set: (client, key) => client.smembers(key),
  zset: (client, key) => client.zrange(key, '0', '-1', 'WITHSCORES'),
  stream: (client, key) => client.xrange(key, '-', '+'),
};

async function contentsOf(client: Redis): Promise<[key: string, value: string][]> {
  const keys = await client.keys('*');
  return Promise.all(
    keys.map(async (key): Promise<[string, string]> => {
      const read = readers[await client.type(key)];
      return [key, JSON.stringify(await read?.(client, key))];
    }),
  );
}

/** An entry of the outbox: a BullMQ job, named by its handoff. */
const isEntry = (key: string) => /^\{escalation:outbox\}:handoffs:[\da-f-]{36}(?:-withdrawn)?$/.test(key);

interface OpenRedis {
  readonly server: RedisServer;
  readonly admin: Redis;
}

const usual = ['--requirepass', password];

describe.skipIf(inject('redisUrl') === '')('what users say, and credentials, stand nowhere in a Redis', () => {
  const undo = undoneAfterEach();

  async function openRedis(options: readonly string[] = usual): Promise<OpenRedis> {
    const server = await startRedis(options);
    const admin = new Redis(server.url, options === usual ? { password } : {});
    undo(server.stop, () => admin.disconnect());
    return { server, admin };
  }

  const inRedis = ({ server }: OpenRedis): Environment => ({
    STORE: 'redis',
    STORE_URL: server.url,
    STORE_PASSWORD: password,
    STORE_LIMIT_MS: '100',
    RATE_LIMIT_PER_MINUTE: '1000',
  });

  /** Looks at every key and value, and says how many entries of the outbox were among them. */
  async function look({ admin }: OpenRedis, isSealed: boolean): Promise<number> {
    const contents = await contentsOf(admin);
    for (const [key, value] of contents) {
      const waits = isSealed ? meant.sealedOutbox : meant.bareOutbox;
      expectNone(`Redis: ${key}`, `${key} ${value}`, isEntry(key) ? waits : []);
    }
    expect(contents.length, 'something was stored').toBeGreaterThan(0);
    return contents.filter(([key]) => isEntry(key)).length;
  }

  test.each([
    ['the bot delivers', {}, 0],
    ['the hub takes what it gets', webhook(around, 'taking'), 0],
    ['the hub refuses', webhook(around, 'refusing'), 0],
    ['the hub is unwell', webhook(around, 'unwell'), 1],
    ['the hub is unwell, and activities wait sealed', webhook(around, 'unwell', sealed), 1],
    ['the hub never answers, and activities wait sealed', webhook(around, 'hanging', sealed), 1],
  ] satisfies [string, Environment, number][])('when %s', async (_when, environment, waiting) => {
    const redis = await openRedis();
    const service = await around.open({ ...inRedis(redis), ...environment });
    service.look(await callEveryWay(service.app, around.callers));
    const entries = await look(redis, 'OUTBOX_KEY' in environment);
    expect(Math.min(entries, 1), 'something waits').toBe(waiting);
    await service.end();
    await look(redis, 'OUTBOX_KEY' in environment);
  });

  test.each<[string, (admin: Redis) => Promise<unknown>]>([
    ['it is full', (admin) => admin.config('SET', 'maxmemory', '1')],
    ['it takes our rights away', (admin) => admin.acl('SETUSER', 'default', '-@all', '+auth', '+acl', '+keys')],
  ])('when %s', async (_when, goWrong) => {
    const redis = await openRedis();
    const service = await around.open({ ...inRedis(redis), ...webhook(around, 'unwell') });
    service.look(await callEveryWay(service.app, around.callers));
    await goWrong(redis.admin);
    service.look(await callEveryWay(service.app, around.callers));
    expect(service.lines.join('')).toMatch(/unavailable/);
    await service.end();
  });

  test('when it knows no passwords', async () => {
    const redis = await openRedis(['--rename-command', 'AUTH', '', '--rename-command', 'HELLO', '']);
    const service = await around.open({ ...inRedis(redis), ...webhook(around, 'unwell') });
    service.look(await callEveryWay(service.app, around.callers));
    expect(service.lines.join('')).toMatch(/unknown command/);
    await service.end();
  });

  test('when an entry of the outbox is broken', async () => {
    const redis = await openRedis();
    const service = await around.open({ ...inRedis(redis), ...webhook(around, 'unwell') });
    service.look(await callEveryWay(service.app, around.callers));
    for (const key of (await redis.admin.keys('*')).filter(isEntry)) {
      const data = JSON.parse((await redis.admin.hget(key, 'data')) as string);
      const kept = `{"from":${canary.user}`;
      await redis.admin.hset(key, 'data', JSON.stringify({ ...data, kept }));
    }
    await expect.poll(() => service.lines.join(''), { timeout: 10_000 }).toContain('given up');
    await service.end();
  });

  test('after the hub has taken what waited', async () => {
    around.manners.moody = 503;
    const redis = await openRedis();
    const service = await around.open({ ...inRedis(redis), ...webhook(around, 'moody') });
    service.look(await callEveryWay(service.app, around.callers));
    expect(await look(redis, false), 'something waits').toBeGreaterThan(0);
    around.manners.moody = 204;
    await expect.poll(() => look(redis, false), { timeout: 10_000 }).toBe(0);
    for (const [key, value] of await contentsOf(redis.admin)) expectNone(`Redis: ${key}`, `${key} ${value}`);
    await service.end();
  });
});
