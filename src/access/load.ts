import { memoryInUseBytes } from '../lib/memory-limit.js';

/** How busy the process is. */
export interface Load {
  /** How late the event loop came round each of the last three times, at least, in ms. */
  readonly loopDelayMs: number;
  readonly memoryBytes: number;
  close(): void;
}

const pollMs = 25;
/** Memory is asked for every so many polls. */
const pollsPerMemory = 4;

/** Looks at the event loop and at the memory, again and again. One late round is only a pause; three in a row are overload. */
export function watchLoad(): Load {
  let delays: readonly [number, number, number] = [0, 0, 0];
  let loopDelayMs = 0;
  let memoryBytes = 0;
  let polls = 0;
  let polledAt = performance.now();
  const timer = setInterval(() => {
    const now = performance.now();
    delays = [delays[1], delays[2], Math.max(0, now - polledAt - pollMs)];
    loopDelayMs = Math.min(...delays);
    polledAt = now;
    if (polls++ % pollsPerMemory === 0) memoryBytes = memoryInUseBytes();
  }, pollMs).unref();
  return {
    get loopDelayMs() {
      return loopDelayMs;
    },
    get memoryBytes() {
      return memoryBytes;
    },
    close: () => clearInterval(timer),
  };
}
