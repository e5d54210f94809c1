import type { Packed } from './examples.js';
import {
  damped,
  descend,
  descendBias,
  everyEpoch,
  type Learning,
  type LinearSettings,
  sigmoid,
  startLearning,
  type Weights,
} from './linear.js';
import { createRandom } from './random.js';

/**
 * Logistic regression that reads a text as the highest of its clauses and the whole: a request inside a long complaint
 * is learned as that clause, and every clause of a text without a request must stay low.
 */
export function trainClauses(packed: Packed, settings: LinearSettings): Weights {
  const { starts, labels, weights } = packed;
  const learning = startLearning(1 << settings.bits, 1);
  const random = createRandom(settings.seed);
  const kept = new Uint8Array(packed.hashes.length);
  const model: Model = { learning, hashes: packed.hashes, kept, shift: 32 - settings.bits };
  everyEpoch(packed.count, settings, random, (example, rate) => {
    const end = starts[example + 1] as number;
    for (let j = starts[example] as number; j < end; j++) kept[j] = random() >= settings.dropout ? 1 : 0;
    const { score, words, grams } = highest(model, clausesOf(packed, example));
    const predicted = sigmoid((learning.bias[0] as number) + score);
    const error = (predicted - (labels[example] as number)) * (weights[example] as number);
    descendBias(learning, 0, error, rate);
    learn(model, words, error, rate);
    learn(model, grams, error, rate);
  });
  return { bits: settings.bits, columns: 1, rows: learning.rows, bias: learning.bias };
}

/** The weights, the hash of every feature of every example, and which of them dropout left of the example at hand. */
interface Model {
  readonly learning: Learning;
  readonly hashes: Uint32Array;
  readonly kept: Uint8Array;
  readonly shift: number;
}

/** Features that follow each other: `from` counts, `to` does not. */
interface Span {
  readonly from: number;
  readonly to: number;
}

interface Clause {
  readonly words: Span;
  readonly grams: Span;
}

/** The clauses of an example and, where it has several, the whole of it. */
function clausesOf({ starts, grams, clauses, firstClause }: Packed, example: number): Clause[] {
  const start = starts[example] as number;
  const gram = grams[example] as number;
  const first = firstClause[example] as number;
  const last = firstClause[example + 1] as number;
  const found: Clause[] = [];
  let wordFrom = start;
  let gramFrom = gram;
  for (let c = first; c < last; c += 2) {
    const wordTo = start + (clauses[c] as number);
    const gramTo = gram + (clauses[c + 1] as number);
    found.push({ words: { from: wordFrom, to: wordTo }, grams: { from: gramFrom, to: gramTo } });
    wordFrom = wordTo;
    gramFrom = gramTo;
  }
  if (found.length > 1) {
    const end = starts[example + 1] as number;
    found.push({ words: { from: start, to: gram }, grams: { from: gram, to: end } });
  }
  return found;
}

/** A span with what each of its features counts. */
interface Weighed extends Span {
  readonly factor: number;
}

interface Scored {
  readonly score: number;
  readonly words: Weighed;
  readonly grams: Weighed;
}

const nothing: Weighed = { from: 0, to: 0, factor: 0 };

/** The clause with the highest score, the first of equals; an example without clauses scores as low as can be. */
function highest(model: Model, clauses: readonly Clause[]): Scored {
  let best: Scored = { score: Number.NEGATIVE_INFINITY, words: nothing, grams: nothing };
  for (const clause of clauses) {
    const words = weigh(model, clause.words);
    const grams = weigh(model, clause.grams);
    const score = words.sum * words.factor + grams.sum * grams.factor;
    if (score > best.score) best = { score, words, grams };
  }
  return best;
}

function weigh({ learning, hashes, kept, shift }: Model, { from, to }: Span): Weighed & { readonly sum: number } {
  const { rows } = learning;
  let sum = 0;
  let count = 0;
  for (let j = from; j < to; j++) {
    if (kept[j] === 0) continue;
    sum += rows[(hashes[j] as number) >>> shift] as number;
    count += 1;
  }
  return { from, to, factor: damped(count), sum };
}

/** Moves the weights of a span against the error. */
function learn({ learning, hashes, kept, shift }: Model, span: Weighed, error: number, rate: number): void {
  const slope = error * span.factor;
  for (let j = span.from; j < span.to; j++) {
    if (kept[j] === 1) descend(learning, (hashes[j] as number) >>> shift, slope, rate);
  }
}
