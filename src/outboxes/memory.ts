import { definePart, defineSettings, type Open } from '../lib/settings.js';
import { leaseMs, type Rounds, startRounds } from './lease-rounds.js';
import { type Outbox, OutboxFullError, type Waiting } from './outbox.js';
import { maxEntriesSetting } from './outbox-settings.js';

const settings = defineSettings('OUTBOX', maxEntriesSetting);

/** Keeps what waits in this process: it is lost with it. For tests and trials. */
export const openMemoryOutbox: Open<Outbox> = definePart(settings, async ({ maxEntries }, { log, now }) => {
  const entries = new Map<string, { waiting: Waiting; dueAt: number }>();
  let rounds: Rounds | undefined;

  async function claim(most: number): Promise<Waiting[]> {
    const due: Waiting[] = [];
    for (const entry of entries.values()) {
      if (due.length === most) break;
      if (entry.dueAt > now()) continue;
      due.push(entry.waiting);
      entry.dueAt = now() + leaseMs;
      entry.waiting = { ...entry.waiting, attempts: entry.waiting.attempts + 1 };
    }
    return due;
  }

  const outbox: Outbox = {
    async keep(waiting, dueInMs) {
      if (entries.has(waiting.handoffId)) return;
      if (entries.size >= maxEntries) throw new OutboxFullError(maxEntries);
      entries.set(waiting.handoffId, { waiting: { ...waiting, attempts: 0 }, dueAt: now() + dueInMs });
    },
    async postpone(handoffId, dueInMs) {
      const entry = entries.get(handoffId);
      if (entry) entry.dueAt = now() + dueInMs;
    },
    async forget(handoffId) {
      entries.delete(handoffId);
    },
    waiting: async () => entries.size,
    work(attempt) {
      rounds = startRounds({ ...outbox, claim }, attempt, log);
    },
    async close() {
      await rounds?.close();
    },
  };
  return outbox;
});
