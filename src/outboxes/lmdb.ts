import { open, type RootDatabase } from 'lmdb';
import { z } from 'zod';
import { assertDatabase, committed } from '../lib/lmdb-database.js';
import { openUnderLock } from '../lib/lmdb-open-lock.js';
import { definePart, defineSettings, type Open, SettingsError } from '../lib/settings.js';
import { type Rounds, startRounds } from './lease-rounds.js';
import { databases, openEntries } from './lmdb-entries.js';
import type { Outbox, Waiting } from './outbox.js';
import { maxEntriesSetting } from './outbox-settings.js';

const settings = defineSettings('OUTBOX', {
  path: z.string().default('./data/outbox').meta({ example: './data/outbox' }),
  ...maxEntriesSetting,
});

/**
 * Keeps what waits in a file that any number of processes of this machine share; it outlives them all. It is opened
 * under the lock, for whoever opens it otherwise takes back what others are committing (see `openUnderLock`).
 */
export const openLmdbOutbox: Open<Outbox> = definePart(settings, async ({ path, maxEntries }, { log, now }) => {
  const { database: root, writing, leave } = await openUnderLock(path, () => openRoot(path)).catch(unusable);
  const entries = openEntries(root, maxEntries);
  let rounds: Rounds | undefined;

  /** In one write transaction, so that no other process comes between. */
  function change<T>(work: () => T): Promise<T> {
    return writing(() => committed(root.transaction(work), 'The outbox'));
  }

  async function claim(most: number): Promise<Waiting[]> {
    return entries.isAnyDue(now()) ? change(() => entries.lease(most, now())) : [];
  }

  if (!entries.isIndexed) await change(entries.index);
  const outbox: Outbox = {
    keep: (waiting, dueInMs) => change(() => entries.add(waiting, now() + dueInMs)),
    postpone: (handoffId, dueInMs) => change(() => entries.postpone(handoffId, now() + dueInMs)),
    forget: (handoffId) => change(() => entries.remove(handoffId)),
    waiting: async () => entries.count(),
    work(attempt) {
      rounds = startRounds({ ...outbox, claim }, attempt, log);
    },
    async close() {
      await rounds?.close();
      await root.close();
      leave();
    },
  };
  return outbox;
});

function openRoot(path: string): RootDatabase {
  assertDatabase(path);
  return open({ path, noSubdir: false, maxDbs: databases, eventTurnBatching: false });
}

function unusable(err: Error): never {
  const fault = `this directory cannot hold the outbox: ${err.message}`;
  throw new SettingsError([{ name: 'OUTBOX_PATH', fault, example: 'OUTBOX_PATH=./data/outbox' }]);
}
