import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/** The rows of the table of threats in the guide: the last cell is a file, and a test in it where one is named. */
const [, section = ''] = /^## Threats$([\s\S]+?)^## /m.exec(readFileSync('docs/security.md', 'utf8')) ?? [];
const rows = [...section.matchAll(/^\| ([^|]+) \| [^|]+ \| `([^`]+)`(?:: ([^|]+))? \|$/gm)].map((row) => ({
  threat: row[1] as string,
  file: row[2] as string,
  title: row[3],
}));

test('every threat has a line, and every line a test', () => {
  const lines = section.split('\n').filter((line) => line.startsWith('| '));
  expect(rows.length).toBeGreaterThan(20);
  expect(rows).toHaveLength(lines.length - 1);
});

test.each(rows)('$threat: the test is there', ({ file, title }) => {
  expect(existsSync(file)).toBe(true);
  if (title !== undefined) expect(readFileSync(file, 'utf8')).toContain(title);
});
