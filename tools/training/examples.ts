import { createReader } from '../../src/nlu/embedded/reader.js';
import { fingerprint } from './data.js';

/** One text to learn from: the class it belongs to and how much it counts. */
export interface Example {
  readonly text: string;
  readonly language: string;
  readonly source: string;
  readonly label: number;
  readonly weight: number;
}

/** An example with the file it was read from, which the manifest counts. */
export interface Sourced extends Example {
  readonly file: string;
}

/** Every tenth text, the same ones at every run: calibration is learned on them. */
export function setAside({ text }: { readonly text: string }): boolean {
  return fingerprint(text) % 10 === 0;
}

/** Examples as the reader sees them, packed: the features of example i are `hashes[starts[i] .. starts[i + 1]]`. */
export interface Packed {
  readonly count: number;
  readonly hashes: Uint32Array;
  /** Where example i starts, and where its letter n-grams start within. */
  readonly starts: Uint32Array;
  readonly grams: Uint32Array;
  /** Clause ends of example i: `clauses[firstClause[i] .. firstClause[i + 1]]`, pairs of word and letter counts. */
  readonly clauses: Uint32Array;
  readonly firstClause: Uint32Array;
  readonly labels: Uint8Array;
  readonly weights: Float32Array;
}

function grown(array: Uint32Array<ArrayBuffer>, need: number): Uint32Array<ArrayBuffer> {
  if (need <= array.length) return array;
  const larger = new Uint32Array(Math.max(need, array.length * 2));
  larger.set(array);
  return larger;
}

/** Reads the examples once, so that every epoch goes over numbers only. */
export function pack(examples: readonly Example[]): Packed {
  const reader = createReader();
  const count = examples.length;
  const starts = new Uint32Array(count + 1);
  const grams = new Uint32Array(count);
  const firstClause = new Uint32Array(count + 1);
  let hashes = new Uint32Array(1 << 20);
  let clauses = new Uint32Array(1 << 16);
  let at = 0;
  let clauseAt = 0;
  examples.forEach((example, i) => {
    const features = reader.read(example.text);
    const { wordCount, gramCount, clauseCount } = features;
    hashes = grown(hashes, at + wordCount + gramCount);
    hashes.set(features.words.subarray(0, wordCount), at);
    hashes.set(features.grams.subarray(0, gramCount), at + wordCount);
    clauses = grown(clauses, clauseAt + clauseCount * 2);
    for (let c = 0; c < clauseCount; c++) {
      clauses[clauseAt + c * 2] = features.clauseWords[c] as number;
      clauses[clauseAt + c * 2 + 1] = features.clauseGrams[c] as number;
    }
    starts[i] = at;
    grams[i] = at + wordCount;
    firstClause[i] = clauseAt;
    at += wordCount + gramCount;
    clauseAt += clauseCount * 2;
  });
  starts[count] = at;
  firstClause[count] = clauseAt;
  return {
    count,
    hashes: hashes.slice(0, at),
    starts,
    grams,
    clauses: clauses.slice(0, clauseAt),
    firstClause,
    labels: Uint8Array.from(examples, (example) => example.label),
    weights: Float32Array.from(examples, (example) => example.weight),
  };
}
