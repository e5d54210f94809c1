import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { recognizers } from '../../src/redaction/recognizers/index.js';
import { createRedactText } from '../../src/redaction/redact-text.js';

interface Form {
  readonly kind: string;
  readonly text: string;
  readonly locale?: string;
  readonly becomes?: string;
}

const forms: Form[] = parse(readFileSync(new URL('../golden/redaction.yaml', import.meta.url), 'utf8'));

test.each(forms)('$kind: $text', ({ text, locale, becomes = text }) => {
  expect(createRedactText(recognizers, locale, undefined)(text, {})).toBe(becomes);
});
