import { LRUCache } from 'lru-cache';
import { encodeConversation } from '../core/codec/index.js';
import { type Conversation, isHandoffOpen } from '../core/conversation.js';
import type { Log } from '../lib/log.js';
import { readRecord } from './record.js';

/** How many conversations a cache holds at most, and for how long after they were kept. */
export interface CacheLimits {
  readonly most: number;
  readonly ttlMs: number;
}

/** Conversations in this process's memory. What has an open handoff is evicted last. */
export interface ConversationCache {
  /** Undefined for what is not there or has expired. */
  read(key: string): Conversation | undefined;
  /** `ttlMs` for one that is to stay longer, or less long, than others. */
  keep(key: string, conversation: Conversation, ttlMs?: number): void;
  /** True when there was one. */
  forget(key: string): boolean;
  readonly size: number;
  clear(): void;
}

const one = () => 1;

/** What a cache works with: the clock, in ms since the epoch, and who is told of what had to go or was there too long. */
interface CacheDependencies {
  readonly now: () => number;
  readonly log: Log;
  readonly onGone?: (key: string) => void;
}

/** Holds the encoded text, a tenth of the objects' size. */
export function createConversationCache({ most, ttlMs }: CacheLimits, around: CacheDependencies): ConversationCache {
  const { now, log, onGone } = around;
  const aging = { ttl: ttlMs, ttlResolution: 0, perf: { now }, dispose };
  const withoutOpenHandoff = new LRUCache<string, string>({ ...aging, max: most });
  // Few have one, so its room is made as it is needed and not, as `max` would have it, at once.
  const withOpenHandoff = new LRUCache<string, string>({ ...aging, maxSize: most, sizeCalculation: one });

  function dispose(_text: string, key: string, reason: LRUCache.DisposeReason): void {
    if (reason === 'evict' || reason === 'expire') onGone?.(key);
  }

  const size = () => withoutOpenHandoff.size + withOpenHandoff.size;

  return {
    read(key) {
      const text = withoutOpenHandoff.get(key) ?? withOpenHandoff.get(key);
      return text === undefined ? undefined : readRecord(text, log);
    },
    keep(key, conversation, ttl = ttlMs) {
      const [home, other] = isHandoffOpen(conversation)
        ? [withOpenHandoff, withoutOpenHandoff]
        : [withoutOpenHandoff, withOpenHandoff];
      other.delete(key);
      home.set(key, encodeConversation(conversation), { ttl });
      if (size() > most) (withoutOpenHandoff.size > 0 ? withoutOpenHandoff : withOpenHandoff).pop();
    },
    forget(key) {
      const wasThere = withoutOpenHandoff.delete(key);
      return withOpenHandoff.delete(key) || wasThere;
    },
    get size() {
      return size();
    },
    clear() {
      withoutOpenHandoff.clear();
      withOpenHandoff.clear();
    },
  };
}
