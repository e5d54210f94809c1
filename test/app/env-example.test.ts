import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ownSettings } from '../../src/app/own-settings.js';
import { definitionsOf, kinds } from '../../src/app/picked-parts.js';
import { examplesOf } from '../../src/lib/settings.js';

const text = readFileSync(join(import.meta.dirname, '../../.env.example'), 'utf8');
const named = new Set([...text.matchAll(/^#([A-Z][A-Z0-9_]+)=/gm)].map(([, name]) => name as string));

const ofParts = await Promise.all(kinds.map(async (kind) => [...(await definitionsOf(kind)).values()]));
const settings = examplesOf(...ownSettings, ...ofParts.flat());

test('every setting of the process and of every part stands in .env.example, and nothing else', () => {
  expect(settings.size).toBeGreaterThan(90);
  expect([...named].toSorted()).toEqual([...settings.keys()].toSorted());
});

test('every setting has an example, for the message that tells it', () => {
  expect([...settings].filter(([name, example]) => !example.startsWith(`${name}=`))).toEqual([]);
});
