/** Runs work that may be slow: rejects when it takes longer than the limit, or when too much waits already. */
export type BoundedWait = <T>(work: () => Promise<T>) => Promise<T>;

/** What may wait at once. Beyond it what is slow would fill the memory with turns that it will never answer in time. */
const mostWaiting = 10_000;

/**
 * `limitMs` is the longest one piece of work of `whose`, as in "The store", may take. The work itself goes on: its result
 * is then nobody's.
 */
export function createBoundedWait(whose: string, limitMs: number): BoundedWait {
  let waiting = 0;
  return (work) =>
    new Promise((resolve, reject) => {
      if (waiting >= mostWaiting) throw new Error(`${whose} is behind: ${mostWaiting} turns wait for it.`);
      waiting++;
      const timer = setTimeout(() => reject(new Error(`${whose} did not answer within ${limitMs} ms.`)), limitMs);
      const done = () => {
        waiting--;
        clearTimeout(timer);
      };
      work().then(
        (result) => {
          done();
          resolve(result);
        },
        (err) => {
          done();
          reject(err);
        },
      );
    });
}
