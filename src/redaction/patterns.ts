import { readFileSync } from 'node:fs';
import { RE2JS } from 're2js';
import { SettingsError } from '../lib/settings.js';
import type { Recognize, Span } from './recognizers/recognizer.js';

/**
 * Reads a file of patterns, one a line; empty lines and those that begin with `#` are left out. RE2 matches in time
 * linear in the text, whatever the pattern.
 *
 * @throws SettingsError naming the line that is no regular expression
 */
export function readPatterns(file: string): Recognize[] {
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.flatMap((line, i) => {
    const source = line.trim();
    if (source === '' || source.startsWith('#')) return [];
    try {
      const pattern = RE2JS.compile(source);
      return [(text: string) => matchesOf(pattern, text)];
    } catch {
      const fault = `line ${i + 1} is not a regular expression in RE2 syntax`;
      throw new SettingsError([{ name: 'REDACTION_PATTERNS_FILE', fault, example: 'a line such as CUST-\\d{8}' }]);
    }
  });
}

function matchesOf(pattern: RE2JS, text: string): Span[] {
  const spans: Span[] = [];
  const matcher = pattern.matcher(text);
  while (matcher.find()) spans.push({ from: matcher.start(), to: matcher.end(), kind: 'pattern' });
  return spans.filter(({ from, to }) => to > from);
}
