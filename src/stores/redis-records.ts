import { randomBytes } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { encodeConversation } from '../core/codec/index.js';
import { type Conversation, isHandoffOpen } from '../core/conversation.js';
import type { Log } from '../lib/log.js';
import { loggable, type RedisClient } from '../lib/redis-client.js';
import { readRecord } from './record.js';

/** The records of conversations in Redis: a version of 12 random characters, and the encoded conversation. */
export interface RedisRecords {
  /** What this process wrote last, without asking; else what stands there. Empty for none. */
  begin(key: string): Promise<string>;
  read(key: string): Promise<string>;
  conversationOf(record: string): Conversation | undefined;
  /** Writes in place of a record, if it still stands there; null when it did, else what stands there instead. */
  write(key: string, record: string, after: Conversation | undefined): Promise<string | null>;
  /** Null when a record stands there still, else what stands there instead. One that was read just now is not read again. */
  confirm(key: string, record: string): Promise<string | null>;
  /** Writes as a record is written, and leaves nothing. */
  probe(key: string): Promise<void>;
}

export function createRedisRecords(connected: RedisClient, ttlSeconds: number, log: Log): RedisRecords {
  const client = connected as RedisClient & Scripted;
  client.defineCommand('compareAndSet', { numberOfKeys: 1, lua: compareAndSet });
  client.defineCommand('writeAndForget', { numberOfKeys: 1, lua: writeAndForget });
  const written = new LRUCache<string, string>({ max: mostWritten });

  async function read(key: string): Promise<string> {
    return (await loggable(client.get(key))) ?? '';
  }

  /** What to store and for how many ms; an empty record deletes. */
  function recordOf(after: Conversation | undefined): [record: string, ttlMs: number] {
    if (after === undefined) return ['', 0];
    const ttlMs = ttlSeconds * (isHandoffOpen(after) ? 2000 : 1000);
    return [newVersion() + encodeConversation(after), ttlMs];
  }

  return {
    begin: async (key) => written.get(key) ?? read(key),
    read,
    conversationOf: (record) => (record === '' ? undefined : readRecord(record.slice(versionLength), log)),
    async write(key, record, after) {
      const [next, ttlMs] = recordOf(after);
      written.delete(key);
      const winner = await loggable(client.compareAndSet(key, versionOf(record), next, ttlMs));
      if (winner === null) written.set(key, next);
      return winner;
    },
    async confirm(key, record) {
      if (record !== written.get(key)) return null;
      const found = await read(key);
      if (found === record) return null;
      written.delete(key);
      return found;
    },
    async probe(key) {
      await loggable(client.writeAndForget(key));
    },
  };
}

interface Scripted {
  compareAndSet(key: string, version: string, record: string, ttlMs: number): Promise<string | null>;
  writeAndForget(key: string): Promise<void>;
}

/** How many records are remembered as they were written. */
const mostWritten = 1_000;

const versionLength = 12;

/** What does not begin with a version is garbage and counts as absent, here and in `versionOf`. */
const compareAndSet = `
local version = redis.call('GETRANGE', KEYS[1], 0, ${versionLength - 1})
if #version < ${versionLength} or string.find(version, '[^%w_-]') then version = '' end
if version ~= ARGV[1] then return redis.call('GET', KEYS[1]) or '' end
if ARGV[2] == '' then redis.call('DEL', KEYS[1]) else redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3]) end
return false`;

/** `SET` and not only `DEL`, which a server that is out of memory still takes. */
const writeAndForget = `
redis.call('SET', KEYS[1], '', 'PX', 1000)
redis.call('DEL', KEYS[1])`;

function versionOf(record: string): string {
  return /^[A-Za-z0-9_-]{12}/.exec(record)?.[0] ?? '';
}

function newVersion(): string {
  return randomBytes(9).toString('base64url');
}
