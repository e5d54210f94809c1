/** A wait took longer than its limit. The work that was waited for goes on, and its result is dropped. */
export class LimitReachedError extends Error {
  constructor(message = 'It took longer than its limit.') {
    super(message);
    this.name = 'LimitReachedError';
  }
}

/** So much waits for something slow already that more would only wait in vain. */
export class BacklogFullError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'BacklogFullError';
  }
}

/**
 * The work's result within so many ms. `whose` is named in the error, as in "The store"; `onEnd` is called when the work
 * has ended, however late.
 *
 * @throws LimitReachedError
 */
export function within<T>(limitMs: number, work: Promise<T>, whose: string, onEnd = nothing): Promise<T> {
  return new Promise((resolve, reject) => {
    const late = () => reject(new LimitReachedError(`${whose} did not answer within ${limitMs} ms.`));
    const timer = setTimeout(late, limitMs);
    const ended = () => {
      clearTimeout(timer);
      onEnd();
    };
    work.then(
      (result) => {
        ended();
        resolve(result);
      },
      (err) => {
        ended();
        reject(err);
      },
    );
  });
}

const nothing = () => {};

/**
 * The work's result, unless the limit aborts before.
 *
 * @throws LimitReachedError
 */
export function untilAborted<T>(limit: AbortSignal, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(new LimitReachedError());
    if (limit.aborted) stop();
    limit.addEventListener('abort', stop, { once: true });
    work.then(resolve, reject).finally(() => limit.removeEventListener('abort', stop));
  });
}

/** Resolves when the work has ended, well or not, and after so many ms at the latest. Keeps no process alive. */
export function settledWithin(limitMs: number, work: Promise<unknown>): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, limitMs).unref();
    const ended = () => {
      clearTimeout(timer);
      resolve();
    };
    work.then(ended, ended);
  });
}

/** Runs work that may be slow. */
export type BoundedWait = <T>(work: () => Promise<T>) => Promise<T>;

/** What may wait at once. Beyond it what is slow would fill the memory with turns that it will never answer in time. */
const mostWaiting = 10_000;

/**
 * Waits for one piece of work of `whose`, as in "The store", at most so many ms, and for 10,000 at a time.
 *
 * @throws LimitReachedError, or BacklogFullError without beginning the work
 */
export function createBoundedWait(whose: string, limitMs: number): BoundedWait {
  let waiting = 0;
  const onEnd = () => {
    waiting--;
  };
  return (work) => {
    if (waiting >= mostWaiting)
      return Promise.reject(new BacklogFullError(`${whose} is behind: ${mostWaiting} turns wait for it.`));
    waiting++;
    return within(limitMs, work(), whose, onEnd);
  };
}
