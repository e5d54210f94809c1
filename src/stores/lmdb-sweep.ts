import type { Log } from '../lib/log.js';
import type { DiskSpace } from './disk-space.js';
import { type Records, randomKey, type StoredEntry } from './lmdb-records.js';
import type { WriteInTransaction } from './lmdb-write-batch.js';

/** How often the background goes through how many entries: a million conversations are gone through in 17 minutes. */
const sweepEveryMs = 250;
const sweepLength = 250;

export interface Sweeper {
  /** Begins no more and waits for the sweep under way. */
  close(): Promise<void>;
}

/** Deletes in the background what has expired, a few entries at a time, and makes room where there is too much. */
export function startSweeping(records: Records, change: WriteInTransaction, disk: DiskSpace, log: Log): Sweeper {
  let sweptTo = randomKey();
  let sweeping: Promise<void> | undefined;
  const timer = setInterval(() => {
    sweeping ??= sweep().finally(() => {
      sweeping = undefined;
    });
  }, sweepEveryMs).unref();

  async function sweep(): Promise<void> {
    try {
      if (await disk.measure()) return;
      const isTooMuch = records.recount();
      const expired = nextEntries().filter(({ writtenAt }) => records.isExpired(writtenAt));
      if (expired.length === 0 && !isTooMuch) return;
      await change(() => {
        for (const { key } of expired) if (records.read(key) === undefined) records.remove(key);
        records.makeRoom();
      });
    } catch (err) {
      log.error({ err }, 'the store cannot delete expired conversations');
    }
  }

  /** From the last of the sweep before on; from the beginning when the end was reached. */
  function nextEntries(): StoredEntry[] {
    const entries = records.entriesFrom(sweptTo, sweepLength);
    sweptTo = entries.length < sweepLength ? '' : (entries.at(-1) as StoredEntry).key;
    return entries;
  }

  return {
    async close() {
      clearInterval(timer);
      await sweeping;
    },
  };
}
