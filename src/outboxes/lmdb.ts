import { type Database, open, type RootDatabase } from 'lmdb';
import { z } from 'zod';
import { assertDatabase, committed } from '../lib/lmdb-database.js';
import { openUnderLock } from '../lib/lmdb-open-lock.js';
import { type Open, parseSettings, SettingsError } from '../lib/settings.js';
import { type Outbox, OutboxFullError, type Waiting } from './outbox.js';
import { leaseMs, type Rounds, startRounds } from './rounds.js';

const settingsShape = z.object({
  path: z.string().min(1).default('./data/outbox').meta({ example: './data/outbox' }),
  maxEntries: z.coerce.number().int().min(1).default(10_000).meta({ example: 10_000 }),
});

/** What is read of a waiting activity to hand it out; the activity itself stands apart, for it is large. */
interface OutboxEntry {
  readonly conversationId: string;
  /** In ms since the epoch. */
  readonly dueAt: number;
  readonly attempts: number;
}

/** An entry's place in the order in which entries are due. */
type DueKey = [dueAt: number, handoffId: string];

/**
 * Keeps what waits in a file that any number of processes of this machine share; it outlives them all. It is opened
 * under the lock, for whoever opens it otherwise takes back what others are committing (see `openUnderLock`).
 */
export const openLmdbOutbox: Open<Outbox> = async (settings, { log, now }) => {
  const { path, maxEntries } = parseSettings(settingsShape, settings, 'OUTBOX');
  const { database: root, writing, leave } = await openUnderLock(path, () => openRoot(path)).catch(unusable);
  const entries = root.openDB<OutboxEntry, string>({ name: 'entries', encoding: 'json' });
  const due = root.openDB<string, DueKey>({ name: 'due', encoding: 'string' });
  const activities = root.openDB<string, string>({ name: 'activities', encoding: 'string' });
  let rounds: Rounds | undefined;

  /** In one write transaction, so that no other process comes between. */
  function change<T>(work: () => T): Promise<T> {
    return writing(() => committed(root.transaction(work), 'The outbox'));
  }

  function put(handoffId: string, entry: OutboxEntry): void {
    const before = entries.get(handoffId);
    if (before) due.remove([before.dueAt, handoffId]);
    entries.put(handoffId, entry);
    due.put([entry.dueAt, handoffId], '');
  }

  function remove(handoffId: string): void {
    const entry = entries.get(handoffId);
    if (entry) due.remove([entry.dueAt, handoffId]);
    entries.remove(handoffId);
    activities.remove(handoffId);
  }

  function dueIds(most: number): string[] {
    return Array.from(due.getKeys({ end: [now() + 1, ''], limit: most }), ([, handoffId]) => handoffId);
  }

  async function claim(most: number): Promise<Waiting[]> {
    return dueIds(1).length === 0 ? [] : change(() => dueIds(most).flatMap(lease));
  }

  /** Hands one out: it is due again only after the lease, should whoever got it die. */
  function lease(handoffId: string): Waiting[] {
    const entry = entries.get(handoffId) as OutboxEntry;
    put(handoffId, { ...entry, dueAt: now() + leaseMs, attempts: entry.attempts + 1 });
    const kept = activities.get(handoffId);
    const { conversationId, attempts } = entry;
    return kept === undefined ? [] : [{ handoffId, conversationId, kept, attempts }];
  }

  /** An outbox of a release before the index of due times has entries only. */
  async function indexOld(): Promise<void> {
    if (countOf(due) === countOf(entries)) return;
    await change(() => {
      for (const { key, value } of entries.getRange()) due.put([value.dueAt, key], '');
    });
  }

  const outbox: Outbox = {
    async keep({ handoffId, conversationId, kept }, dueInMs) {
      await change(() => {
        if (entries.doesExist(handoffId)) return;
        if (countOf(entries) >= maxEntries) throw new OutboxFullError(maxEntries);
        put(handoffId, { conversationId, dueAt: now() + dueInMs, attempts: 0 });
        activities.put(handoffId, kept);
      });
    },
    async postpone(handoffId, dueInMs) {
      await change(() => {
        const entry = entries.get(handoffId);
        if (entry) put(handoffId, { ...entry, dueAt: now() + dueInMs });
      });
    },
    async forget(handoffId) {
      await change(() => remove(handoffId));
    },
    work(attempt) {
      rounds = startRounds({ ...outbox, claim }, attempt, log);
    },
    async close() {
      await rounds?.close();
      await root.close();
      leave();
    },
  };
  await indexOld();
  return outbox;
};

function countOf(database: Pick<Database, 'getStats'>): number {
  return (database.getStats() as { entryCount: number }).entryCount;
}

function openRoot(path: string): RootDatabase {
  assertDatabase(path);
  return open({ path, noSubdir: false, maxDbs: 3, eventTurnBatching: false });
}

function unusable(err: Error): never {
  const fault = `this directory cannot hold the outbox: ${err.message}`;
  throw new SettingsError([{ name: 'OUTBOX_PATH', fault, example: './data/outbox' }]);
}
