import { performance } from 'node:perf_hooks';
import { openReader } from '../training/scores.js';

/** What opening all our models takes. */
export interface Load {
  readonly millis: number;
  readonly megabytes: number;
}

const TWENTY_WORDS =
  'Hello there, I ordered a pair of shoes two weeks ago and they still have not arrived, what can I do?';

/** Median time of one call on a text of 20 words, in µs. */
export async function microsOf(work: (text: string) => unknown): Promise<number> {
  for (let i = 0; i < 2000; i++) await work(TWENTY_WORDS);
  const times: number[] = [];
  for (let i = 0; i < 300; i++) {
    const start = performance.now();
    let last: unknown;
    for (let j = 0; j < 10; j++) {
      last = work(TWENTY_WORDS);
      if (last instanceof Promise) await last;
    }
    times.push(((performance.now() - start) * 1000) / 10);
  }
  times.sort((a, b) => a - b);
  return times[150] as number;
}

export async function measureLoad(): Promise<Load> {
  const before = process.memoryUsage();
  const start = performance.now();
  await openReader();
  const millis = performance.now() - start;
  const after = process.memoryUsage();
  const bytes = after.arrayBuffers + after.heapUsed - before.arrayBuffers - before.heapUsed;
  return { millis, megabytes: Math.max(0, bytes) / 1e6 };
}
