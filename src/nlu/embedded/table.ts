import type { Features } from './features.js';
import type { Model } from './model.js';

/**
 * One row of int8 weights per hash bucket, one column per output: all outputs of a feature lie in one cache line.
 * A weight is worth `scale` times its int8.
 */
export interface Table {
  /** The table has 2^bits rows. */
  readonly bits: number;
  readonly columns: number;
  readonly scale: number;
  readonly rows: Int8Array;
  readonly bias: readonly number[];
}

/** The weights of a model with the numbers of its card. */
export function tableOf({ card, rows }: Model): Table {
  return { rows, bits: card.table.bits, columns: card.table.columns, scale: card.table.scale, bias: card.bias };
}

/** The weight of a group of n features, 1 / sqrt(n): without it the score of a text would grow with its length. */
export function damping(n: number): number {
  return n > 0 ? 1 / Math.sqrt(n) : 0;
}

/** The three outputs of a three-column table, written to `out`; they are log-odds, of any size. */
export function scoreThreeColumns(table: Table, features: Features, out: Float64Array): void {
  const { rows, bias, scale } = table;
  const shift = 32 - table.bits;
  const { words, grams, wordCount, gramCount } = features;
  let a = 0;
  let b = 0;
  let c = 0;
  for (let i = 0; i < wordCount; i++) {
    const row = ((words[i] as number) >>> shift) * 3;
    a += rows[row] as number;
    b += rows[row + 1] as number;
    c += rows[row + 2] as number;
  }
  let d = 0;
  let e = 0;
  let f = 0;
  for (let i = 0; i < gramCount; i++) {
    const row = ((grams[i] as number) >>> shift) * 3;
    d += rows[row] as number;
    e += rows[row + 1] as number;
    f += rows[row + 2] as number;
  }
  const byWord = scale * damping(wordCount);
  const byGram = scale * damping(gramCount);
  out[0] = (bias[0] as number) + a * byWord + d * byGram;
  out[1] = (bias[1] as number) + b * byWord + e * byGram;
  out[2] = (bias[2] as number) + c * byWord + f * byGram;
}

/** How many units an utterance may have to be scored as a whole: in more of them, chance alone adds up to a request. */
const longestWhole = 2000;

/**
 * The highest output of a one-column table over the whole utterance and each of its clauses: a request stands out
 * although a long story comes before it. Of a very long one only the clauses count.
 */
export function scoreClauses(table: Table, features: Features): number {
  const { rows, scale } = table;
  const shift = 32 - table.bits;
  const { words, grams, clauseCount, clauseWords, clauseGrams } = features;
  let fromWord = 0;
  let fromGram = 0;
  let allWords = 0;
  let allGrams = 0;
  let best = Number.NEGATIVE_INFINITY;
  for (let clause = 0; clause < clauseCount; clause++) {
    const toWord = clauseWords[clause] as number;
    const toGram = clauseGrams[clause] as number;
    let byWord = 0;
    let byGram = 0;
    for (let i = fromWord; i < toWord; i++) byWord += rows[(words[i] as number) >>> shift] as number;
    for (let i = fromGram; i < toGram; i++) byGram += rows[(grams[i] as number) >>> shift] as number;
    const sum = byWord * damping(toWord - fromWord) + byGram * damping(toGram - fromGram);
    if (sum > best) best = sum;
    allWords += byWord;
    allGrams += byGram;
    fromWord = toWord;
    fromGram = toGram;
  }
  if (clauseCount > 1 && features.unitCount <= longestWhole) {
    const sum = allWords * damping(fromWord) + allGrams * damping(fromGram);
    if (sum > best) best = sum;
  }
  return (table.bias[0] as number) + scale * best;
}
