import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { quantize, type Weights } from './linear.js';
import type { Manifest } from './manifest.js';
import { attributionOf } from './sources.js';

/** What a card says of a model beside its weights and its data. */
export interface About {
  readonly name: string;
  readonly version: number;
  readonly date: string;
  readonly task: string;
  readonly labels: readonly string[];
  readonly languages: readonly string[];
  /** What the inference code needs beside the table, e.g. the calibration. */
  readonly numbers: Readonly<Record<string, unknown>>;
  readonly training: unknown;
  readonly scores: unknown;
}

/** Rounds a number for a card to six digits; the service reads the card, so it uses the rounded number. */
export function rounded(value: number): number {
  return Number(value.toPrecision(6));
}

/** Writes a model: its weights as int8 and its card. The same weights give the same bytes. */
export function writeModel(folder: string, about: About, weights: Weights, manifest: Manifest): void {
  const { rows, scale } = quantize(weights);
  const { name, version, date, task, labels, languages, numbers, training, scores } = about;
  const bySource = new Map<string, { rows: number; licence: string; from: string }>();
  for (const { source, rows: count } of manifest.files) {
    const attribution = attributionOf(source);
    const before = bySource.get(attribution.from);
    bySource.set(attribution.from, { rows: (before?.rows ?? 0) + count, ...attribution });
  }
  const card = {
    name,
    version,
    date,
    task,
    labels,
    languages,
    weights: {
      file: 'weights.bin',
      bytes: rows.byteLength,
      sha256: createHash('sha256').update(rows).digest('hex'),
    },
    table: { bits: weights.bits, columns: weights.columns, scale },
    bias: [...weights.bias].map(rounded),
    ...numbers,
    training,
    data: [...bySource.values()],
    scores,
  };
  mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(join(folder, name, 'weights.bin'), rows);
  writeFileSync(join(folder, name, 'model.json'), `${JSON.stringify(card, null, 2)}\n`);
  writeFileSync(join(folder, name, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
}
