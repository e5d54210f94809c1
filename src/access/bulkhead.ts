/** How much the service takes on at a time. */
export interface BulkheadSettings {
  /** Requests being answered. */
  readonly mostInFlight: number;
  /** How late a timer may fire, in ms, before requests are turned away: the delay of the event loop. */
  readonly mostLoopDelayMs: number;
}

/** Keeps the service quick for those it takes by turning others away early. */
export interface Bulkhead {
  /** Takes a request on, or not. Whoever entered must `leave`. */
  enter(): boolean;
  leave(): void;
  readonly inFlight: number;
  /** How late the event loop came round each of the last three times, at least, in ms. */
  readonly loopDelayMs: number;
  close(): void;
}

const pollMs = 25;

/**
 * A single thread is overloaded when its event loop comes round late: every request then waits that long, however quick
 * it is itself. One late round is only a pause; three in a row are overload. The share turned away grows with the delay, so that what is taken on stays about what can be done.
 */
export function createBulkhead({ mostInFlight, mostLoopDelayMs }: BulkheadSettings): Bulkhead {
  let inFlight = 0;
  let delays: readonly [number, number, number] = [0, 0, 0];
  let loopDelayMs = 0;
  let polledAt = performance.now();
  const timer = setInterval(() => {
    const now = performance.now();
    delays = [delays[1], delays[2], Math.max(0, now - polledAt - pollMs)];
    loopDelayMs = Math.min(...delays);
    polledAt = now;
  }, pollMs).unref();

  return {
    enter() {
      if (inFlight >= mostInFlight) return false;
      if (loopDelayMs > mostLoopDelayMs && Math.random() > mostLoopDelayMs / loopDelayMs) return false;
      inFlight++;
      return true;
    },
    leave() {
      inFlight--;
    },
    get inFlight() {
      return inFlight;
    },
    get loopDelayMs() {
      return loopDelayMs;
    },
    close: () => clearInterval(timer),
  };
}
