import { memoryLimitBytes } from '../lib/memory-limit.js';
import { defineSettings, parseSettings, type Runtime, type Settings } from '../lib/settings.js';
import { type Access, type AccessSettings, openAccess } from './access.js';
import { type Bulkhead, createBulkhead } from './bulkhead.js';
import type { ClientAddresses } from './client-address.js';
import type { Allowance, RateLimit, SharedCount } from './rate-limit.js';
import type { Unauthenticated } from './unauthenticated.js';

/** What stands before everything that is not open to all. */
export interface Gate {
  readonly access: Access;
  readonly rateLimit: RateLimit;
  readonly bulkhead: Bulkhead;
  /** Whom requests come from. */
  readonly addresses: ClientAddresses;
  /** Undefined where no credential is configured: then everybody passes. */
  readonly unauthenticated: Unauthenticated | undefined;
  close(): Promise<void>;
}

export interface GateSettings {
  readonly access: AccessSettings;
  /** Requests a minute of one caller; 0: no limit. */
  readonly rateLimitPerMinute: number;
  readonly maxInFlight: number;
  readonly maxLoopDelayMs: number;
  /** Undefined: by the memory there is. */
  readonly maxBodyBytesInFlight?: number | undefined;
  readonly maxMemoryBytes?: number | undefined;
  /** Connections at a time, and those of one address that have shown no good credential: undefined is a tenth. */
  readonly maxConnections: number;
  readonly maxUnauthenticatedPerAddress?: number | undefined;
  /** Proxies whose word counts for whom a request comes from. */
  readonly trustedProxies: readonly string[];
  /** How many processes share the memory. */
  readonly workers: number;
  /** The store's settings where it is Redis: callers' requests are then counted there, for all processes together. */
  readonly redis: Settings | undefined;
}

/** The part of the memory that bodies may fill. What is made of one weighs several times as much as its bytes. */
const bodiesOfMemory = 1 / 8;
/** The part of the memory that may be in use before requests are turned away. */
const memoryInUse = 0.85;

/**
 * Opens everything that says no before a route is reached.
 *
 * @throws SettingsError
 */
export async function openGate(settings: GateSettings, runtime: Runtime): Promise<Gate> {
  const addresses = await openAddresses(settings.trustedProxies);
  const access = await openAccess(settings.access, runtime);
  const rateLimit = await openRateLimit(settings, runtime);
  const unauthenticated = access.isProtected ? await openUnauthenticated(settings, addresses) : undefined;
  const bulkhead = openBulkhead(settings);
  return {
    access,
    rateLimit,
    bulkhead,
    addresses,
    unauthenticated,
    async close() {
      access.close();
      rateLimit.close();
      bulkhead.close();
    },
  };
}

function openBulkhead(settings: GateSettings): Bulkhead {
  const { maxInFlight, maxLoopDelayMs, workers } = settings;
  const memory = memoryLimitBytes(workers);
  const { maxBodyBytesInFlight = memory * bodiesOfMemory, maxMemoryBytes = memory * memoryInUse } = settings;
  return createBulkhead({
    mostInFlight: maxInFlight,
    mostLoopDelayMs: maxLoopDelayMs,
    mostBodyBytes: maxBodyBytesInFlight,
    mostMemoryBytes: maxMemoryBytes,
  });
}

/** What reads the headers of proxies is loaded only where there are any. */
async function openAddresses(proxies: readonly string[]): Promise<ClientAddresses> {
  if (proxies.length === 0) return { isProxy: () => false, of: ({ socket }) => socket.remoteAddress };
  return (await import('./client-address.js')).createClientAddresses(proxies);
}

async function openUnauthenticated(
  { maxConnections, maxUnauthenticatedPerAddress }: GateSettings,
  addresses: ClientAddresses,
): Promise<Unauthenticated> {
  const { createUnauthenticated } = await import('./unauthenticated.js');
  return createUnauthenticated(maxUnauthenticatedPerAddress ?? Math.ceil(maxConnections / 10), addresses);
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
