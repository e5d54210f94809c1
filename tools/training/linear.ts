import type { Packed } from './examples.js';
import { createRandom, shuffle } from './random.js';

export interface LinearSettings {
  /** The table has 2^bits rows. */
  readonly bits: number;
  readonly epochs: number;
  /** AdaGrad step at the start; it falls to a tenth. */
  readonly rate: number;
  /** Share of features left out at each step, which keeps the model from leaning on single ones. */
  readonly dropout: number;
  readonly seed: number;
}

export interface Weights {
  readonly bits: number;
  readonly columns: number;
  readonly rows: Float32Array;
  readonly bias: Float64Array;
}

const FIRST_SQUARE = 1e-3;

function damped(n: number): number {
  return n > 0 ? 1 / Math.sqrt(n) : 0;
}

/** Words known beforehand to be of a kind: their hash, and the kinds, counted from 0. All of a kind share a weight. */
export type Lexicon = ReadonlyMap<number, readonly number[]>;

const KINDS = 8;

/**
 * Softmax regression over `columns` classes on hashed features, by AdaGrad; the same input gives the same weights.
 *
 * What is learned about a kind of word is added to each word of it at the end, also to those never seen: a lexicon
 * costs nothing when the model is used.
 */
export function trainClasses(
  packed: Packed,
  columns: number,
  settings: LinearSettings,
  lexicon: Lexicon = new Map(),
): Weights {
  const { hashes, starts, grams, labels, weights } = packed;
  const firstKind = columns << settings.bits;
  const rows = new Float32Array(firstKind + columns * KINDS);
  const squares = new Float32Array(rows.length).fill(FIRST_SQUARE);
  const bias = new Float64Array(columns);
  const shift = 32 - settings.bits;
  const random = createRandom(settings.seed);
  const order = Uint32Array.from({ length: packed.count }, (_, i) => i);
  const kept = new Uint32Array(40_000);
  const out = new Float64Array(columns);
  for (let epoch = 0; epoch < settings.epochs; epoch++) {
    shuffle(order, random);
    const rate = settings.rate * (1 - (0.9 * epoch) / settings.epochs);
    for (const i of order) {
      const weight = weights[i] as number;
      let n = 0;
      for (let j = starts[i] as number; j < (grams[i] as number); j++) {
        if (random() >= settings.dropout) kept[n++] = ((hashes[j] as number) >>> shift) * columns;
      }
      const wordCount = n;
      for (let j = grams[i] as number; j < (starts[i + 1] as number); j++) {
        if (random() >= settings.dropout) kept[n++] = ((hashes[j] as number) >>> shift) * columns;
      }
      const gramEnd = n;
      const byWord = damped(wordCount);
      const byGram = damped(gramEnd - wordCount);
      if (lexicon.size > 0) {
        for (let j = starts[i] as number; j < (grams[i] as number); j++) {
          for (const kind of lexicon.get(hashes[j] as number) ?? []) kept[n++] = firstKind + kind * columns;
        }
      }
      for (let k = 0; k < columns; k++) out[k] = bias[k] as number;
      for (let j = 0; j < n; j++) {
        const by = j < wordCount || j >= gramEnd ? byWord : byGram;
        const row = kept[j] as number;
        for (let k = 0; k < columns; k++) out[k] = (out[k] as number) + (rows[row + k] as number) * by;
      }
      softmax(out);
      for (let k = 0; k < columns; k++) {
        const error = ((out[k] as number) - (labels[i] === k ? 1 : 0)) * weight;
        out[k] = error;
        bias[k] = (bias[k] as number) - 0.02 * rate * error;
      }
      for (let j = 0; j < n; j++) {
        const by = j < wordCount || j >= gramEnd ? byWord : byGram;
        const row = kept[j] as number;
        for (let k = 0; k < columns; k++) {
          const slope = (out[k] as number) * by;
          const square = (squares[row + k] as number) + slope * slope;
          squares[row + k] = square;
          rows[row + k] = (rows[row + k] as number) - (rate * slope) / Math.sqrt(square);
        }
      }
    }
  }
  for (const [hash, kinds] of lexicon) {
    for (const kind of kinds) {
      for (let k = 0; k < columns; k++) {
        const at = (hash >>> shift) * columns + k;
        rows[at] = (rows[at] as number) + (rows[firstKind + kind * columns + k] as number);
      }
    }
  }
  return { bits: settings.bits, columns, rows: rows.slice(0, firstKind), bias };
}

/**
 * Logistic regression that reads a text as the highest of its clauses and the whole: a request inside a long complaint
 * is learned as that clause, and every clause of a text without a request must stay low.
 */
export function trainClauses(packed: Packed, settings: LinearSettings): Weights {
  const { hashes, starts, grams, labels, weights, clauses, firstClause } = packed;
  const rows = new Float32Array(1 << settings.bits);
  const squares = new Float32Array(rows.length).fill(FIRST_SQUARE);
  const bias = new Float64Array(1);
  const shift = 32 - settings.bits;
  const random = createRandom(settings.seed);
  const order = Uint32Array.from({ length: packed.count }, (_, i) => i);
  const kept = new Uint8Array(40_000);

  function sum(from: number, to: number, start: number): [sum: number, count: number] {
    let total = 0;
    let count = 0;
    for (let j = from; j < to; j++) {
      if (kept[j - start] === 0) continue;
      total += rows[(hashes[j] as number) >>> shift] as number;
      count += 1;
    }
    return [total, count];
  }

  function learn(from: number, to: number, start: number, slope: number, rate: number): void {
    for (let j = from; j < to; j++) {
      if (kept[j - start] === 0) continue;
      const row = (hashes[j] as number) >>> shift;
      const square = (squares[row] as number) + slope * slope;
      squares[row] = square;
      rows[row] = (rows[row] as number) - (rate * slope) / Math.sqrt(square);
    }
  }

  for (let epoch = 0; epoch < settings.epochs; epoch++) {
    shuffle(order, random);
    const rate = settings.rate * (1 - (0.9 * epoch) / settings.epochs);
    for (const i of order) {
      const start = starts[i] as number;
      const gram = grams[i] as number;
      const end = starts[i + 1] as number;
      for (let j = start; j < end; j++) kept[j - start] = random() >= settings.dropout ? 1 : 0;
      let best = Number.NEGATIVE_INFINITY;
      let bestWords: [number, number, number] = [0, 0, 0];
      let bestGrams: [number, number, number] = [0, 0, 0];
      const consider = (wordFrom: number, wordTo: number, gramFrom: number, gramTo: number) => {
        const [byWord, words] = sum(start + wordFrom, start + wordTo, start);
        const [byGram, letters] = sum(gram + gramFrom, gram + gramTo, start);
        const score = byWord * damped(words) + byGram * damped(letters);
        if (score <= best) return;
        best = score;
        bestWords = [start + wordFrom, start + wordTo, damped(words)];
        bestGrams = [gram + gramFrom, gram + gramTo, damped(letters)];
      };
      const first = firstClause[i] as number;
      const last = firstClause[i + 1] as number;
      let wordFrom = 0;
      let gramFrom = 0;
      for (let c = first; c < last; c += 2) {
        consider(wordFrom, clauses[c] as number, gramFrom, clauses[c + 1] as number);
        wordFrom = clauses[c] as number;
        gramFrom = clauses[c + 1] as number;
      }
      if (last - first > 2) consider(0, gram - start, 0, end - gram);
      const error = (sigmoid((bias[0] as number) + best) - (labels[i] as number)) * (weights[i] as number);
      bias[0] = (bias[0] as number) - 0.02 * rate * error;
      learn(bestWords[0], bestWords[1], start, error * bestWords[2], rate);
      learn(bestGrams[0], bestGrams[1], start, error * bestGrams[2], rate);
    }
  }
  return { bits: settings.bits, columns: 1, rows, bias };
}

export function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x));
}

/** Turns scores into shares of 1, in place. */
export function softmax(scores: Float64Array): void {
  let highest = Number.NEGATIVE_INFINITY;
  for (const score of scores) if (score > highest) highest = score;
  let total = 0;
  for (let k = 0; k < scores.length; k++) {
    scores[k] = Math.exp((scores[k] as number) - highest);
    total += scores[k] as number;
  }
  for (let k = 0; k < scores.length; k++) scores[k] = (scores[k] as number) / total;
}

/** Weights as int8 with one scale: a few extreme ones are cut so that the many small ones keep their precision. */
export function quantize(weights: Weights): { readonly rows: Int8Array; readonly scale: number } {
  const sizes = weights.rows.filter((weight) => weight !== 0).map(Math.abs);
  sizes.sort();
  const largest = sizes[Math.floor(sizes.length * 0.99997)] ?? 1;
  const scale = largest / 127;
  const rows = Int8Array.from(weights.rows, (weight) => Math.max(-127, Math.min(127, Math.round(weight / scale))));
  return { rows, scale };
}
