/** Who waits for the event loop to come round: one goes on each time, so that long work of many holds it no longer than of one. */
const waiting: (() => void)[] = [];

/** Lets everybody else have the event loop before long work goes on. */
export function pause(): Promise<void> {
  return new Promise((resolve) => {
    if (waiting.push(resolve) === 1) setImmediate(goOn);
  });
}

function goOn(): void {
  waiting.shift()?.();
  if (waiting.length > 0) setImmediate(goOn);
}

/** How long work may hold the event loop at a time, in ms. */
const sliceMs = 5;

/** The result of work that yields wherever it may be interrupted, done in slices. */
export async function inSlices<T>(work: Generator<void, T>): Promise<T> {
  let begun = performance.now();
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
    if (performance.now() - begun < sliceMs) continue;
    await pause();
    begun = performance.now();
  }
}

/** The result of such work at once. */
export function atOnce<T>(work: Generator<void, T>): T {
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}
