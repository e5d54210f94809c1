import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import { encodeConversation } from '../core/codec/index.js';
import { type Conversation, isHandoffOpen } from '../core/conversation.js';
import { type Open, parseSettings } from '../lib/settings.js';
import { conversationKey, readRecord } from './record.js';
import type { Store } from './store.js';

const MemorySettings = z.object({
  ttlSeconds: z.coerce.number().int().min(1).default(86_400).meta({ example: 86_400 }),
  maxConversations: z.coerce.number().int().min(1).max(1_000_000).default(100_000).meta({ example: 100_000 }),
});

const one = () => 1;

/** Keeps the encoded text (a tenth of the objects' size) in this process; everything is gone when it ends. */
export const openMemoryStore: Open<Store> = async (settings, { log, now }) => {
  const { ttlSeconds, maxConversations } = parseSettings(MemorySettings, settings, 'STORE');
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
};
