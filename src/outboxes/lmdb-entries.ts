import type { Database, RootDatabase } from 'lmdb';
import { leaseMs } from './lease-rounds.js';
import { OutboxFullError, type Waiting } from './outbox.js';

/** What is read of a waiting activity to hand it out; the activity itself stands apart, for it is large. */
interface OutboxEntry {
  readonly conversationId: string;
  /** In ms since the epoch. */
  readonly dueAt: number;
  readonly attempts: number;
}

/** An entry's place in the order in which entries are due. */
type DueKey = [dueAt: number, handoffId: string];

/** The waiting handoffs of an LMDB file. What changes them is called inside a write transaction. */
export interface Entries {
  /** Whether every entry has its place among the due times. */
  readonly isIndexed: boolean;
  /** Gives entries of a release before the index of due times their place in it. */
  index(): void;
  /** @throws OutboxFullError */
  add(waiting: Omit<Waiting, 'attempts'>, dueAt: number): void;
  postpone(handoffId: string, dueAt: number): void;
  remove(handoffId: string): void;
  count(): number;
  /** Whether anything is due at a time, in ms since the epoch. */
  isAnyDue(at: number): boolean;
  /** Hands out up to so many that are due: they are due again only after the lease, should whoever got them die. */
  lease(most: number, at: number): Waiting[];
}

/** How many databases one file holds. */
export const databases = 3;

export function openEntries(root: RootDatabase, maxEntries: number): Entries {
  const entries = root.openDB<OutboxEntry, string>({ name: 'entries', encoding: 'json' });
  const due = root.openDB<string, DueKey>({ name: 'due', encoding: 'string' });
  const activities = root.openDB<string, string>({ name: 'activities', encoding: 'string' });

  function put(handoffId: string, entry: OutboxEntry): void {
    unindex(handoffId);
    entries.put(handoffId, entry);
    due.put([entry.dueAt, handoffId], '');
  }

  function unindex(handoffId: string): void {
    const entry = entries.get(handoffId);
    if (entry) due.remove([entry.dueAt, handoffId]);
  }

  function dueIds(most: number, at: number): string[] {
    return Array.from(due.getKeys({ end: [at + 1, ''], limit: most }), ([, handoffId]) => handoffId);
  }

  function leaseOne(handoffId: string, at: number): Waiting[] {
    const entry = entries.get(handoffId) as OutboxEntry;
    put(handoffId, { ...entry, dueAt: at + leaseMs, attempts: entry.attempts + 1 });
    const kept = activities.get(handoffId);
    const { conversationId, attempts } = entry;
    return kept === undefined ? [] : [{ handoffId, conversationId, kept, attempts }];
  }

  return {
    isIndexed: countOf(due) === countOf(entries),
    index() {
      for (const { key, value } of entries.getRange()) due.put([value.dueAt, key], '');
    },
    add({ handoffId, conversationId, kept }, dueAt) {
      if (entries.doesExist(handoffId)) return;
      if (countOf(entries) >= maxEntries) throw new OutboxFullError(maxEntries);
      put(handoffId, { conversationId, dueAt, attempts: 0 });
      activities.put(handoffId, kept);
    },
    postpone(handoffId, dueAt) {
      const entry = entries.get(handoffId);
      if (entry) put(handoffId, { ...entry, dueAt });
    },
    remove(handoffId) {
      unindex(handoffId);
      entries.remove(handoffId);
      activities.remove(handoffId);
    },
    count: () => countOf(entries),
    isAnyDue: (at) => dueIds(1, at).length > 0,
    lease: (most, at) => dueIds(most, at).flatMap((handoffId) => leaseOne(handoffId, at)),
  };
}

function countOf(database: Pick<Database, 'getStats'>): number {
  return (database.getStats() as { entryCount: number }).entryCount;
}
