import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { installedModels } from '../../src/nlu/embedded/model.js';
import { trainable, withoutMeasured } from '../../tools/training/data.js';
import type { Manifest } from '../../tools/training/manifest.js';

const names = readdirSync(installedModels, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && readdirSync(join(installedModels, entry.name)).includes('weights.bin'))
  .map((entry) => entry.name);

function json<T>(name: string, file: string): T {
  return JSON.parse(readFileSync(join(installedModels, name, file), 'utf8')) as T;
}

interface Card {
  readonly data: readonly { readonly rows: number; readonly licence: string; readonly from: string }[];
}

describe.each(names)('the training of %s', (name) => {
  const manifest = json<Manifest>(name, 'manifest.json');

  test('read only files that may train a shipped model, and phrases of our own', () => {
    expect(manifest.files.length).toBeGreaterThan(0);
    for (const { file, use } of manifest.files) {
      const ours = /^phrases\/[a-z]{2}\.(human|other|negative|neutral|positive)(\.[a-z-]+)?\.txt$/.test(file);
      expect(ours || (trainable as readonly string[]).includes(file), file).toBe(true);
      expect(use).toBe(ours ? 'own' : 'train');
    }
  });

  test('read no source that is for measuring only', () => {
    const evalOnly =
      /^(tweeteval|xlmt|us-airline|sst|meld|uci|rasa-helpdesk|watson|nlupp-hotels|bf-general-lu|airline-mentions|uss)/;
    for (const { source } of manifest.files) expect(source).not.toMatch(evalOnly);
  });

  test('is attributed, row by row, in the card', () => {
    const { data } = json<Card>(name, 'model.json');
    const rows = (list: readonly { rows: number }[]) => list.reduce((sum, entry) => sum + entry.rows, 0);
    expect(rows(data)).toBe(rows(manifest.files));
    for (const { licence, from } of data) {
      expect(licence).toMatch(/^(CC-BY|CC-BY-SA|CC0|CDLA|MIT|Apache|ODbL|PDDL)/);
      expect(from.length).toBeGreaterThan(10);
    }
  });
});

test('a phrase that also stands in a set for measuring is left out, whatever its dress', () => {
  const phrase = (text: string) => ({
    text,
    language: 'en',
    kind: 'human' as const,
    file: 'en.human.txt',
    heading: '',
  });
  const phrases = ['Agent, please!', 'get me a person', '!!'].map(phrase);
  expect(withoutMeasured(phrases, [{ text: 'agent please' }, { text: '??' }]).map(({ text }) => text)).toEqual([
    'get me a person',
    '!!',
  ]);
});

test('all models together stay within 12 MB', () => {
  const bytes = names.map((name) => readFileSync(join(installedModels, name, 'weights.bin')).byteLength);
  expect(bytes.length).toBeGreaterThanOrEqual(3);
  expect(bytes.reduce((a, b) => a + b, 0)).toBeLessThan(12e6);
});
