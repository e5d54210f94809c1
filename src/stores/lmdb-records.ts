import { randomUUID } from 'node:crypto';
import type { RootDatabase } from 'lmdb';
import { decodeConversation, encodeConversation } from '../core/codec/index.js';
import { type Conversation, isHandoffOpen } from '../core/conversation.js';
import type { Log } from '../lib/log.js';
import { conversationKey, readRecord } from './record.js';

/** An entry as it stands in the file; its version is the time of its last write, in ms since the epoch. */
export interface StoredEntry {
  readonly key: string;
  readonly text: string;
  readonly writtenAt: number;
}

/** How long and how many conversations are kept. */
export interface RecordLimits {
  readonly ttlSeconds: number;
  readonly maxConversations: number;
  readonly maxBytes: number;
}

/** The conversations in the file. What changes them is called inside a write transaction. */
export interface Records {
  /** Undefined for what is not there or has expired. */
  read(key: string): Conversation | undefined;
  put(key: string, conversation: Conversation, isNew: boolean): void;
  /** True when there was one that had not expired. */
  remove(key: string): boolean;
  /** Entries from a key on, in the order of keys. */
  entriesFrom(key: string, limit: number): StoredEntry[];
  isExpired(writtenAt: number): boolean;
  /** Counts the entries anew; true when there are more, or more bytes, than there may be. */
  recount(): boolean;
  /** Evicts about a hundredth when there is too much. */
  makeRoom(): void;
  /** Writes something that is no conversation, to see whether writing works. */
  probe(): void;
}

/** No conversation's key is so short. */
const probeKey = '-';

/** The most entries evicted at once; the oldest of four times as many are, and of 64 at least. */
const mostEvicted = 256;
const sampleLength = (surplus: number) => Math.max(64, 4 * surplus);

/** `now` is in ms since the epoch. */
export function openRecords(
  database: RootDatabase<string, string>,
  { ttlSeconds, maxConversations, maxBytes }: RecordLimits,
  now: () => number,
  log: Log,
): Records {
  // An expired entry that comes back is counted twice until all are counted again.
  let count = entryCountOf(database);
  const isExpired = (writtenAt: number) => now() - writtenAt >= ttlSeconds * 1000;

  function entriesFrom(start: string, limit: number): StoredEntry[] {
    const entries = database.getRange({ start, limit, versions: true });
    return Array.from(entries, ({ key, value, version }) => ({ key, text: value, writtenAt: version as number }));
  }

  function maxAllowed(): number {
    return Math.min(maxConversations, Math.floor((count * maxBytes) / Math.max(1, bytesUsed(database))));
  }

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
    const entries = entriesFrom(randomKey(), length);
    return entries.length < length ? entriesFrom('', length) : entries;
  }

  return {
    read(key) {
      const entry = database.getEntry(key);
      return entry && !isExpired(entry.version as number) ? readRecord(entry.value, log) : undefined;
    },
    put(key, conversation, isNew) {
      if (isNew && ++count > maxConversations) makeRoom();
      database.put(key, encodeConversation(conversation), now());
    },
    remove(key) {
      const entry = database.getEntry(key);
      if (entry) database.remove(key);
      return entry !== undefined && !isExpired(entry.version as number);
    },
    entriesFrom,
    isExpired,
    recount() {
      count = entryCountOf(database);
      return count > maxAllowed();
    },
    makeRoom,
    probe: () => void database.put(probeKey, '', now()),
  };
}

/** A key that is as likely as any other. */
export function randomKey(): string {
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

type Database = RootDatabase<string, string>;

function entryCountOf(database: Database): number {
  return (database.getStats() as { entryCount: number }).entryCount;
}

interface PageCounts {
  readonly pageSize: number;
  readonly treeBranchPageCount: number;
  readonly treeLeafPageCount: number;
  readonly overflowPages: number;
}

function bytesUsed(database: Database): number {
  const { pageSize, treeBranchPageCount, treeLeafPageCount, overflowPages } = database.getStats() as PageCounts;
  return (treeBranchPageCount + treeLeafPageCount + overflowPages) * pageSize;
}
