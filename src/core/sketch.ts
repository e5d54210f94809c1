/**
 * A sketch stands for an utterance without its words: one-permutation MinHash over character trigrams (Li, Owen and
 * Zhang 2012), one printable character for each of 24 bins. The share of equal bins estimates the Jaccard likeness of
 * two utterances, with a standard error of at most 0.1. Letter case, punctuation and spacing do not count.
 */
export type Sketch = string;

const bins = 24;
/** A bin keeps one of so many values, as a character of `symbols`. */
const values = 63;
const symbols = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-';
const empty = '_';
const emptyCode = empty.charCodeAt(0);
/** Characters read of an utterance: people who say the same again begin the same. */
const prefix = 500;

/** Stands for a run of spaces and punctuation: the code of a space. */
const boundary = 32;
/** The lowest hash of each bin, and what is kept of it; `values` for an empty bin. Both are reset for each sketch. */
const lowest = new Uint32Array(bins);
const kept = new Uint8Array(bins);

/** The sketch of an utterance; undefined when it has no letters or digits. Linear in the first 500 characters. */
export function sketchOf(utterance: string): Sketch | undefined {
  kept.fill(values);
  lowest.fill(0xffffffff);
  const text = utterance.slice(0, prefix).toLowerCase();
  let a = boundary;
  let b = boundary;
  let hasWords = false;
  for (let i = 0; i <= text.length; i++) {
    const c = i < text.length ? wordCode(text.charCodeAt(i)) : boundary;
    if (c === boundary && b === boundary) continue;
    if (c !== boundary) hasWords = true;
    keepLowest(hash(a, b, c));
    a = b;
    b = c;
  }
  if (!hasWords) return undefined;
  let sketch = '';
  for (let bin = 0; bin < bins; bin++) sketch += kept[bin] === values ? empty : symbols[kept[bin] as number];
  return sketch;
}

/** How alike two sketched utterances are, 0 to 1; equal utterances give 1. */
export function likeness(one: Sketch, other: Sketch): number {
  let filled = 0;
  let same = 0;
  for (let bin = 0; bin < bins; bin++) {
    const code = one.charCodeAt(bin);
    if (code !== other.charCodeAt(bin)) filled++;
    else if (code !== emptyCode) {
      filled++;
      same++;
    }
  }
  return filled === 0 ? 0 : same / filled;
}

/** Punctuation and spaces part words; everything else, in any script, is part of one. */
function wordCode(code: number): number {
  const letterOrDigit =
    (code >= 97 && code <= 122) || (code >= 48 && code <= 57) || (code >= 0xc0 && (code < 0x2000 || code > 0x303f));
  return letterOrDigit && (code < 0xff00 || code > 0xff0f) ? code : boundary;
}

/** A trigram, as 32 well-mixed bits without a sign. */
function hash(a: number, b: number, c: number): number {
  let h = Math.imul(a, 0x9e3779b1) ^ Math.imul(b, 0x85ebca6b) ^ Math.imul(c, 0xc2b2ae35);
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d);
  h = Math.imul(h ^ (h >>> 12), 0x297a2d39);
  return (h ^ (h >>> 15)) >>> 0;
}

/** The hash chooses a bin, and stays there when it is the lowest one so far. */
function keepLowest(h: number): void {
  const bin = h % bins;
  const rank = (h / bins) >>> 0;
  if (rank >= (lowest[bin] as number)) return;
  lowest[bin] = rank;
  kept[bin] = rank % values;
}
