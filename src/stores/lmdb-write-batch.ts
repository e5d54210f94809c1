import type { RootDatabase } from 'lmdb';
import { committed } from '../lib/lmdb-database.js';
import type { OpenedUnderLock } from '../lib/lmdb-open-lock.js';

/** Runs work inside a write transaction; rejects with what the work throws, or when the transaction fails. */
export type WriteInTransaction = <T>(work: () => T) => Promise<T>;

interface QueuedWork {
  readonly work: () => unknown;
  readonly resolve: (result: never) => void;
  readonly reject: (err: unknown) => void;
}

type Done = { readonly result: unknown } | { readonly err: unknown };

/**
 * All work that meets in one turn of the event loop shares a transaction. A process that has the file for itself commits
 * at once, which costs some 20 µs and no other thread; with others about, the waiting for the write lock is another
 * thread's.
 */
export function createChange({
  database,
  writing,
  isAlone,
}: Pick<OpenedUnderLock<RootDatabase<string, string>>, 'database' | 'writing' | 'isAlone'>): WriteInTransaction {
  let batch: QueuedWork[] = [];

  async function commit(): Promise<void> {
    const taken = batch;
    batch = [];
    const workAll = () => taken.map(({ work }) => attempt(work));
    try {
      const done = isAlone()
        ? database.transactionSync(workAll)
        : await committed(database.transaction(workAll), 'The store');
      taken.forEach(({ resolve, reject }, i) => {
        const one = done[i] as Done;
        if ('err' in one) reject(one.err);
        else resolve(one.result as never);
      });
    } catch (err) {
      for (const { reject } of taken) reject(err);
    }
  }

  return <T>(work: () => T) =>
    new Promise<T>((resolve, reject) => {
      if (batch.push({ work, resolve, reject }) === 1) setImmediate(() => void writing(commit));
    });
}

/** A piece of work that throws is rejected by itself; the other work of the same transaction is still committed. */
function attempt(work: () => unknown): Done {
  try {
    return { result: work() };
  } catch (err) {
    return { err };
  }
}
