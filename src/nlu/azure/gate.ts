import {
  BrokenCircuitError,
  BulkheadRejectedError,
  bulkhead,
  CircuitState,
  CountBreaker,
  circuitBreaker,
  ExponentialBackoff,
  handleWhen,
} from 'cockatiel';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { DegradedCause } from '../../core/analysis.js';
import { untilAborted } from '../../lib/deadline.js';
import type { Runtime } from '../../lib/settings.js';
import { createComplaints } from './complaints.js';
import { toLoss } from './loss.js';
import type { Meter } from './meter.js';

export interface AzureGateSettings {
  /** Calls at a time, and how many more may wait for their turn. */
  readonly concurrency: number;
  readonly queue: number;
  /** Calls a minute; beyond, a call is refused here before Azure refuses it. */
  readonly perMinute: number;
}

/** What came of a call: the answer, or why there is none. */
export type Passed<T> = { readonly value: T } | { readonly lost: DegradedCause };

/** Stands before one Azure service and lets calls through only while that is worth the wait. */
export interface AzureGate {
  /** Why no call would be let through now; undefined when one would. */
  refusal(): DegradedCause | undefined;
  /** Makes the call, or does not. Never rejects, and settles when `limit` aborts, whatever the call does. */
  pass<T>(call: (limit: AbortSignal) => Promise<T>, limit: AbortSignal): Promise<Passed<T>>;
  /** The settings have changed: what was refused for them may be tried again. */
  reopen(): void;
  health(): readonly string[];
}

/** Half of the last twenty calls failed: the service is out; it is tried again after 5 s, later up to a minute. */
const breakerWindow = { threshold: 0.5, size: 20, minimumNumberOfCalls: 5 };
const retryAfter = { initialDelay: 5_000, maxDelay: 60_000 };

export function createAzureGate(
  service: string,
  settings: AzureGateSettings,
  runtime: Runtime,
  meter: Meter,
): AzureGate {
  const { now } = runtime;
  const log = runtime.log.child({ part: 'azure', service });
  const quota = new RateLimiterMemory({ points: settings.perMinute, duration: 60 });
  const slots = bulkhead(settings.concurrency, settings.queue);
  const breaker = createBreaker(() => now());
  const complaints = createComplaints(service, log, () => now());

  breaker.onBreak(() => log.warn('azure fails too often and is left alone for a while'));
  breaker.onReset(() => log.info('azure answers again'));
  breaker.onStateChange((state) => meter.breakerOpen(service, state !== CircuitState.Closed));

  function refusal(): DegradedCause | undefined {
    return complaints.pauseCause() ?? (breaker.state === CircuitState.HalfOpen ? 'unavailable' : undefined);
  }

  async function callOnce<T>(call: (limit: AbortSignal) => Promise<T>, limit: AbortSignal): Promise<T> {
    const refused = refusal();
    if (refused) throw new CallRefusedError(refused);
    await takeFrom(quota, service);
    return breaker.execute(() => timed(call, limit));
  }

  /** Runs inside the breaker, so what it throws is what the service did. */
  async function timed<T>(call: (limit: AbortSignal) => Promise<T>, limit: AbortSignal): Promise<T> {
    const done = meter.call(service);
    try {
      const value = await untilAborted(limit, call(limit));
      complaints.clear();
      return value;
    } catch (err) {
      complaints.note(err, toLoss(err, now()));
      throw err;
    } finally {
      done();
    }
  }

  return {
    refusal,
    async pass(call, limit) {
      try {
        const value = await untilAborted(
          limit,
          slots.execute(() => callOnce(call, limit), limit),
        );
        return { value };
      } catch (err) {
        const lost = causeOf(err, now());
        meter.lost(service, lost);
        return { lost };
      }
    },
    reopen: complaints.reopen,
    health() {
      const complaint = complaints.current();
      if (complaint !== undefined) return [complaint];
      if (breaker.state === CircuitState.Closed) return [];
      return [`azure ${service} fails too often and is left alone for a while`];
    },
  };
}

/** Only what the service is to blame for counts: settings that are wrong and requests it refuses do not mend by waiting. */
function createBreaker(now: () => number) {
  const counts = handleWhen((err) => ['service', 'throttled'].includes(toLoss(err, now()).blame));
  return circuitBreaker(counts, {
    halfOpenAfter: new ExponentialBackoff(retryAfter),
    breaker: new CountBreaker(breakerWindow),
  });
}

/** @throws CallRefusedError when the minute's calls are used up */
async function takeFrom(quota: RateLimiterMemory, service: string): Promise<void> {
  try {
    await quota.consume(service);
  } catch (refused) {
    throw refused instanceof RateLimiterRes ? new CallRefusedError('throttled') : refused;
  }
}

/** No call was made, on purpose. */
class CallRefusedError extends Error {
  readonly lost: DegradedCause;

  constructor(lost: DegradedCause) {
    super(lost);
    this.name = 'CallRefusedError';
    this.lost = lost;
  }
}

function causeOf(err: unknown, now: number): DegradedCause {
  if (err instanceof CallRefusedError) return err.lost;
  if (err instanceof BrokenCircuitError || err instanceof BulkheadRejectedError) return 'unavailable';
  return toLoss(err, now).cause;
}
