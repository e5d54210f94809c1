import { randomUUID } from 'node:crypto';
import { statfs } from 'node:fs/promises';
import { z } from 'zod';
import { decodeConversation, encodeConversation } from '../core/codec/index.js';
import { type Conversation, isHandoffOpen } from '../core/conversation.js';
import { createBoundedWait } from '../lib/deadline.js';
import { committed } from '../lib/lmdb-database.js';
import { openUnderLock } from '../lib/lmdb-open-lock.js';
import { type Open, parseSettings, SettingsError } from '../lib/settings.js';
import { openDatabase, syncToDisk } from './lmdb-file.js';
import { conversationKey, readRecord } from './record.js';
import type { Store } from './store.js';

const LmdbSettings = z.object({
  path: z.string().min(1).default('./data').meta({ example: './data' }),
  ttlSeconds: z.coerce.number().int().min(1).default(86_400).meta({ example: 86_400 }),
  maxConversations: z.coerce.number().int().min(1).default(1_000_000).meta({ example: 1_000_000 }),
  maxBytes: z.coerce.number().int().min(1_000_000).default(4_000_000_000).meta({ example: 4_000_000_000 }),
  minFreeBytes: z.coerce.number().int().min(0).default(128_000_000).meta({ example: 128_000_000 }),
  limitMs: z.coerce.number().int().min(1).max(10_000).default(500).meta({ example: 500 }),
});

/** Work on the database inside a write transaction. */
type Work<T> = () => T;

interface QueuedWork {
  readonly work: Work<unknown>;
  readonly resolve: (result: never) => void;
  readonly reject: (err: unknown) => void;
}

type Done = { readonly result: unknown } | { readonly err: unknown };

interface StoredEntry {
  readonly key: string;
  readonly text: string;
  readonly writtenAt: number;
}

/** How often the background looks at how many entries: a million conversations are gone through in 17 minutes. */
const sweepEveryMs = 250;
const sweepLength = 250;

/** The most entries evicted at once; the oldest of four times as many are, and of 64 at least. */
const mostEvicted = 256;
const sampleLength = (surplus: number) => Math.max(64, 4 * surplus);

/**
 * Keeps conversations in one memory-mapped file that any number of processes of this machine share. Steps run inside a
 * write transaction, so nobody comes between; all that meet in one turn of the event loop share one. A process that has
 * the file for itself commits at once, which costs some 20 µs and no other thread; with others about, the waiting for
 * the write lock is another thread's. An entry's version is the time of its last write in ms.
 *
 * A commit outlives the process, also one that is killed. The operating system writes it to the disk when it likes:
 * see `openDatabase` for a power failure.
 */
export const openLmdbStore: Open<Store> = async (settings, { log, now }) => {
  const { path, ttlSeconds, maxConversations, maxBytes, minFreeBytes, limitMs } = parseSettings(
    LmdbSettings,
    settings,
    'STORE',
  );
  const { database, writing, isAlone, leave } = await openUnderLock(path, (isFirst) =>
    openDatabase(path, isFirst, log),
  ).catch(unusable);
  const inTime = createBoundedWait('The store', limitMs);
  // An expired entry that comes back is counted twice until the next sweep counts all.
  let count = entryCount();
  let sweptTo = randomKey();
  let diskFull = await isDiskFull();
  let sweeping: Promise<void> | undefined;
  const sweeper = setInterval(() => {
    sweeping ??= sweep().finally(() => {
      sweeping = undefined;
    });
  }, sweepEveryMs).unref();

  let batch: QueuedWork[] = [];

  /** Rejects with what the work throws, or when the transaction fails. */
  function change<T>(work: Work<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      if (batch.push({ work, resolve, reject }) === 1) setImmediate(() => void writing(commit));
    });
  }

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

  const isExpired = (writtenAt: number) => now() - writtenAt >= ttlSeconds * 1000;

  function readEntry(key: string): Conversation | undefined {
    const entry = database.getEntry(key);
    return entry && !isExpired(entry.version as number) ? readRecord(entry.value, log) : undefined;
  }

  function keep(key: string, after: Conversation | undefined, isNew: boolean): void {
    if (diskFull) throw new DiskFullError(minFreeBytes);
    if (after === undefined) return void database.remove(key);
    if (isNew && ++count > maxConversations) makeRoom();
    database.put(key, encodeConversation(after), now());
  }

  function forget(key: string): boolean {
    const entry = database.getEntry(key);
    if (entry) database.remove(key);
    return entry !== undefined && !isExpired(entry.version as number);
  }

  function entryCount(): number {
    return (database.getStats() as { entryCount: number }).entryCount;
  }

  function bytesUsed(): number {
    const { pageSize, treeBranchPageCount, treeLeafPageCount, overflowPages } = database.getStats() as PageCounts;
    return (treeBranchPageCount + treeLeafPageCount + overflowPages) * pageSize;
  }

  /** Looked at ahead of writing: a write that a full disk refuses corrupts the memory of lmdb 3.5. */
  async function isDiskFull(): Promise<boolean> {
    const { bavail, bsize } = await statfs(path);
    return bavail * bsize < minFreeBytes;
  }

  /** Deletes what has expired among the next few entries, and makes room when there are too many or too large ones. */
  async function sweep(): Promise<void> {
    try {
      diskFull = await isDiskFull();
      if (diskFull) return;
      count = entryCount();
      const slice = entriesAfter(sweptTo, sweepLength);
      sweptTo = slice.length < sweepLength ? '' : (slice.at(-1) as StoredEntry).key;
      const expired = slice.filter(({ writtenAt }) => isExpired(writtenAt));
      const surplus = count > maxAllowed();
      if (expired.length === 0 && !surplus) return;
      await change(() => {
        for (const { key } of expired) if (readEntry(key) === undefined) database.remove(key);
        makeRoom();
      });
    } catch (err) {
      log.error({ err }, 'the store cannot delete expired conversations');
    }
  }

  function entriesAfter(start: string, limit: number): StoredEntry[] {
    const entries = database.getRange({ start, limit, versions: true });
    return Array.from(entries, ({ key, value, version }) => ({ key, text: value, writtenAt: version as number }));
  }

  function maxAllowed(): number {
    return Math.min(maxConversations, Math.floor((count * maxBytes) / Math.max(1, bytesUsed())));
  }

  /** Evicts about a hundredth when there is too much; inside a write transaction. */
  function makeRoom(): void {
    const allowed = maxAllowed();
    if (count <= allowed) return;
    const surplus = Math.min(mostEvicted, count - allowed + Math.floor(allowed / 100));
    const evicted = oldest(sample(sampleLength(surplus)), surplus);
    for (const { key } of evicted) database.remove(key);
    count -= evicted.length;
  }

  /** Keys are hashes, so the entries after a random one are a fair sample; all of them when there are few. */
  function sample(length: number): StoredEntry[] {
    const entries = entriesAfter(randomKey(), length);
    return entries.length < length ? entriesAfter('', length) : entries;
  }

  async function check(): Promise<void> {
    if (diskFull) throw new DiskFullError(minFreeBytes);
    await change(() => void database.put(probe, '', now()));
  }

  return {
    update(conversationId, step) {
      const key = conversationKey(conversationId);
      return inTime(() =>
        change(() => {
          const before = readEntry(key);
          const stepped = step(before);
          if (stepped.after !== before) keep(key, stepped.after, before === undefined);
          return stepped;
        }),
      );
    },
    read: async (conversationId) => readEntry(conversationKey(conversationId)),
    remove: (conversationId) => inTime(() => change(() => forget(conversationKey(conversationId)))),
    check: () => inTime(check),
    async close() {
      clearInterval(sweeper);
      await sweeping;
      await database.close();
      if (leave()) syncToDisk(path);
    },
  };
};

interface PageCounts {
  readonly pageSize: number;
  readonly treeBranchPageCount: number;
  readonly treeLeafPageCount: number;
  readonly overflowPages: number;
}

/** What one piece of work throws is its own affair; the others of its transaction go on. */
function attempt(work: Work<unknown>): Done {
  try {
    return { result: work() };
  } catch (err) {
    return { err };
  }
}

/** Written to see whether writing works; no conversation's key is so short. */
const probe = '-';

/** The disk has less room than the operator wants left. */
export class DiskFullError extends Error {
  constructor(minFreeBytes: number) {
    super(`The disk of STORE_PATH has less than STORE_MIN_FREE_BYTES (${minFreeBytes}) left; nothing is stored.`);
    this.name = 'DiskFullError';
  }
}

function randomKey(): string {
  return conversationKey(randomUUID());
}

/** The `length` oldest; those with an open handoff only when there are no others. */
function oldest(entries: readonly StoredEntry[], length: number): StoredEntry[] {
  const byAge = entries.toSorted((a, b) => a.writtenAt - b.writtenAt);
  const withoutOpenHandoff: StoredEntry[] = [];
  for (const entry of byAge) {
    if (withoutOpenHandoff.length === length) break;
    if (!hasOpenHandoff(entry.text)) withoutOpenHandoff.push(entry);
  }
  return withoutOpenHandoff.length > 0 ? withoutOpenHandoff : byAge.slice(0, length);
}

function hasOpenHandoff(text: string): boolean {
  const conversation = decodeConversation(text);
  return conversation !== undefined && isHandoffOpen(conversation);
}

function unusable(err: Error): never {
  const fault = `this directory cannot hold the store: ${err.message}`;
  throw new SettingsError([{ name: 'STORE_PATH', fault, example: './data' }]);
}
