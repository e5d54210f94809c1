import { randomUUID } from 'node:crypto';
import { statfs } from 'node:fs/promises';
import { open, type RootDatabase } from 'lmdb';
import { z } from 'zod';
import { decodeConversation, encodeConversation } from '../core/codec.js';
import { type Conversation, isHandoffOpen } from '../core/conversation.js';
import { type Open, parseSettings, SettingsFault } from '../parts.js';
import { createBoundedWait } from './bounded-wait.js';
import { conversationKey, readRecord } from './record.js';
import type { Stepped, Store } from './store.js';

const LmdbSettings = z.object({
  path: z.string().min(1).default('./data').meta({ example: './data' }),
  ttlSeconds: z.coerce.number().int().min(1).default(86_400).meta({ example: 86_400 }),
  maxConversations: z.coerce.number().int().min(1).default(1_000_000).meta({ example: 1_000_000 }),
  maxBytes: z.coerce.number().int().min(1_000_000).default(4_000_000_000).meta({ example: 4_000_000_000 }),
  minFreeBytes: z.coerce.number().int().min(0).default(128_000_000).meta({ example: 128_000_000 }),
  limitMs: z.coerce.number().int().min(1).max(10_000).default(500).meta({ example: 500 }),
});

/** What one look at the database showed. `version` is null when there is no entry, not even an expired one. */
interface Held {
  readonly version: number | null;
  readonly conversation: Conversation | undefined;
}

interface Aged {
  readonly key: string;
  readonly version: number;
  readonly text: string;
}

/** How often the background looks at how many entries: a million conversations are gone through in 17 minutes. */
const sweepEveryMs = 250;
const sweepLength = 250;

/** The most entries evicted at once; the oldest of four times as many are, and of 64 at least. */
const mostEvicted = 256;
const sampleLength = (surplus: number) => Math.max(64, 4 * surplus);

/**
 * Keeps conversations in one memory-mapped file that any number of processes of this machine share. Every entry has a
 * version: the time of its last write in µs, always growing, so it tells the entry's age as well.
 *
 * An update steps on what it reads and writes it back if the version is still the same: the writing, the waiting for
 * other processes and the disk are another thread's. Whoever loses that race steps again inside a write transaction,
 * where nobody can come between. A commit outlives the process at once; after a power failure the file is as it was
 * at one of the last commits.
 */
export const openLmdbStore: Open<Store> = async (settings, { log, now }) => {
  const { path, ttlSeconds, maxConversations, maxBytes, minFreeBytes, limitMs } = parseSettings(
    LmdbSettings,
    settings,
    'STORE',
  );
  const database = openDatabase(path);
  const inTime = createBoundedWait(limitMs);
  const ttlMicros = ttlSeconds * 1_000_000;
  let count = entryCount();
  let sweptTo = randomKey();
  let diskFull = await isDiskFull();
  const sweeper = setInterval(() => void sweep(), sweepEveryMs).unref();

  const isExpired = (version: number) => now() * 1000 - version >= ttlMicros;

  function look(key: string): Held {
    const entry = database.getEntry(key);
    if (!entry) return { version: null, conversation: undefined };
    const version = entry.version as number;
    return { version, conversation: isExpired(version) ? undefined : readRecord(entry.value, log) };
  }

  async function update<T extends Stepped>(key: string, step: (before: Conversation | undefined) => T): Promise<T> {
    const { stepped, kept } = attempt(key, step);
    if (await kept) return stepped;
    return committed(database.transaction(() => attempt(key, step).stepped));
  }

  function attempt<T extends Stepped>(key: string, step: (before: Conversation | undefined) => T) {
    const { version, conversation } = look(key);
    const stepped = step(conversation);
    return { stepped, kept: stepped.after === conversation || keep(key, version, stepped.after) };
  }

  /** False when another write came first. */
  function keep(key: string, version: number | null, after: Conversation | undefined): Promise<boolean> | true {
    if (diskFull) throw new Error(fullDisk(minFreeBytes));
    if (after === undefined) return version === null || committed(database.remove(key, version));
    if (version === null && ++count > maxConversations) makeRoom();
    return committed(database.put(key, encodeConversation(after), laterThan(version), version as number));
  }

  /** Random below the millisecond, so that an entry made anew never has the version of the one before it. */
  function laterThan(version: number | null): number {
    return Math.max((version ?? 0) + 1, now() * 1000 + Math.floor(Math.random() * 1000));
  }

  function entryCount(): number {
    return (database.getStats() as { entryCount: number }).entryCount;
  }

  function bytesUsed(): number {
    const { pageSize, treeBranchPageCount, treeLeafPageCount, overflowPages } = database.getStats() as PageCounts;
    return (treeBranchPageCount + treeLeafPageCount + overflowPages) * pageSize;
  }

  /** Looked at ahead of writing: a write that a full disk refuses corrupts the memory of the native library. */
  async function isDiskFull(): Promise<boolean> {
    const { bavail, bsize } = await statfs(path);
    return bavail * bsize < minFreeBytes;
  }

  /** Deletes what has expired among the next few entries, and makes room when there are too many or too large ones. */
  async function sweep(): Promise<void> {
    try {
      diskFull = await isDiskFull();
      if (diskFull) return;
      const slice = entriesAfter(sweptTo, sweepLength);
      sweptTo = slice.length < sweepLength ? '' : (slice.at(-1) as Aged).key;
      count = entryCount();
      makeRoom();
      await removeAll(slice.filter(({ version }) => isExpired(version)));
    } catch (err) {
      log.error({ err }, 'the store cannot delete expired conversations');
    }
  }

  function entriesAfter(start: string, limit: number): Aged[] {
    const entries = database.getRange({ start, limit, versions: true });
    return Array.from(entries, ({ key, value, version }) => ({ key, text: value, version: version as number }));
  }

  async function removeAll(entries: readonly Aged[]): Promise<void> {
    count -= entries.length;
    await Promise.all(entries.map(({ key, version }) => committed(database.remove(key, version))));
  }

  /** Evicts about a hundredth when there is too much. */
  function makeRoom(): void {
    const allowed = Math.min(maxConversations, Math.floor((count * maxBytes) / Math.max(1, bytesUsed())));
    if (count <= allowed) return;
    const surplus = Math.min(mostEvicted, count - allowed + Math.floor(allowed / 100));
    removeAll(oldest(sample(sampleLength(surplus)), surplus)).catch((err) => log.error({ err }, 'the store is full'));
  }

  /** Keys are hashes, so the entries after a random one are a fair sample; all of them when there are few. */
  function sample(length: number): Aged[] {
    const entries = entriesAfter(randomKey(), length);
    return entries.length < length ? entriesAfter('', length) : entries;
  }

  async function check(): Promise<void> {
    if (diskFull) throw new Error(fullDisk(minFreeBytes));
    await committed(database.put(probe, '', laterThan(null)));
  }

  function forget(key: string): boolean {
    const entry = database.getEntry(key);
    if (entry) database.remove(key);
    return entry !== undefined && !isExpired(entry.version as number);
  }

  return {
    update: (conversationId, step) => inTime(() => update(conversationKey(conversationId), step)),
    read: async (conversationId) => look(conversationKey(conversationId)).conversation,
    remove: (conversationId) =>
      inTime(() => committed(database.transaction(() => forget(conversationKey(conversationId))))),
    check: () => inTime(check),
    async close() {
      clearInterval(sweeper);
      await database.close();
    },
  };
};

interface PageCounts {
  readonly pageSize: number;
  readonly treeBranchPageCount: number;
  readonly treeLeafPageCount: number;
  readonly overflowPages: number;
}

/** lmdb tells why a commit failed by a second promise, which ends the process unless somebody hears it. */
async function committed<T>(write: Promise<T>): Promise<T> {
  try {
    return await write;
  } catch (err) {
    const cause = await (err as { commitError?: Promise<never> }).commitError?.catch((reason: Error) => reason);
    throw cause ? new Error(`The store cannot write: ${(cause as Error).message}`, { cause }) : err;
  }
}

/** Written to see whether writing works; no conversation's key is so short. */
const probe = '-';

function fullDisk(minFreeBytes: number): string {
  return `The disk of STORE_PATH has less than STORE_MIN_FREE_BYTES (${minFreeBytes}) left; nothing is stored.`;
}

function randomKey(): string {
  return conversationKey(randomUUID());
}

/** The `length` oldest; those with an open handoff only when there are no others. */
function oldest(entries: readonly Aged[], length: number): Aged[] {
  const byAge = entries.toSorted((a, b) => a.version - b.version);
  const settled: Aged[] = [];
  for (const entry of byAge) {
    if (settled.length === length) break;
    if (!hasOpenHandoff(entry.text)) settled.push(entry);
  }
  return settled.length > 0 ? settled : byAge.slice(0, length);
}

function hasOpenHandoff(text: string): boolean {
  const conversation = decodeConversation(text);
  return conversation !== undefined && isHandoffOpen(conversation);
}

function openDatabase(path: string): RootDatabase<string, string> {
  try {
    return open<string, string>({
      path,
      noSubdir: false,
      encoding: 'string',
      useVersions: true,
      eventTurnBatching: false,
    });
  } catch (err) {
    const fault = `this directory cannot hold the store: ${(err as Error).message}`;
    throw new SettingsFault([{ name: 'STORE_PATH', fault, example: './data' }]);
  }
}
