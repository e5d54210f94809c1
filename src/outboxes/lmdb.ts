import { open, type RootDatabase } from 'lmdb';
import { z } from 'zod';
import { type Open, parseSettings, SettingsFault } from '../parts.js';
import type { Outbox, Waiting } from './outbox.js';
import { leaseMs, type Rounds, startRounds } from './rounds.js';

const settingsShape = z.object({
  path: z.string().min(1).default('./data/outbox').meta({ example: './data/outbox' }),
  maxEntries: z.coerce.number().int().min(1).default(10_000).meta({ example: 10_000 }),
});

/** What is looked through to find what is due; what is kept stands apart, for it is large. */
interface Entry {
  readonly conversationId: string;
  readonly dueAt: number;
  readonly attempts: number;
}

/** Keeps what waits in a file that any number of processes of this machine share; it outlives them all. */
export const openLmdbOutbox: Open<Outbox> = async (settings, { log, now }) => {
  const { path, maxEntries } = parseSettings(settingsShape, settings, 'OUTBOX');
  const root = openRoot(path);
  const entries = root.openDB<Entry, string>({ name: 'entries', encoding: 'json' });
  const activities = root.openDB<string, string>({ name: 'activities', encoding: 'string' });
  let rounds: Rounds | undefined;

  function isFull(): boolean {
    return (entries.getStats() as { entryCount: number }).entryCount >= maxEntries;
  }

  /** In one write transaction, so that no other process takes the same. */
  function claim(most: number): Promise<Waiting[]> {
    const someDue = [...entries.getRange()].some(({ value }) => value.dueAt <= now());
    return someDue ? root.transaction(() => take(most)) : Promise.resolve([]);
  }

  function take(most: number): Waiting[] {
    const due = [...entries.getRange()].filter(({ value }) => value.dueAt <= now()).slice(0, most);
    return due.flatMap(({ key, value }) => {
      entries.put(key, { ...value, dueAt: now() + leaseMs, attempts: value.attempts + 1 });
      const kept = activities.get(key);
      const { conversationId, attempts } = value;
      return kept === undefined ? [] : [{ handoffId: key, conversationId, kept, attempts }];
    });
  }

  const outbox: Outbox = {
    async keep({ handoffId, conversationId, kept }, dueInMs) {
      await root.transaction(() => {
        if (entries.doesExist(handoffId)) return;
        if (isFull()) throw new Error(`The outbox is full: ${maxEntries} handoffs wait in it.`);
        entries.put(handoffId, { conversationId, dueAt: now() + dueInMs, attempts: 0 });
        activities.put(handoffId, kept);
      });
    },
    async postpone(handoffId, dueInMs) {
      await root.transaction(() => {
        const entry = entries.get(handoffId);
        if (entry) entries.put(handoffId, { ...entry, dueAt: now() + dueInMs });
      });
    },
    async forget(handoffId) {
      await root.transaction(() => {
        entries.remove(handoffId);
        activities.remove(handoffId);
      });
    },
    work(attempt) {
      rounds = startRounds({ ...outbox, claim }, attempt, log);
    },
    async close() {
      await rounds?.close();
      await root.close();
    },
  };
  return outbox;
};

function openRoot(path: string): RootDatabase {
  try {
    return open({ path, noSubdir: false, maxDbs: 2, eventTurnBatching: false });
  } catch (err) {
    const fault = `this directory cannot hold the outbox: ${(err as Error).message}`;
    throw new SettingsFault([{ name: 'OUTBOX_PATH', fault, example: './data/outbox' }]);
  }
}
