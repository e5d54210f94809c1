// The numbers stand in the functions themselves: V8 takes a literal for a constant, but loads a module's at each use,
// and these functions run some hundred times for each utterance.

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

/** The hash of the units from one index up to another, without that one. */
export function hashOfUnits(units: Uint16Array, from: number, to: number): number {
  let hash = 0x811c9dc5;
  for (let i = from; i < to; i++) hash = addToHash(hash, units[i] as number);
  return hash;
}

/**
 * Hashes every run of 2 to 5 of the first `length` units, and writes the hashes, spread, to `out` from index `at` on.
 * The innermost loop of the reader stands beside the functions it calls: calls into another module slow it down.
 *
 * @returns the index behind the last one written
 */
export function hashRuns(units: Uint16Array, length: number, out: Uint32Array, at: number): number {
  const longestRun = 5;
  let n = at;
  for (let i = 0; i < length - 1; i++) {
    let hash = addToHash(0x811c9dc5, units[i] as number);
    const last = Math.min(i + longestRun, length);
    for (let j = i + 1; j < last; j++) {
      hash = addToHash(hash, units[j] as number);
      out[n++] = spread(hash);
    }
  }
  return n;
}
