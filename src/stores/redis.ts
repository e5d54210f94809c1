import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { encodeConversation } from '../core/codec/index.js';
import { type Conversation, isHandoffOpen } from '../core/conversation.js';
import { createBoundedWait } from '../lib/deadline.js';
import type { Log } from '../lib/log.js';
import {
  connectRedis,
  createRedisClient,
  loggable,
  type RedisClient,
  RedisRefusedError,
  redisSettings,
} from '../lib/redis-client.js';
import { type Open, parseSettings, SettingsError } from '../lib/settings.js';
import { conversationKey, readRecord } from './record.js';
import { type AnyStep, combined } from './step-batch.js';
import type { Stepped, Store } from './store.js';

const RedisStoreSettings = z.object({
  ...redisSettings,
  ttlSeconds: z.coerce.number().int().min(1).default(86_400).meta({ example: 86_400 }),
  limitMs: z.coerce.number().int().min(1).max(10_000).default(500).meta({ example: 500 }),
});

/**
 * Keeps conversations in Redis, where any number of instances share them. A record is a version of 12 random characters
 * and the encoded conversation. An update reads, steps, and writes back by one script if the version is still the same;
 * the script answers a loser with what won, and the loser steps again on that, until its time is over.
 *
 * Redis expires records; those with an open handoff live twice as long, so that `maxmemory-policy volatile-ttl` evicts
 * them last. A server that cannot be reached at start is waited for in the background, one that refuses us is a fault.
 */
export const openRedisStore: Open<Store> = async (settings, { log }) => {
  const { ttlSeconds, limitMs, keyPrefix, ...how } = parseSettings(RedisStoreSettings, settings, 'STORE');
  const client = createRedisClient({ ...how, keyPrefix }) as RedisClient & Scripted;
  client.defineCommand('compareAndSet', { numberOfKeys: 1, lua: compareAndSet });
  client.defineCommand('writeAndForget', { numberOfKeys: 1, lua: writeAndForget });
  const inTime = createBoundedWait('The store', limitMs);
  const update = combined(change);
  const keyOf = (conversationId: string) => keyPrefix + conversationKey(conversationId);

  async function change<T extends Stepped>(key: string, step: AnyStep<T>): Promise<T> {
    const until = performance.now() + limitMs;
    let record = await loggable(client.get(key));
    while (performance.now() < until) {
      const before = conversationOf(record);
      const stepped = step(before);
      if (stepped.after === before) return stepped;
      const winner = await loggable(client.compareAndSet(key, versionOf(record), ...written(stepped.after)));
      if (winner === null) return stepped;
      record = winner;
    }
    throw new StoreContendedError(limitMs);
  }

  function conversationOf(record: string | null): Conversation | undefined {
    return record === null || record === '' ? undefined : readRecord(record.slice(versionLength), log);
  }

  /** What to store and for how many ms; an empty record deletes. */
  function written(after: Conversation | undefined): [record: string, ttlMs: number] {
    if (after === undefined) return ['', 0];
    const ttlMs = ttlSeconds * (isHandoffOpen(after) ? 2000 : 1000);
    return [newVersion() + encodeConversation(after), ttlMs];
  }

  /** Writes as a record is written, and leaves nothing: rights, full memory and a read-only replica show. */
  async function check(): Promise<void> {
    await loggable(client.writeAndForget(`${keyPrefix}check`));
  }

  async function time(): Promise<number | undefined> {
    try {
      const [seconds, microseconds] = await loggable(client.time());
      return Number(seconds) * 1000 + Number(microseconds) / 1000;
    } catch (err) {
      if (!(err instanceof RedisRefusedError)) throw err;
      log.warn('redis does not tell this user its time (+time); the clock of this machine counts');
      return undefined;
    }
  }

  const store: Store = {
    update: (conversationId, step) => inTime(() => update(keyOf(conversationId), step)),
    read: (conversationId) => inTime(async () => conversationOf(await loggable(client.get(keyOf(conversationId))))),
    remove: (conversationId) => inTime(async () => (await loggable(client.del(keyOf(conversationId)))) > 0),
    check: () => inTime(check),
    time: () => inTime(time),
    close: async () => client.disconnect(),
  };
  await start(client, check, log);
  return store;
};

/** A store that refuses us stops the start with the settings to look at. */
async function start(client: RedisClient, check: () => Promise<void>, log: Log): Promise<void> {
  try {
    await connectRedis(client, log);
    if (client.status === 'ready') await check();
  } catch (err) {
    if (!(err instanceof RedisRefusedError)) return;
    client.disconnect();
    throw new SettingsError([{ name: 'STORE_URL', fault: err.message, example: 'redis://user:password@host:6379/0' }]);
  }
}

/** Others changed the conversation every time, until the limit was over. */
export class StoreContendedError extends Error {
  constructor(limitMs: number) {
    super(`The store was changed by others for ${limitMs} ms.`);
    this.name = 'StoreContendedError';
  }
}

interface Scripted {
  compareAndSet(key: string, version: string, record: string, ttlMs: number): Promise<string | null>;
  writeAndForget(key: string): Promise<void>;
}

const versionLength = 12;

/** What does not begin with a version is garbage and counts as absent, here and in `versionOf`. */
const compareAndSet = `
local version = redis.call('GETRANGE', KEYS[1], 0, ${versionLength - 1})
if #version < ${versionLength} or string.find(version, '[^%w_-]') then version = '' end
if version ~= ARGV[1] then return redis.call('GET', KEYS[1]) or '' end
if ARGV[2] == '' then redis.call('DEL', KEYS[1]) else redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3]) end
return false`;

/** `SET` and not only `DEL`, which a server that is out of memory still takes. */
const writeAndForget = `
redis.call('SET', KEYS[1], '', 'PX', 1000)
redis.call('DEL', KEYS[1])`;

function versionOf(record: string | null): string {
  return /^[A-Za-z0-9_-]{12}/.exec(record ?? '')?.[0] ?? '';
}

function newVersion(): string {
  return randomBytes(9).toString('base64url');
}
