import { loadedWhenPicked, type Open } from '../lib/settings.js';
import type { Outbox } from './outbox.js';

/** `OUTBOX=<name>` picks one of these. Adding one is a file beside this one and a line here, loaded only when picked. */
export const lmdb: Open<Outbox> = loadedWhenPicked(async () => (await import('./lmdb.js')).openLmdbOutbox);
export const memory: Open<Outbox> = loadedWhenPicked(async () => (await import('./memory.js')).openMemoryOutbox);
export const redis: Open<Outbox> = loadedWhenPicked(async () => (await import('./redis.js')).openRedisOutbox);
