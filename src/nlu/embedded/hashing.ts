/** The offset basis of 32-bit FNV-1a (Fowler, Noll and Vo): what every hash of letters starts from. */
export const hashStart = 0x811c9dc5;

/** One step of FNV-1a, by a whole UTF-16 unit instead of a byte. */
export function addToHash(hash: number, code: number): number {
  return Math.imul(hash ^ code, 0x01000193);
}

/**
 * Spreads a hash over its top bits, which are the ones that choose a row: FNV-1a alone leaves them nearly the same
 * for short words. The steps are those of MurmurHash3's finalizer, the last one shortened.
 */
export function spread(hash: number): number {
  let h = hash;
  h ^= h >>> 16;
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  return Math.imul(h, 0x9e3779b1);
}

/** The hash of a pair, in this order; `salt` keeps pairs of different sorts apart. */
export function hashOfPair(first: number, second: number, salt: number): number {
  return spread(Math.imul(first, 0x2c1b3c6d) ^ Math.imul(second, 0x297a2d39) ^ salt);
}
