import { LRUCache } from 'lru-cache';
import { encodeConversation } from '../core/codec/index.js';
import { type Conversation, isHandoffOpen } from '../core/conversation.js';
import { wholeNumber } from '../lib/setting-fields.js';
import { definePart, defineSettings, type Open } from '../lib/settings.js';
import { conversationKey, readRecord } from './record.js';
import type { Store } from './store.js';

const settings = defineSettings('STORE', {
  ttlSeconds: wholeNumber(1, Number.MAX_SAFE_INTEGER).default(86_400).meta({ example: 86_400 }),
  maxConversations: wholeNumber(1, 1_000_000).default(100_000).meta({ example: 100_000 }),
});

const one = () => 1;

/** Keeps the encoded text (a tenth of the objects' size) in this process; everything is gone when it ends. */
export const openMemoryStore: Open<Store> = definePart(settings, async ({ ttlSeconds, maxConversations }, runtime) => {
  const { log, now } = runtime;
  const aging = { ttl: ttlSeconds * 1000, ttlResolution: 0, perf: { now } };
  const withoutOpenHandoff = new LRUCache<string, string>({ ...aging, max: maxConversations });
  // Few have one, so its room is made as it is needed and not, as `max` would have it, at once.
  const withOpenHandoff = new LRUCache<string, string>({ ...aging, maxSize: maxConversations, sizeCalculation: one });

  function read(key: string): Conversation | undefined {
    const text = withoutOpenHandoff.get(key) ?? withOpenHandoff.get(key);
    return text === undefined ? undefined : readRecord(text, log);
  }

  function keep(key: string, after: Conversation | undefined): void {
    if (after === undefined) return void forget(key);
    const [home, other] = isHandoffOpen(after)
      ? [withOpenHandoff, withoutOpenHandoff]
      : [withoutOpenHandoff, withOpenHandoff];
    other.delete(key);
    home.set(key, encodeConversation(after));
    if (withoutOpenHandoff.size + withOpenHandoff.size > maxConversations) evict();
  }

  /** The conversation not used for longest goes; those with an open handoff only when there is no other. */
  function evict(): void {
    (withoutOpenHandoff.size > 0 ? withoutOpenHandoff : withOpenHandoff).pop();
  }

  function forget(key: string): boolean {
    const wasThere = withoutOpenHandoff.delete(key);
    return withOpenHandoff.delete(key) || wasThere;
  }

  return {
    async update(conversationId, step) {
      const key = conversationKey(conversationId);
      const before = read(key);
      const stepped = step(before);
      if (stepped.after !== before) keep(key, stepped.after);
      return stepped;
    },
    read: async (conversationId) => read(conversationKey(conversationId)),
    remove: async (conversationId) => forget(conversationKey(conversationId)),
    check: async () => {},
    async close() {
      withoutOpenHandoff.clear();
      withOpenHandoff.clear();
    },
  };
});
