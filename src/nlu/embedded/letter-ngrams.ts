import type { Features } from './features.js';
import { hashStart } from './hashing.js';

/** How many units of an utterance language detection reads: a sentence or two tell, and more would cost time. */
export const lettersRead = 72;

/** The length of a buffer for the n-grams of an utterance: four begin at each letter. */
export const mostLetterNgrams = lettersRead * 4 + 8;

/**
 * Hashes runs of 1 to 4 letters, the boundaries of words included, from the first `lettersRead` units.
 *
 * @param out takes the hashes, spread over 32 bits; at least `mostLetterNgrams` long
 * @returns how many were written
 */
export function letterNgrams({ codes, codeCount }: Features, out: Uint32Array): number {
  const longest = 4;
  const boundary = 0x20;
  const end = Math.min(codeCount, lettersRead);
  let n = 0;
  for (let from = -1; from < end; from++) {
    let hash = hashStart;
    const last = Math.min(from + longest - 1, end);
    for (let at = from; at <= last; at++) {
      const code = at < 0 || at >= end ? boundary : (codes[at] as number);
      // A step of `addToHash`, written out: a call into another module costs this loop a tenth.
      hash = Math.imul(hash ^ code, 0x01000193);
      // A boundary alone says nothing.
      if (at === from && code === boundary) continue;
      out[n++] = spreadNgram(hash);
    }
  }
  return n;
}

/** Spreads a hash over its top bits, with fewer steps than `spread` takes; the model is trained with these. */
function spreadNgram(hash: number): number {
  const h = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b);
  return Math.imul(h ^ (h >>> 13), 0x9e3779b1) >>> 0;
}
