import { shuffle } from './random.js';

export interface LinearSettings {
  /** The table has 2^bits rows. */
  readonly bits: number;
  readonly epochs: number;
  /** AdaGrad step at the start; it falls to a tenth. */
  readonly rate: number;
  /** Share of features left out at each step, so that the model does not depend on single ones. */
  readonly dropout: number;
  readonly seed: number;
}

/** A trained model: a table of 2^bits rows, one after the other, and a bias for each column. */
export interface Weights {
  readonly bits: number;
  readonly columns: number;
  readonly rows: Float32Array;
  readonly bias: Float64Array;
}

/** A model while it learns. */
export interface Learning {
  readonly rows: Float32Array;
  /** AdaGrad's sum of squared slopes for each weight; it makes steps smaller for weights that moved much. */
  readonly squares: Float32Array;
  readonly bias: Float64Array;
}

export function startLearning(weightCount: number, columns: number): Learning {
  return {
    rows: new Float32Array(weightCount),
    squares: new Float32Array(weightCount).fill(1e-3),
    bias: new Float64Array(columns),
  };
}

/** Moves one weight down its slope. */
export function descend({ rows, squares }: Learning, at: number, slope: number, rate: number): void {
  const square = (squares[at] as number) + slope * slope;
  squares[at] = square;
  rows[at] = (rows[at] as number) - (rate * slope) / Math.sqrt(square);
}

/** Moves the bias of a column by the error there, more slowly than weights move. */
export function descendBias({ bias }: Learning, column: number, error: number, rate: number): void {
  bias[column] = (bias[column] as number) - 0.02 * rate * error;
}

/** Calls `learn` for each of `count` examples in every epoch, in random order, with the rate of that epoch. */
export function everyEpoch(
  count: number,
  settings: LinearSettings,
  random: () => number,
  learn: (example: number, rate: number) => void,
): void {
  const order = Uint32Array.from({ length: count }, (_, i) => i);
  for (let epoch = 0; epoch < settings.epochs; epoch++) {
    shuffle(order, random);
    const rate = settings.rate * (1 - (0.9 * epoch) / settings.epochs);
    for (const example of order) learn(example, rate);
  }
}

/** The factor of each of `n` features, so that long texts get no larger scores. The service reads with the same one. */
export function damped(n: number): number {
  return n > 0 ? 1 / Math.sqrt(n) : 0;
}

/** The probability that belongs to a score of logistic regression. */
export function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x));
}

/** Turns scores into probabilities that add up to 1, in place. */
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

/** Weights as int8 with one scale. The largest 0.003 % are cut off, or the scale would be too coarse for the others. */
export function quantize(weights: Weights): { readonly rows: Int8Array; readonly scale: number } {
  const sizes = weights.rows.filter((weight) => weight !== 0).map(Math.abs);
  sizes.sort();
  const largest = sizes[Math.floor(sizes.length * 0.99997)] ?? 1;
  const scale = largest / 127;
  const rows = Int8Array.from(weights.rows, (weight) => Math.max(-127, Math.min(127, Math.round(weight / scale))));
  return { rows, scale };
}
