/** `OUTBOX=<name>` picks one of these. Adding one is a file beside this one and a line here. */
export { openLmdbOutbox as lmdb } from './lmdb.js';
export { openMemoryOutbox as memory } from './memory.js';
export { openRedisOutbox as redis } from './redis.js';
