/** Time that only passes: what a machine's clock is set to while we run changes nothing that lasts. */
export interface Clock {
  /** In ms since the epoch. */
  now(): number;
  /**
   * Takes the time of a clock that instances share, once: now, or as soon as it can be read. `read` resolves with ms since
   * the epoch, with undefined where that clock will never be told, and rejects while it cannot be.
   */
  follow(read: () => Promise<number | undefined>): Promise<void>;
  close(): void;
}

const followAgainMs = 5_000;

/** A clock that the monotonic clock moves on. Processes that share an origin have the same time. */
export function createClock(origin = clockOrigin()): Clock {
  let zero = origin + sinceBootMs() - performance.now();
  let again: NodeJS.Timeout | undefined;
  let closed = false;

  async function follow(read: () => Promise<number | undefined>): Promise<void> {
    const asked = performance.now();
    try {
      const at = await read();
      if (at !== undefined) zero = at - (asked + performance.now()) / 2;
    } catch {
      if (!closed) again = setTimeout(() => void follow(read), followAgainMs).unref();
    }
  }

  return {
    now: () => Math.floor(zero + performance.now()),
    follow,
    close() {
      closed = true;
      clearTimeout(again);
    },
  };
}

/** What the machine's clock showed when its monotonic clock, which all its processes share, was 0; in ms since the epoch. */
export function clockOrigin(): number {
  return Date.now() - sinceBootMs();
}

function sinceBootMs(): number {
  const [seconds, nanoseconds] = process.hrtime();
  return seconds * 1000 + nanoseconds / 1e6;
}
