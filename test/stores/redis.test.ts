import { execFileSync, spawnSync } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { describe, expect, inject, test } from 'vitest';
import { BacklogFullError, LimitReachedError } from '../../src/lib/deadline.js';
import { RedisError } from '../../src/lib/redis-client.js';
import { conversationKey } from '../../src/stores/record.js';
import { openRedisStore } from '../../src/stores/redis.js';
import type { Store } from '../../src/stores/store.js';
import { storeContract } from '../contracts/store-contract.js';
import { addOne, counted, openHandoff, setTo } from '../support/counted-conversations.js';
import { freePort } from '../support/loopback.js';
import { startProxy, startRedis } from '../support/redis-server.js';
import { testRuntime } from '../support/runtime.js';
import { undoneAfterEach } from '../support/undo.js';

const redisUrl = inject('redisUrl');
let place = 0;

describe.skipIf(redisUrl === '')('with a Redis server', () => {
  storeContract(
    'Redis',
    async () => {
      const keyPrefix = `contract-${process.pid}-${place++}:`;
      const client = new Redis(redisUrl);
      return {
        open: (settings = {}) => openRedisStore({ url: redisUrl, keyPrefix, ...settings }, testRuntime()),
        pass: async (seconds) => void (await setTimeout(seconds * 1000)),
        plant: async (conversationId, text) =>
          void (await client.set(keyPrefix + conversationKey(conversationId), `AAAAAAAAAAAA${text}`)),
        clear: async () => client.disconnect(),
      };
    },
    { shared: true, evicts: false },
  );

  describe('of its own', { timeout: 120_000 }, () => {
    const undo = undoneAfterEach();

    async function startServer(options: readonly string[] = [], port?: number) {
      const server = await startRedis(options, port);
      undo(server.stop);
      return server;
    }

    async function openStore(settings: Record<string, string>): Promise<Store> {
      const store = await openRedisStore({ limitMs: '2000', ...settings }, testRuntime());
      undo(() => store.close());
      return store;
    }

    function clientOf(url: string): Redis {
      const client = new Redis(url);
      undo(() => client.disconnect());
      return client;
    }

    const usable = (store: Store) => () =>
      store.check().then(
        () => 'usable',
        (err: Error) => err.message,
      );

    test.each([
      ['a wrong password', 'redis://:wrong@', /WRONGPASS/],
      ['no password', 'redis://', /NOAUTH/],
      ['a user that is not there', 'redis://nobody:secret@', /WRONGPASS/],
      ['a user without rights on our keys', 'redis://stranger:secret@', /NOPERM|permission/i],
    ])('does not start with %s, and says so without the password', async (_, prefix, reason) => {
      const server = await startServer(['--requirepass', 'secret']);
      const admin = clientOf(`redis://:secret@127.0.0.1:${server.port}`);
      await admin.acl('SETUSER', 'stranger', 'on', '>secret', '~other:*', '+@all');
      const opening = openStore({ url: `${prefix}127.0.0.1:${server.port}` });
      await expect(opening).rejects.toMatchObject({ name: 'SettingsError', message: expect.stringMatching(reason) });
      await expect(opening).rejects.not.toThrow(/secret|wrong@/);
    });

    test('works as an ACL user who may do no more than it needs', async () => {
      const server = await startServer();
      const commands = [
        '+get',
        '+getrange',
        '+set',
        '+del',
        '+eval',
        '+evalsha',
        '+script',
        '+ping',
        '+info',
        '+client',
        '+time',
      ];
      await clientOf(server.url).acl('SETUSER', 'service', 'on', '>secret', '~escalation:*', ...commands);
      const store = await openStore({ url: server.url, username: 'service', password: 'secret' });
      await store.update('c1', addOne);
      expect((await store.read('c1'))?.quietTurns).toBe(1);
      expect(await store.remove('c1')).toBe(true);
      expect(Math.abs(((await store.time?.()) ?? 0) - Date.now())).toBeLessThan(60_000);
    });

    test('goes without the time of a server that does not tell it to this user', async () => {
      const server = await startServer();
      await clientOf(server.url).acl('SETUSER', 'service', 'on', '>secret', '~escalation:*', '+@all', '-time');
      const store = await openStore({ url: server.url, username: 'service', password: 'secret' });
      expect(await store.time?.()).toBeUndefined();
      await store.update('c1', addOne);
    });

    test('starts without a server, fails at once until there is one, and then works', async () => {
      const port = await freePort();
      const store = await openStore({ url: `redis://127.0.0.1:${port}`, limitMs: '10000' });
      await expect(store.update('c1', addOne)).rejects.toThrow(RedisError);
      await expect(store.check()).rejects.toThrow(RedisError);
      await startServer([], port);
      await expect.poll(usable(store), { timeout: 20_000 }).toBe('usable');
      await store.update('c1', addOne);
      expect((await store.read('c1'))?.quietTurns).toBe(1);
    });

    test('fails at once when the server dies in mid-run, and works again when it is back', async () => {
      const server = await startServer();
      const store = await openStore({ url: server.url, limitMs: '10000' });
      await store.update('c1', addOne);
      await server.stop();
      await expect.poll(usable(store), { timeout: 20_000 }).toMatch(/Redis/);
      await expect(store.update('c1', addOne)).rejects.toThrow(RedisError);
      await startServer([], server.port);
      await expect.poll(usable(store), { timeout: 20_000 }).toBe('usable');
      await store.update('c1', addOne);
    });

    test('waits no longer than its limit for a server that does not answer', async () => {
      const server = await startServer();
      const proxy = await startProxy(server.port);
      undo(proxy.close);
      const store = await openStore({ url: proxy.url, limitMs: '150' });
      await store.update('c1', addOne);
      proxy.stall();
      const stalled = [store.update('c1', addOne), store.read('c1'), store.remove('c1'), store.check()];
      for (const one of await Promise.allSettled(stalled))
        expect(one).toMatchObject({ status: 'rejected', reason: expect.any(LimitReachedError) });
      proxy.resume();
      await expect.poll(usable(store), { timeout: 20_000 }).toBe('usable');
      expect((await store.read('c1'))?.quietTurns).toBe(1);
    });

    test('refuses new work while 10,000 turns wait, so that a server that hangs does not fill the memory', async () => {
      const server = await startServer();
      const proxy = await startProxy(server.port);
      undo(proxy.close);
      const store = await openStore({ url: proxy.url, limitMs: '100' });
      proxy.stall();
      const results = await Promise.allSettled(Array.from({ length: 10_001 }, (_, i) => store.update(`c${i}`, addOne)));
      expect(results.at(-1)).toMatchObject({ reason: expect.any(BacklogFullError) });
      expect(results.at(0)).toMatchObject({ reason: expect.any(LimitReachedError) });
    });

    test('cannot write to a server that is full, and still reads', async () => {
      const server = await startServer(['--maxmemory-policy', 'noeviction']);
      const store = await openStore({ url: server.url });
      await store.update('c1', addOne);
      await clientOf(server.url).config('SET', 'maxmemory', '1');
      await expect(store.update('c1', addOne)).rejects.toThrow(/OOM/);
      expect((await store.read('c1'))?.quietTurns).toBe(1);
    });

    const refusals: [how: string, fault: RegExp, refuse: (client: Redis, directory: string) => Promise<unknown>][] = [
      ['full', /OOM/, (client) => client.config('SET', 'maxmemory', '1')],
      ['a read-only replica', /READONLY/, (client) => client.replicaof('127.0.0.1', 1)],
      [
        'unable to write its snapshot',
        /MISCONF/,
        async (client, directory) => {
          await client.config('SET', 'save', '3600 1');
          await rm(directory, { recursive: true });
          await client.bgsave();
          await expect.poll(() => client.info('persistence')).toContain('rdb_last_bgsave_status:err');
        },
      ],
    ];
    test.each(refusals)('cannot be used, and says so, while its server is %s', async (_, fault, refuse) => {
      const server = await startServer(['--maxmemory-policy', 'noeviction']);
      const store = await openStore({ url: server.url });
      await expect(store.check()).resolves.toBeUndefined();
      await refuse(clientOf(server.url), server.directory);
      await expect(store.check()).rejects.toThrow(fault);
    });

    test('writes down again what it wrote in one round trip, and never on what another has changed', async () => {
      const server = await startServer();
      const [one, other] = [await openStore({ url: server.url }), await openStore({ url: server.url })];
      const reads = async () => {
        const stats = await clientOf(server.url).info('commandstats');
        return Number(/cmdstat_get:calls=(\d+)/.exec(stats)?.[1] ?? 0);
      };
      await one.update('c1', addOne);
      const before = await reads();
      await one.update('c1', addOne);
      expect(await reads()).toBe(before);
      await other.update('c1', addOne);
      expect((await one.update('c1', addOne)).after.quietTurns).toBe(4);
      await other.update('c1', addOne);
      const seen = await one.update('c1', (stored) => ({ after: stored }));
      expect(seen.after?.quietTurns).toBe(5);
      await other.remove('c1');
      expect((await one.update('c1', addOne)).after.quietTurns).toBe(1);
    });

    test('lets Redis evict open handoffs last: their keys live twice as long', async () => {
      const store = await openStore({ url: redisUrl, keyPrefix: `ttl-${process.pid}:`, ttlSeconds: '100' });
      await store.update('settled', addOne);
      await store.update('open', setTo(counted(1, openHandoff)));
      const ttl = (id: string) => clientOf(redisUrl).ttl(`ttl-${process.pid}:${conversationKey(id)}`);
      expect(await ttl('settled')).toBeLessThanOrEqual(100);
      expect(await ttl('open')).toBeGreaterThan(150);
    });

    test('keeps conversations under hashes after its prefix, and nothing else', async () => {
      const server = await startServer();
      const store = await openStore({ url: server.url, keyPrefix: 'ours:' });
      await store.check();
      await store.update('+49 151 0000000', addOne);
      expect(await clientOf(server.url).keys('*')).toEqual([`ours:${conversationKey('+49 151 0000000')}`]);
    });

    test.skipIf(spawnSync('openssl', ['version']).status !== 0)('speaks TLS with a private CA', async () => {
      const plain = await startServer();
      const file = (name: string) => join(plain.directory, name);
      const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=IP:127.0.0.1,DNS:localhost'];
      const key = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '1', '-keyout', file('key.pem')];
      execFileSync('openssl', [...key, '-out', file('cert.pem'), ...subject], { stdio: 'ignore' });
      const port = await freePort();
      const tls = ['--tls-port', String(port), '--tls-cert-file', file('cert.pem'), '--tls-key-file', file('key.pem')];
      await startServer([...tls, '--tls-auth-clients', 'no', '--port', '0']);
      const url = `rediss://127.0.0.1:${port}`;
      const store = await openStore({ url, tlsCa: file('cert.pem') });
      await store.update('c1', addOne);
      expect((await store.read('c1'))?.quietTurns).toBe(1);
      await expect(openStore({ url })).rejects.toThrow(/certificate/);
    });

    test('finds the master through Sentinel', async () => {
      const master = await startServer();
      const port = await freePort();
      const config = join(master.directory, 'sentinel.conf');
      const { writeFile } = await import('node:fs/promises');
      await writeFile(
        config,
        `port ${port}\nbind 127.0.0.1\ndir ${master.directory}\nsentinel monitor ours 127.0.0.1 ${master.port} 1\n`,
      );
      await startServer([config, '--sentinel'], port);
      const store = await openStore({ url: `redis://127.0.0.1:${port}`, topology: 'sentinel', sentinelName: 'ours' });
      await store.update('c1', addOne);
      expect((await store.read('c1'))?.quietTurns).toBe(1);
      expect(await clientOf(master.url).dbsize()).toBe(1);
    });

    test('spreads conversations over the nodes of a Cluster, known from one of them', async () => {
      const buses = [await freePort(), await freePort(), await freePort()].map(String);
      const cluster = async (bus: string) =>
        startServer(['--cluster-enabled', 'yes', '--cluster-port', bus], await freePort());
      const nodes = [];
      for (const bus of buses) nodes.push(await cluster(bus));
      const clients = nodes.map(({ url }) => clientOf(url));
      const slots = [
        [0, 5460],
        [5461, 10_922],
        [10_923, 16_383],
      ] as const;
      for (const [i, client] of clients.entries()) {
        await client.call('CLUSTER', 'ADDSLOTSRANGE', String(slots[i]?.[0]), String(slots[i]?.[1]));
        await client.call('CLUSTER', 'MEET', '127.0.0.1', String(nodes[0]?.port), buses[0] as string);
      }
      const state = () => Promise.all(clients.map((client) => client.cluster('INFO')));
      await expect
        .poll(async () => (await state()).every((info) => info.includes('cluster_state:ok')), { timeout: 20_000 })
        .toBe(true);
      const store = await openStore({ url: nodes[0]?.url ?? '', topology: 'cluster', limitMs: '10000' });
      await Promise.all(Array.from({ length: 300 }, (_, i) => store.update(`c${i % 100}`, addOne)));
      const read = await Promise.all(Array.from({ length: 100 }, (_, i) => store.read(`c${i}`)));
      expect(read.every((conversation) => conversation?.quietTurns === 3)).toBe(true);
      const sizes = await Promise.all(clients.map((client) => client.dbsize()));
      expect(sizes.every((size) => size > 10)).toBe(true);
      expect(sizes.reduce((sum, size) => sum + size)).toBe(100);
    });

    test.each([
      ['http://127.0.0.1', 'STORE_URL'],
      ['redis://host:port', 'STORE_URL'],
      ['redis://', 'STORE_URL'],
    ])('refuses %s as a URL', async (url, name) => {
      await expect(openStore({ url })).rejects.toMatchObject({ faults: [{ name }] });
    });
  });
});
