import type { Open } from '../lib/settings.js';
import type { Outbox } from './outbox.js';

/** `OUTBOX=<name>` picks one of these. Adding one is a file beside this one and a line here, loaded only when picked. */
export const lmdb: Open<Outbox> = async (...world) => (await import('./lmdb.js')).openLmdbOutbox(...world);
export const memory: Open<Outbox> = async (...world) => (await import('./memory.js')).openMemoryOutbox(...world);
export const redis: Open<Outbox> = async (...world) => (await import('./redis.js')).openRedisOutbox(...world);
