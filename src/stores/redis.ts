import { createBoundedWait } from '../lib/deadline.js';
import type { Log } from '../lib/log.js';
import {
  connectRedis,
  createRedisClient,
  idleOfRedis,
  loggable,
  type RedisClient,
  RedisRefusedError,
  redisSettings,
} from '../lib/redis-client.js';
import { wholeNumber } from '../lib/setting-fields.js';
import { definePart, defineSettings, type Open, SettingsError } from '../lib/settings.js';
import { conversationKey } from './record.js';
import { createRedisRecords } from './redis-records.js';
import { type AnyStep, combined } from './step-batch.js';
import type { Stepped, Store } from './store.js';

const settings = defineSettings(
  'STORE',
  {
    ...redisSettings,
    ttlSeconds: wholeNumber(1, Number.MAX_SAFE_INTEGER).default(86_400).meta({ example: 86_400 }),
    limitMs: wholeNumber(1, 10_000).default(500).meta({ example: 500 }),
  },
  { idle: idleOfRedis('STORE') },
);

/**
 * Keeps conversations in Redis, where any number of instances share them. A record is a version of 12 random characters
 * and the encoded conversation. An update reads, steps, and writes back by one script if the version is still the same;
 * the script answers a loser with what won, and the loser steps again on that, until its time is over. What this process
 * wrote last is not read again: if it is out of date, the step loses. So the hub's answer is written down in one round trip.
 *
 * Redis expires records; those with an open handoff live twice as long, so that `maxmemory-policy volatile-ttl` evicts
 * them last. A server that cannot be reached at start is waited for in the background, one that refuses us is a fault.
 */
export const openRedisStore: Open<Store> = definePart(settings, async (values, { log }) => {
  const { ttlSeconds, limitMs, keyPrefix, ...how } = values;
  const client = createRedisClient({ ...how, keyPrefix });
  const records = createRedisRecords(client, ttlSeconds, log);
  const inTime = createBoundedWait('The store', limitMs);
  const update = combined(change);
  const keyOf = (conversationId: string) => keyPrefix + conversationKey(conversationId);

  async function change<T extends Stepped>(key: string, step: AnyStep<T>): Promise<T> {
    const until = performance.now() + limitMs;
    let record = await records.begin(key);
    while (performance.now() < until) {
      const before = records.conversationOf(record);
      const stepped = step(before);
      const isSame = stepped.after === before;
      const other = isSame ? await records.confirm(key, record) : await records.write(key, record, stepped.after);
      if (other === null) return stepped;
      record = other;
    }
    throw new StoreContendedError(limitMs);
  }

  /** Writes as a record is written, and leaves nothing: rights, full memory and a read-only replica show. */
  const check = () => records.probe(`${keyPrefix}check`);

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
    read: (conversationId) => inTime(async () => records.conversationOf(await records.read(keyOf(conversationId)))),
    remove: (conversationId) => inTime(async () => (await loggable(client.del(keyOf(conversationId)))) > 0),
    check: () => inTime(check),
    time: () => inTime(time),
    close: async () => client.disconnect(),
  };
  await start(client, check, log);
  return store;
});

/** A store that refuses us stops the start with the settings to look at. */
async function start(client: RedisClient, check: () => Promise<void>, log: Log): Promise<void> {
  try {
    await connectRedis(client, log);
    if (client.status === 'ready') await check();
  } catch (err) {
    if (!(err instanceof RedisRefusedError)) return;
    client.disconnect();
    throw new SettingsError([
      { name: 'STORE_URL', fault: err.message, example: 'STORE_URL=redis://user:password@host:6379/0' },
    ]);
  }
}

/** Others changed the conversation every time, until the limit was over. */
export class StoreContendedError extends Error {
  constructor(limitMs: number) {
    super(`The store was changed by others for ${limitMs} ms.`);
    this.name = 'StoreContendedError';
  }
}
