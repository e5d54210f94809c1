import type { Open } from '../lib/settings.js';
import type { Outbox } from './outbox.js';

/** `OUTBOX=<name>` picks one of these. Adding one is a file beside this one and a line here, loaded only when picked. */
export const lmdb: Open<Outbox> = async (...opening) => (await import('./lmdb.js')).openLmdbOutbox(...opening);
export const memory: Open<Outbox> = async (...opening) => (await import('./memory.js')).openMemoryOutbox(...opening);
export const redis: Open<Outbox> = async (...opening) => (await import('./redis.js')).openRedisOutbox(...opening);
