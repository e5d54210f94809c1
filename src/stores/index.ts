import { loadedWhenPicked, type Open } from '../lib/settings.js';
import type { Store } from './store.js';

/** `STORE=<name>` picks one of these. Adding one is a file beside this one and a line here, loaded only when picked. */
export const lmdb: Open<Store> = loadedWhenPicked(async () => (await import('./lmdb.js')).openLmdbStore);
export const memory: Open<Store> = loadedWhenPicked(async () => (await import('./memory.js')).openMemoryStore);
export const redis: Open<Store> = loadedWhenPicked(async () => (await import('./redis.js')).openRedisStore);
