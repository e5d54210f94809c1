import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { fold } from '../../src/core/fold.js';
import { tokensOf } from '../../src/core/tokens.js';
import { kind, phraseAt } from '../../src/core/words/index.js';
import { moreYesNo } from '../../src/core/words/more-yes-no.js';
import { yesOrNo } from '../../src/core/yes-no.js';

interface Answers {
  readonly lang: string;
  /** The activity's; absent where an answer is understood without. */
  readonly locale?: string;
  readonly yes: readonly string[];
  readonly no: readonly string[];
  readonly neither: readonly string[];
}

const table: readonly Answers[] = parse(readFileSync(new URL('../golden/yes-no.yaml', import.meta.url), 'utf8'));

describe.each(table)('an answer to the offer of a person, in $lang', ({ locale, yes, no, neither }) => {
  if (yes.length > 0) test.each(yes)('"%s" takes it up', (answer) => expect(yesOrNo(answer, locale)).toBe('yes'));
  if (no.length > 0) test.each(no)('"%s" turns it down', (answer) => expect(yesOrNo(answer, locale)).toBe('no'));
  test.each(neither)('"%s" does neither', (answer) => expect(yesOrNo(answer, locale)).toBeUndefined());
});

test('case, accents, punctuation and courtesy do not change an answer', () => {
  for (const { locale, yes, no } of table) {
    for (const answer of [...yes, ...no]) {
      const read = yesOrNo(answer, locale);
      const shouted = answer.toLocaleUpperCase(locale);
      expect([answer, yesOrNo(`  ${shouted} !!`, locale)]).toEqual([answer, read]);
      expect([answer, yesOrNo(`${answer.normalize('NFD')}.`, locale)]).toEqual([answer, read]);
    }
  }
});

test.each(Object.entries(moreYesNo))('yes and no of the table are read in %s', (tag, { yes, no, around }) => {
  const phrasesIn = (list: string) => list.split(',').map((phrase) => phrase.trim());
  for (const phrase of phrasesIn(yes)) expect([phrase, yesOrNo(phrase, tag)]).toEqual([phrase, 'yes']);
  for (const phrase of phrasesIn(no)) expect([phrase, yesOrNo(phrase, `${tag}-XX`)]).toEqual([phrase, 'no']);
  const courtesy = phrasesIn(around)[0] as string;
  const [plainYes, plainNo] = [yes, no].map((list) => phrasesIn(list)[0]);
  expect(yesOrNo(`${plainYes}, ${courtesy}`, tag)).toBe('yes');
  expect(yesOrNo(`${plainNo}, ${courtesy}`, tag)).toBe('no');
});

test('there are at least forty languages of answers', () => {
  expect(Object.keys(moreYesNo).length).toBeGreaterThanOrEqual(40);
});

test('a locale of another language than the answer changes nothing where no word is ambiguous', () => {
  expect(yesOrNo('да', 'en-US')).toBe('yes');
  expect(yesOrNo('no thanks', 'ru')).toBe('no');
  expect(yesOrNo('jo', 'de')).toBe('yes');
  expect(yesOrNo('да 👎')).toBeUndefined();
});

test('no answer of one language is the opposite in another', () => {
  const phrases = table.flatMap(({ yes, no }) => [...yes, ...no]);
  for (const phrase of phrases) {
    const { words } = tokensOf(fold(phrase));
    const found = phraseAt(words, 0, words.length, kind.yes | kind.no | kind.agree | kind.decline);
    if (found === undefined) continue;
    const both = (found.kinds & (kind.yes | kind.agree)) !== 0 && (found.kinds & (kind.no | kind.decline)) !== 0;
    expect([phrase, both]).toEqual([phrase, false]);
  }
});

test('an answer that goes on with anything unknown is neither yes nor no', () => {
  const unknown = fc.stringMatching(/^q[bcdfghjklmnpqrstvwxz]{4,8}$/);
  fc.assert(
    fc.property(fc.constantFrom('yes', 'no', 'ja', 'non', 'はい', '不用了'), unknown, (answer, word) => {
      expect(yesOrNo(`${answer} ${word}`)).toBeUndefined();
    }),
  );
});

test('nothing typed makes it throw', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
      expect(['yes', 'no', undefined]).toContain(yesOrNo(text));
    }),
  );
});

test('what is longer than an answer is none', () => {
  expect(yesOrNo('yes '.repeat(20))).toBe('yes');
  expect(yesOrNo('yes '.repeat(100_000))).toBeUndefined();
});
