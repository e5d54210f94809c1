import type { Packed } from './examples.js';
import {
  damped,
  descend,
  descendBias,
  everyEpoch,
  type Learning,
  type LinearSettings,
  softmax,
  startLearning,
  type Weights,
} from './linear.js';
import { createRandom } from './random.js';

/** Words whose kinds are known before training, by hash; kinds are numbered from 0. Words of a kind share its weights. */
export type Lexicon = ReadonlyMap<number, readonly number[]>;

const KINDS = 8;

/**
 * Softmax regression over `columns` classes on hashed features, by AdaGrad; the same input gives the same weights.
 *
 * What is learned about a kind is added at the end to the weights of each of its words, also of those that no text has.
 * So the service needs no lexicon.
 */
export function trainClasses(
  packed: Packed,
  columns: number,
  settings: LinearSettings,
  lexicon: Lexicon = new Map(),
): Weights {
  const { labels, weights } = packed;
  const firstKind = columns << settings.bits;
  const learning = startLearning(firstKind + columns * KINDS, columns);
  const random = createRandom(settings.seed);
  const table: Table = { columns, shift: 32 - settings.bits, firstKind, lexicon };
  const featuresOf = createFeatures(packed, table, settings.dropout, random);
  const classes = new Float64Array(columns);
  everyEpoch(packed.count, settings, random, (example, rate) => {
    const features = featuresOf(example);
    predict(learning, features, classes);
    const label = labels[example] as number;
    const weight = weights[example] as number;
    for (let k = 0; k < columns; k++) {
      const error = ((classes[k] as number) - (label === k ? 1 : 0)) * weight;
      classes[k] = error;
      descendBias(learning, k, error, rate);
    }
    learn(learning, features, classes, rate);
  });
  addKinds(learning.rows, table);
  return { bits: settings.bits, columns, rows: learning.rows.slice(0, firstKind), bias: learning.bias };
}

/** Where weights lie: `columns` of them for each hash, and after those of all hashes the ones of each kind of word. */
interface Table {
  readonly columns: number;
  readonly shift: number;
  readonly firstKind: number;
  readonly lexicon: Lexicon;
}

/** The features of one example that dropout left: where the weights of each start, and what it counts. */
interface Features {
  readonly at: Uint32Array;
  readonly factors: Float64Array;
  count: number;
}

/** Reads the features of an example: words, letter n-grams, kinds of words. The result is valid until the next call. */
function createFeatures(
  { hashes, starts, grams }: Packed,
  { columns, shift, firstKind, lexicon }: Table,
  dropout: number,
  random: () => number,
): (example: number) => Features {
  const features: Features = { at: new Uint32Array(40_000), factors: new Float64Array(40_000), count: 0 };
  const { at, factors } = features;

  function addHashes(from: number, to: number): void {
    const first = features.count;
    let count = first;
    for (let j = from; j < to; j++) {
      if (random() >= dropout) at[count++] = ((hashes[j] as number) >>> shift) * columns;
    }
    factors.fill(damped(count - first), first, count);
    features.count = count;
  }

  /** Kinds count as words do, and are not dropped. */
  function addKindsOf(from: number, to: number, factor: number): void {
    for (let j = from; j < to; j++) {
      for (const kind of lexicon.get(hashes[j] as number) ?? []) {
        factors[features.count] = factor;
        at[features.count++] = firstKind + kind * columns;
      }
    }
  }

  return (example) => {
    const start = starts[example] as number;
    const gram = grams[example] as number;
    features.count = 0;
    addHashes(start, gram);
    const wordFactor = damped(features.count);
    addHashes(gram, starts[example + 1] as number);
    if (lexicon.size > 0) addKindsOf(start, gram, wordFactor);
    return features;
  };
}

/** Writes the probability of each class. */
function predict({ rows, bias }: Learning, { at, factors, count }: Features, classes: Float64Array): void {
  const columns = classes.length;
  for (let k = 0; k < columns; k++) classes[k] = bias[k] as number;
  for (let j = 0; j < count; j++) {
    const factor = factors[j] as number;
    const row = at[j] as number;
    for (let k = 0; k < columns; k++) {
      classes[k] = (classes[k] as number) + (rows[row + k] as number) * factor;
    }
  }
  softmax(classes);
}

/** Moves the weights of the features against the error of each class. */
function learn(learning: Learning, { at, factors, count }: Features, errors: Float64Array, rate: number): void {
  const columns = errors.length;
  for (let j = 0; j < count; j++) {
    const factor = factors[j] as number;
    const row = at[j] as number;
    for (let k = 0; k < columns; k++) descend(learning, row + k, (errors[k] as number) * factor, rate);
  }
}

/** Adds to each word of the lexicon what was learned about its kinds. */
function addKinds(rows: Float32Array, { columns, shift, firstKind, lexicon }: Table): void {
  for (const [hash, kinds] of lexicon) {
    const row = (hash >>> shift) * columns;
    for (const kind of kinds) {
      for (let k = 0; k < columns; k++) {
        rows[row + k] = (rows[row + k] as number) + (rows[firstKind + kind * columns + k] as number);
      }
    }
  }
}
