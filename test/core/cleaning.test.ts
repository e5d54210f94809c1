import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { clean, mostUtteranceLength } from '../../src/core/cleaning/clean.js';
import { conventionNames } from '../../src/core/cleaning/index.js';
import type { Activity } from '../../src/core/turn.js';
import { yesOrNo } from '../../src/core/yes-no.js';

interface Group {
  readonly it: string;
  readonly activity?: Activity;
  readonly taken?: readonly string[];
  readonly rows: readonly (readonly [text: string, said: string])[];
}

const groups: readonly Group[] = parse(readFileSync(new URL('../golden/cleaning.yaml', import.meta.url), 'utf8'));

describe.each(groups)('$it', ({ activity = {}, taken = [], rows }) => {
  test.each(rows)('%j is %j', (text, said) => {
    const cleaned = clean({ ...activity, text });
    expect(cleaned.text).toBe(said);
    if (taken.length === 0) expect(cleaned.cleaned).toEqual({});
    else expect(Object.keys(cleaned.cleaned)).toEqual(expect.arrayContaining([...taken]));
  });
});

test('every convention has rows', () => {
  expect(new Set(groups.flatMap(({ taken = [] }) => taken))).toEqual(new Set(conventionNames));
});

test('each time it stands in the text counts', () => {
  const text = '<b>no</b> :wave: :pray: &amp; &lt;3';
  expect(clean({ text }).cleaned).toEqual({ entity: 2, tag: 2, emojiCode: 2 });
});

describe('plain text', () => {
  const words = fc.array(fc.stringMatching(/^[a-z]{1,9}$/), { minLength: 1, maxLength: 30 });
  test('is what was said, word for word', () => {
    const asks = /(human|person|agent|operator|rep|staff|manager|someone|support)/;
    fc.assert(
      fc.property(words, (all) => {
        const text = all.filter((word) => word.length > 1 && !asks.test(word) && !/(.)\1\1/.test(word)).join(' ');
        expect(clean({ text })).toEqual({ text, isCut: false, cleaned: {} });
      }),
    );
  });
  test('of 4,000 characters is not cut, and of more its beginning and its end are kept', () => {
    const line = 'the lamp is still not here\n';
    const long = line.repeat(200).slice(0, mostUtteranceLength).trim();
    expect(clean({ text: long })).toEqual({ text: long, isCut: false, cleaned: {} });
    const { text, isCut } = clean({ text: `first of all ${line.repeat(400)} and that is all` });
    expect([isCut, text.length <= mostUtteranceLength]).toEqual([true, true]);
    expect(text.startsWith('first of all the lamp')).toBe(true);
    expect(text.endsWith('and that is all')).toBe(true);
  });
  test('above a long quote is read without it and not cut', () => {
    const quoted = '> the lamp is still not here\n'.repeat(500);
    expect(clean({ text: `no\n\n${quoted}` })).toEqual({ text: 'no', isCut: false, cleaned: { quote: 1 } });
  });
});

const bot = { id: '28:7c1', name: 'Agent' };
const mentioned = { recipient: bot, entities: [{ type: 'mention', mentioned: bot, text: '<at>Agent</at>' }] };

/** What stands around words in what channels send, each with a hole for the words. */
const around: readonly ((said: string) => string)[] = [
  (said) => `**${said}**`,
  (said) => `\u200b${said}\ufeff`,
  (said) => `:blue-team: ${said}`,
  (said) => `<at>Agent</at> ${said}`,
  (said) => `@agent, ${said}`,
  (said) => `&nbsp;${said}&nbsp;`,
  (said) => `<div><b>${said}</b></div>`,
  (said) => `\r\n ${said}\r\n`,
  (said) => `${said}\n\nSent from my iPhone`,
  (said) => `${said}\n\nKind regards\nKim Roe\nCustomer Agent`,
  (said) => `${said}\n-- \nKim Roe\nCustomer Agent`,
  (said) => `${said}\n\n> Shall I get you an agent?\n> Say yes.`,
  (said) => `${said}\n\nOn 3 March 2026 at 8:15 Blue Bot <bot@blue.example> wrote:\n> Say yes.`,
];

describe('conventions put together at random', () => {
  const said = fc.constantFrom('2', '2 - Lamps', 'yes please', 'no', 'where is my lamp', 'human', '#3', '👍');
  const layers = fc.uniqueArray(fc.constantFrom(...around), { maxLength: 6 });
  test('leave what the user said', () => {
    fc.assert(
      fc.property(said, layers, (words, wraps) => {
        const inLines = wraps.toSorted((one, other) => around.indexOf(one) - around.indexOf(other));
        const text = inLines.reduce((inner, wrap) => wrap(inner), `${words}`);
        expect([text, clean({ ...mentioned, text }).text]).toEqual([text, words]);
      }),
      { numRuns: 500 },
    );
  });
  test('leave an answer to an offer the answer it is', () => {
    fc.assert(
      fc.property(fc.constantFrom('yes', 'no thanks', 'ja, gerne'), fc.constantFrom(...around), (words, wrap) => {
        expect(yesOrNo(clean({ ...mentioned, text: wrap(words) }).text)).toBe(yesOrNo(words));
      }),
    );
  });
});

describe('hostile activities', () => {
  const pieces = fc.constantFrom(
    ...'<at> </at> <at>x</at> <@U <@U1|x> <blockquote> </blockquote> <!-- --> <style> &nbsp; &#x &amp;amp; : :a: ::'.split(
      ' ',
    ),
    ...'* ** _ ~~ ` ``` [a]( [a](https://b) <https:// > >> >>> a.b.c a g e n t talktooperator aaaa 人 ②'.split(' '),
    '\n',
    '\r\n',
    '-- \n',
    'From: ',
    'Sent: ',
    'On 3 2026 wrote:\n',
    'Kind regards\n',
    '\u200b',
    '\ud83c',
    '\u202e',
    '𝗮',
  );
  const anything = fc.anything({ maxDepth: 3 });
  test('never throw, and never leave more than is read', () => {
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 200 }), anything, anything, (parts, entities, recipient) => {
        const { text, cleaned } = clean({ text: parts.join(''), entities, recipient, attachments: entities });
        expect(text.length).toBeLessThanOrEqual(mostUtteranceLength);
        for (const [name, count] of Object.entries(cleaned)) {
          expect(conventionNames).toContain(name);
          expect(count).toBeGreaterThan(0);
        }
      }),
      { numRuns: 300 },
    );
  });
  test.each([[undefined], [null], [7], [{ a: 1 }], [['<at>x</at>']]])('with %j for a text say nothing', (text) => {
    expect(clean({ text, entities: text })).toEqual({ text: '', isCut: false, cleaned: {} });
  });
  test.each([
    [[{ type: 'mention' }]],
    [[{ type: 'mention', mentioned: 'x', text: { length: 3 } }]],
    [[null, 7, [], { type: 'mention', mentioned: null, text: '' }]],
    [{ type: 'mention', text: '<at>Kim</at>' }],
    ['<at>Kim</at>'],
  ])('with %j for entities are read as if they had none', (entities) => {
    expect(clean({ text: '<at>Kim</at> no', entities }).text).toBe('no');
  });
  test('with a mention that names a letter of the text lose no letters', () => {
    const entities = [{ type: 'mention', mentioned: bot, text: 'a' }];
    expect(clean({ text: 'a lamp and a chair', recipient: bot, entities }).text).toBe('a lamp and a chair');
  });
  const megabyte = (piece: string) => piece.repeat(Math.ceil(1_048_576 / piece.length));
  test.each([
    '>',
    '> ',
    '> a\n',
    '<at>',
    '<at>a',
    '<blockquote>',
    '<blockquote>a</blockquote>',
    '&amp;',
    '&#',
    ':a',
    ':a:',
    '*a',
    '[a](',
    '<https://',
    'a.',
    'a',
    'talktooperator',
    'From: a\n',
    'From: Sent: ',
    'On 3 2026 ',
    'On 10:12 wrote:\n',
    '\n',
    '-- \n',
    'Kind regards\n',
    '<!--',
    '@Agent ',
    '\u200d',
    '人 ',
    'ａ',
  ])('with a mebibyte of %j are read at once', (piece) => {
    const text = megabyte(piece);
    clean({ ...mentioned, text, channelId: 'email' });
    const began = performance.now();
    clean({ ...mentioned, text, channelId: 'email' });
    expect(performance.now() - began).toBeLessThan(500);
  });
  test('with ten thousand nested quotes keep what was said beside them', () => {
    expect(clean({ text: `no\n${'> '.repeat(10_000)}yes` }).text).toBe('no');
    expect(clean({ text: `${'<blockquote>'.repeat(1_000)}yes${'</blockquote>'.repeat(1_000)}no` }).text).toBe('no');
    expect(clean({ text: `${'<blockquote>'.repeat(1_000)}never closed` }).text).toBe('never closed');
  });
});
