import { expect, test } from 'vitest';
import { createDigestOfSaid, saysOther } from '../../src/core/said.js';

const one = createDigestOfSaid('key-1');
const other = createDigestOfSaid('key-2');

const pairs: [it: string, before: string | undefined, now: string | undefined, differs: boolean][] = [
  ['the same words', one({ text: 'hello' }), one({ text: 'hello' }), false],
  ['other words', one({ text: 'hello' }), one({ text: 'hello!' }), true],
  ['words under a key that a restart took', other({ text: 'hello' }), one({ text: 'good bye' }), false],
  ['words that an earlier release did not keep', undefined, one({ text: 'hello' }), false],
  ['words that nobody asks about', one({ text: 'hello' }), undefined, false],
  ['a tap and a text', one({ value: 'x' }), one({ text: 'x' }), true],
];

test.each(pairs)('of %s it is known whether they differ', (_it, before, now, differs) => {
  expect(saysOther(before, now)).toBe(differs);
});

test('a digest has 32 bits of what was said, in characters that a stored line can hold', () => {
  expect(one({ text: 'hello' })).toMatch(/^[\w-]{9}$/);
  expect(one({})).toMatch(/^[\w-]{9}$/);
});
