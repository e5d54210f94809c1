import { defineSettings, parseSettings, type Runtime, type Settings } from '../lib/settings.js';
import { type Access, type AccessSettings, openAccess } from './access.js';
import { type Bulkhead, createBulkhead } from './bulkhead.js';
import type { Allowance, RateLimit, SharedCount } from './rate-limit.js';

/** What stands before everything that is not open to all. */
export interface Gate {
  readonly access: Access;
  readonly rateLimit: RateLimit;
  readonly bulkhead: Bulkhead;
  close(): Promise<void>;
}

export interface GateSettings {
  readonly access: AccessSettings;
  /** Requests a minute of one caller; 0: no limit. */
  readonly rateLimitPerMinute: number;
  readonly maxInFlight: number;
  readonly maxLoopDelayMs: number;
  /** The store's settings where it is Redis: callers' requests are then counted there, for all processes together. */
  readonly redis: Settings | undefined;
}

/**
 * Opens everything that says no before a route is reached.
 *
 * @throws SettingsError
 */
export async function openGate(settings: GateSettings, runtime: Runtime): Promise<Gate> {
  const { maxInFlight, maxLoopDelayMs } = settings;
  const access = await openAccess(settings.access, runtime);
  const rateLimit = await openRateLimit(settings, runtime);
  const bulkhead = createBulkhead({ mostInFlight: maxInFlight, mostLoopDelayMs: maxLoopDelayMs });
  return {
    access,
    rateLimit,
    bulkhead,
    async close() {
      access.close();
      rateLimit.close();
      bulkhead.close();
    },
  };
}

/** What counts, and where, is loaded only where there is a limit. */
async function openRateLimit({ rateLimitPerMinute, redis }: GateSettings, runtime: Runtime): Promise<RateLimit> {
  if (rateLimitPerMinute === 0) return { take: async () => unlimited, close() {} };
  const { createRateLimit } = await import('./rate-limit.js');
  return createRateLimit(rateLimitPerMinute, redis && (await openRedis(redis, runtime)));
}

const unlimited: Allowance = Object.freeze({ limit: 0, remaining: 0, resetSeconds: 0, state: 'within' });

/** A caller waits for its count as long as for this, in ms; then the process counts for itself. */
const countLimitMs = 100;

async function openRedis(settings: Settings, { log }: Runtime): Promise<SharedCount> {
  const { connectRedis, createRedisClient, redisSettings } = await import('../lib/redis-client.js');
  const how = parseSettings(defineSettings('STORE', redisSettings), settings);
  const client = createRedisClient(how, { commandTimeout: countLimitMs });
  await connectRedis(client, log);
  return { client, keyPrefix: how.keyPrefix };
}
