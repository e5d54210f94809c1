import { LRUCache } from 'lru-cache';
import { type RateLimiterAbstract, RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import type { RedisClient } from '../lib/redis-client.js';

/** What a caller has left of its minute. */
export interface Allowance {
  /** How many requests a minute; 0: no limit. */
  readonly limit: number;
  readonly remaining: number;
  /** When the minute is over, in whole s from now. */
  readonly resetSeconds: number;
  /** Within the limit, over it, or so far over it that nothing more is read. */
  readonly state: 'within' | 'over' | 'far-over';
}

export interface RateLimit {
  /** Counts one request of this caller. */
  take(caller: string): Promise<Allowance>;
  close(): void;
}

const mostHeld = 10_000;

/** How many times its limit a caller may send before its requests are no longer read. */
export const farOver = 10;

/** What a caller's limit is counted over. The longest anybody waits, too: a clock that is set back makes no wait longer. */
const windowSeconds = 60;

/** Where callers are counted together by all processes that share Redis. */
export interface SharedCount {
  readonly client: RedisClient;
  readonly keyPrefix: string;
}

/** Each caller has so many requests a minute (one at least): in this process, or among all that share a count. */
export function createRateLimit(perMinute: number, shared?: SharedCount): RateLimit {
  const limiter = createLimiter(perMinute * farOver, shared);
  /** Callers far over their limit are not counted again before their minute is over, by a clock that nobody sets. */
  const held = new LRUCache<string, Allowance>({ max: mostHeld });

  function allowanceOf(used: RateLimiterRes): Allowance {
    const count = used.consumedPoints;
    return {
      limit: perMinute,
      remaining: Math.max(0, perMinute - count),
      resetSeconds: Math.min(windowSeconds, Math.max(1, Math.ceil(used.msBeforeNext / 1000))),
      state: stateOf(count, perMinute),
    };
  }

  function hold(caller: string, allowance: Allowance): Allowance {
    held.set(caller, allowance, { ttl: allowance.resetSeconds * 1000 });
    return allowance;
  }

  function heldBack(caller: string): Allowance | undefined {
    const allowance = held.get(caller);
    return allowance && { ...allowance, resetSeconds: Math.max(1, Math.ceil(held.getRemainingTTL(caller) / 1000)) };
  }

  return {
    async take(caller) {
      const allowance = heldBack(caller);
      if (allowance) return allowance;
      try {
        return allowanceOf(await limiter.consume(caller));
      } catch (refused) {
        if (refused instanceof RateLimiterRes) return hold(caller, allowanceOf(refused));
        throw refused;
      }
    },
    close: () => shared?.client.disconnect(),
  };
}

function stateOf(count: number, perMinute: number): Allowance['state'] {
  if (count <= perMinute) return 'within';
  return count <= perMinute * farOver ? 'over' : 'far-over';
}

/** Redis that does not answer costs us the sharing, not the limit: each process then counts for itself. */
function createLimiter(points: number, shared: SharedCount | undefined): RateLimiterAbstract {
  const own = new RateLimiterMemory({ points, duration: windowSeconds });
  if (!shared) return own;
  return new RateLimiterRedis({
    storeClient: shared.client,
    rejectIfRedisNotReady: true,
    insuranceLimiter: own,
    points,
    duration: windowSeconds,
    keyPrefix: `${shared.keyPrefix}rate`,
  });
}
