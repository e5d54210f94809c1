import { wholeNumber } from '../lib/setting-fields.js';
import { definePart, defineSettings, type Open } from '../lib/settings.js';
import { createConversationCache } from './conversation-cache.js';
import { conversationKey } from './record.js';
import type { Store } from './store.js';

const settings = defineSettings('STORE', {
  ttlSeconds: wholeNumber(1, Number.MAX_SAFE_INTEGER).default(86_400).meta({ example: 86_400 }),
  maxConversations: wholeNumber(1, 1_000_000).default(100_000).meta({ example: 100_000 }),
});

/** Keeps conversations in this process; everything is gone when it ends. */
export const openMemoryStore: Open<Store> = definePart(settings, async ({ ttlSeconds, maxConversations }, runtime) => {
  const { log, now } = runtime;
  const cache = createConversationCache({ most: maxConversations, ttlMs: ttlSeconds * 1000 }, { now, log });

  return {
    async update(conversationId, step) {
      const key = conversationKey(conversationId);
      const before = cache.read(key);
      const stepped = step(before);
      if (stepped.after === undefined) cache.forget(key);
      else if (stepped.after !== before) cache.keep(key, stepped.after);
      return stepped;
    },
    read: async (conversationId) => cache.read(conversationKey(conversationId)),
    remove: async (conversationId) => cache.forget(conversationKey(conversationId)),
    check: async () => {},
    close: async () => cache.clear(),
  };
});
