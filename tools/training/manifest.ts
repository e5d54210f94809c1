import type { Sourced } from './examples.js';

/** What a training run read: rows by file, source and use. A test checks that every file and source may be trained on. */
export interface Manifest {
  readonly model: string;
  readonly files: readonly { file: string; source: string; use: 'train' | 'own'; rows: number }[];
}

/** Counts the examples of a run before they are augmented. */
export function manifestOf(model: string, examples: readonly Sourced[]): Manifest {
  const rows = new Map<string, number>();
  for (const { file, source } of examples) {
    const key = JSON.stringify([file, source]);
    rows.set(key, (rows.get(key) ?? 0) + 1);
  }
  const files = [...rows]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, count]) => {
      const [file, source] = JSON.parse(key) as [string, string];
      const use = file.startsWith('phrases/') ? ('own' as const) : ('train' as const);
      return { file, source, use, rows: count };
    });
  return { model, files };
}
