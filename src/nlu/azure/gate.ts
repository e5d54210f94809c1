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
import { RateLimiter } from 'limiter';
import type { DegradedCause } from '../../core/analysis.js';
import type { Runtime } from '../../lib/settings.js';
import { factsOf, LimitReached, type Loss, toLoss } from './loss.js';
import type { Meter } from './meter.js';

export interface AzureGateSettings {
  readonly concurrency: number;
  readonly queue: number;
  readonly perMinute: number;
}

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
  const log = runtime.log.child({ part: 'azure', service });
  const quota = new RateLimiter({ tokensPerInterval: settings.perMinute, interval: 'minute' });
  const slots = bulkhead(settings.concurrency, settings.queue);
  const breaker = circuitBreaker(
    handleWhen((err) => ['service', 'throttled'].includes(toLoss(err).blame)),
    { halfOpenAfter: new ExponentialBackoff(retryAfter), breaker: new CountBreaker(breakerWindow) },
  );
  let pause: { readonly cause: DegradedCause; readonly until: number } | undefined;
  let complaint: string | undefined;
  let toldOfRequestAt = Number.NEGATIVE_INFINITY;

  breaker.onBreak(() => log.warn('azure fails too often and is left alone for a while'));
  breaker.onReset(() => log.info('azure answers again'));
  breaker.onStateChange((state) => meter.breakerOpen(service, state !== CircuitState.Closed));

  function refusal(): DegradedCause | undefined {
    if (pause && runtime.now() < pause.until) return pause.cause;
    return breaker.state === CircuitState.HalfOpen ? 'unavailable' : undefined;
  }

  async function callOnce<T>(call: (limit: AbortSignal) => Promise<T>, limit: AbortSignal): Promise<T> {
    const refused = refusal();
    if (refused) throw new Refused(refused);
    if (!quota.tryRemoveTokens(1)) throw new Refused('throttled');
    return breaker.execute(() => timed(call, limit));
  }

  /** Runs inside the breaker, so what it throws is what the service did. */
  async function timed<T>(call: (limit: AbortSignal) => Promise<T>, limit: AbortSignal): Promise<T> {
    const done = meter.call(service);
    try {
      const value = await within(limit, call(limit));
      complaint = undefined;
      return value;
    } catch (err) {
      note(err, toLoss(err));
      throw err;
    } finally {
      done();
    }
  }

  function note(err: unknown, { cause, blame, pauseMs }: Loss): void {
    if (pauseMs > 0) pause = { cause, until: runtime.now() + pauseMs };
    if (blame === 'settings' && complaint === undefined) {
      complaint = `azure ${service} refuses us (${factsOf(err).status ?? factsOf(err).name}): check endpoint, credential, role and project`;
      log.error(factsOf(err), 'azure refuses us; the embedded models stand in');
    }
    if (blame === 'request' && runtime.now() - toldOfRequestAt >= 60_000) {
      toldOfRequestAt = runtime.now();
      log.error(factsOf(err), 'azure cannot read what we send; the embedded models stand in');
    }
  }

  return {
    refusal: () => refusal(),
    async pass(call, limit) {
      try {
        return {
          value: await within(
            limit,
            slots.execute(() => callOnce(call, limit), limit),
          ),
        };
      } catch (err) {
        const lost = causeOf(err);
        meter.lost(service, lost);
        return { lost };
      }
    },
    reopen() {
      pause = undefined;
      complaint = undefined;
    },
    health() {
      if (complaint !== undefined) return [complaint];
      return breaker.state === CircuitState.Closed
        ? []
        : [`azure ${service} fails too often and is left alone for a while`];
    },
  };
}

/** No call was made, on purpose. */
class Refused extends Error {
  readonly lost: DegradedCause;

  constructor(lost: DegradedCause) {
    super(lost);
    this.lost = lost;
  }
}

function causeOf(err: unknown): DegradedCause {
  if (err instanceof Refused) return err.lost;
  if (err instanceof BrokenCircuitError || err instanceof BulkheadRejectedError) return 'unavailable';
  return toLoss(err).cause;
}

/** The work's result, or `LimitReached` as soon as the limit aborts, even if the work never ends. */
function within<T>(limit: AbortSignal, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(new LimitReached());
    if (limit.aborted) stop();
    limit.addEventListener('abort', stop, { once: true });
    work.then(resolve, reject).finally(() => limit.removeEventListener('abort', stop));
  });
}
