import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { recognizers } from '../../src/redaction/recognizers/index.js';
import { createRedactText } from '../../src/redaction/redact-text.js';
import { root } from '../training/folders.js';

interface Form {
  readonly kind: string;
  readonly text: string;
  readonly locale?: string;
  /** What must be left; absent for a trap, which must stay as it is. */
  readonly becomes?: string;
}

/** How one kind of form fared. `kind` is `trap` for what only looks personal. */
export interface RedactionScore {
  readonly set: string;
  readonly kind: string;
  readonly rows: number;
  /** Rows of which exactly what is personal was taken out; of traps, those that were left alone. */
  readonly right: number;
  /** Rows of which anything was taken out. */
  readonly changed: number;
}

const sets: readonly (readonly [string, string])[] = [
  ['known forms', 'test/golden/redaction.yaml'],
  ['held out', 'test/heldout/redaction.yaml'],
];

/** Redacts every form of both sets: the one the recognizers were made with, and one by another hand. */
export function scoreRedaction(): RedactionScore[] {
  return sets.flatMap(([set, file]) => {
    const forms = parse(readFileSync(`${root}${file}`, 'utf8')) as Form[];
    const outcomes = forms.map(({ kind, text, locale, becomes = text }) => {
      const left = createRedactText(recognizers, locale, undefined)(text, {});
      return {
        kind: becomes === text ? 'trap' : (kind.split(',')[0] as string),
        right: left === becomes,
        changed: left !== text,
      };
    });
    return [...new Set(outcomes.map(({ kind }) => kind))].map((kind) => {
      const of = outcomes.filter((one) => one.kind === kind);
      return {
        set,
        kind,
        rows: of.length,
        right: of.filter(({ right }) => right).length,
        changed: of.filter(({ changed }) => changed).length,
      };
    });
  });
}
