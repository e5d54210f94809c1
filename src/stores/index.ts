import type { Open } from '../lib/settings.js';
import type { Store } from './store.js';

/** `STORE=<name>` picks one of these. Adding one is a file beside this one and a line here, loaded only when picked. */
export const lmdb: Open<Store> = async (...world) => (await import('./lmdb.js')).openLmdbStore(...world);
export const memory: Open<Store> = async (...world) => (await import('./memory.js')).openMemoryStore(...world);
export const redis: Open<Store> = async (...world) => (await import('./redis.js')).openRedisStore(...world);
