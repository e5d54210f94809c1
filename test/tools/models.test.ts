import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { ASKS_FOR_HUMAN, openReader, watched } from '../../tools/training/scores.js';

const root = fileURLToPath(new URL('../../', import.meta.url));
const data = process.env.DATA_DIR ?? `${root}../shared/data`;

interface Sentence {
  readonly lang: string;
  readonly kind: string;
  readonly text: string;
}

function golden(name: string): Sentence[] {
  return parse(readFileSync(`${root}test/golden/${name}.yaml`, 'utf8')) as Sentence[];
}

const read = await openReader();

const asking = (text: string, lang: string) => read(text, lang).talkToHuman?.score ?? 0;

describe('a request for a human escalates at the default threshold', () => {
  test.each(golden('human-requests'))('$lang, $kind: $text', ({ lang, text }) => {
    expect(asking(text, lang)).toBeGreaterThanOrEqual(ASKS_FOR_HUMAN);
  });
});

describe('a sentence that only sounds like a request does not escalate', () => {
  test.each(golden('traps'))('$lang, $kind: $text', ({ lang, text }) => {
    expect(asking(text, lang)).toBeLessThan(ASKS_FOR_HUMAN);
  });
});

describe('a score does not fall more than a point below the recorded one', () => {
  const recorded = JSON.parse(readFileSync(`${root}docs/scoreboard/recorded.json`, 'utf8')) as Record<string, number>;
  const now = watched(read, `${root}test/heldout`, data);

  test('and all held-out sentences are measured', () => {
    expect(Object.keys(now).filter((name) => name.includes('held-out')).length).toBeGreaterThanOrEqual(18);
  });

  test.each(Object.entries(now))('%s: %d', (name, score) => {
    expect(recorded, 'run npm run score and commit what it writes').toHaveProperty([name]);
    expect(score).toBeGreaterThanOrEqual((recorded[name] as number) - 0.01);
  });
});
