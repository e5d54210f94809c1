import type { Open } from '../lib/settings.js';
import type { Store } from './store.js';

/** `STORE=<name>` picks one of these. Adding one is a file beside this one and a line here, loaded only when picked. */
export const lmdb: Open<Store> = async (...opening) => (await import('./lmdb.js')).openLmdbStore(...opening);
export const memory: Open<Store> = async (...opening) => (await import('./memory.js')).openMemoryStore(...opening);
export const redis: Open<Store> = async (...opening) => (await import('./redis.js')).openRedisStore(...opening);
