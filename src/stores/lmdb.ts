import { z } from 'zod';
import { createBoundedWait } from '../lib/deadline.js';
import { openUnderLock } from '../lib/lmdb-open-lock.js';
import { wholeNumber } from '../lib/setting-fields.js';
import { definePart, defineSettings, type Open, SettingsError } from '../lib/settings.js';
import { openDiskSpace } from './disk-space.js';
import { openDatabase, syncToDisk } from './lmdb-file.js';
import { openRecords } from './lmdb-records.js';
import { startSweeping } from './lmdb-sweep.js';
import { createChange } from './lmdb-write-batch.js';
import { conversationKey } from './record.js';
import type { Store } from './store.js';

const most = Number.MAX_SAFE_INTEGER;

const settings = defineSettings('STORE', {
  path: z.string().default('./data').meta({ example: './data' }),
  ttlSeconds: wholeNumber(1, most).default(86_400).meta({ example: 86_400 }),
  maxConversations: wholeNumber(1, most).default(1_000_000).meta({ example: 1_000_000 }),
  maxBytes: wholeNumber(1_000_000, most).default(4_000_000_000).meta({ example: 4_000_000_000 }),
  minFreeBytes: wholeNumber(0, most).default(128_000_000).meta({ example: 128_000_000 }),
  limitMs: wholeNumber(1, 10_000).default(500).meta({ example: 500 }),
});

/**
 * Keeps conversations in one memory-mapped file that any number of processes of this machine share. Steps run inside a
 * write transaction, so nobody comes between.
 *
 * A commit outlives the process, also one that is killed. The operating system writes it to the disk when it likes:
 * see `openDatabase` for a power failure.
 */
export const openLmdbStore: Open<Store> = definePart(settings, async (values, { log, now }) => {
  const { path, minFreeBytes, limitMs, ...limits } = values;
  const opened = await openUnderLock(path, (isFirst) => openDatabase(path, isFirst, log)).catch(unusable);
  const withinLimit = createBoundedWait('The store', limitMs);
  const change = createChange(opened);
  const records = openRecords(opened.database, limits, now, log);
  const disk = await openDiskSpace(path, minFreeBytes);
  const sweeper = startSweeping(records, change, disk, log);

  async function check(): Promise<void> {
    disk.assertEnough();
    await change(records.probe);
  }

  return {
    update(conversationId, step) {
      const key = conversationKey(conversationId);
      return withinLimit(() =>
        change(() => {
          const before = records.read(key);
          const stepped = step(before);
          const { after } = stepped;
          if (after === before) return stepped;
          disk.assertEnough();
          if (after === undefined) records.remove(key);
          else records.put(key, after, before === undefined);
          return stepped;
        }),
      );
    },
    read: async (conversationId) => records.read(conversationKey(conversationId)),
    remove: (conversationId) => withinLimit(() => change(() => records.remove(conversationKey(conversationId)))),
    check: () => withinLimit(check),
    async close() {
      await sweeper.close();
      await opened.database.close();
      if (opened.leave()) syncToDisk(path);
    },
  };
});

function unusable(err: Error): never {
  const fault = `this directory cannot hold the store: ${err.message}`;
  throw new SettingsError([{ name: 'STORE_PATH', fault, example: 'STORE_PATH=./data' }]);
}
