import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Registry } from 'prom-client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Analysis } from '../../src/core/analysis.js';
import { createLog } from '../../src/lib/log.js';
import type { Runtime } from '../../src/lib/settings.js';
import { openEmbeddedNlu } from '../../src/nlu/embedded/embedded.js';
import { prefixLength } from '../../src/nlu/embedded/features.js';
import { installedModels } from '../../src/nlu/embedded/model.js';
import type { Nlu } from '../../src/nlu/nlu.js';

const runtime: Runtime = { log: createLog('silent'), metrics: new Registry(), now: () => 0 };

let nlu: Nlu;
beforeAll(async () => {
  nlu = await openEmbeddedNlu({}, runtime);
});
afterAll(() => nlu.close());

function analysis(text: string, locale?: string, picked = false): Analysis {
  const answer = nlu.analyze({ text, locale, picked });
  expect(answer, 'the embedded models answer at once').not.toBeInstanceOf(Promise);
  return answer as Analysis;
}

describe('an analysis', () => {
  test('names the provider and the models with their versions', () => {
    const { talkToHuman, sentiment } = analysis('can I talk to a person?');
    expect(talkToHuman).toMatchObject({ provider: 'embedded', model: expect.stringMatching(/^talk-to-human@\d+$/) });
    expect(sentiment).toMatchObject({ provider: 'embedded', model: expect.stringMatching(/^sentiment@\d+$/) });
  });

  test.each([
    ['I want to talk to a human being', 'en'],
    ['Ich möchte bitte mit einem Menschen sprechen', 'de'],
    ['Quiero hablar con una persona de verdad', 'es'],
    ['Je voudrais parler à un vrai conseiller', 'fr'],
    ['Vorrei parlare con un operatore', 'it'],
  ])('hears the request in "%s" and knows that it is %s', (text, language) => {
    const read = analysis(text);
    expect(read.language).toBe(language);
    expect(read.talkToHuman?.score).toBeGreaterThan(0.8);
    expect(read.degraded).toEqual([]);
  });

  test.each([
    'where is my parcel',
    'are you a human?',
    'I am a travel agent and need a new password',
    'thanks, that worked',
  ])('hears no request in "%s"', (text) => {
    expect(analysis(text).talkToHuman?.score).toBeLessThan(0.3);
  });

  test('has three shares that add up to 1, the largest of which is the label', () => {
    for (const text of ['this is useless garbage', 'thank you so much, great help!', 'what are your opening hours']) {
      const { sentiment } = analysis(text);
      const { negative, neutral, positive, label } = sentiment ?? {};
      expect((negative ?? 0) + (neutral ?? 0) + (positive ?? 0)).toBeCloseTo(1, 9);
      expect(Math.max(negative ?? 0, neutral ?? 0, positive ?? 0)).toBe(sentiment?.[label as 'negative']);
    }
  });

  test.each([
    ['you are a stupid useless bot', 'negative'],
    ['thank you, that is perfect!', 'positive'],
    ['I would like to change my delivery address', 'neutral'],
    ['das ist doch alles Mist hier', 'negative'],
  ])('finds "%s" %s', (text, label) => {
    expect(analysis(text).sentiment?.label).toBe(label);
  });

  test('of a picked choice measures only the request for a human', () => {
    const { talkToHuman, sentiment, degraded } = analysis('Talk to an agent', 'en', true);
    expect(talkToHuman?.score).toBeGreaterThan(0.8);
    expect(sentiment).toBeUndefined();
    expect(degraded).toEqual([]);
  });

  test('in a language without measured quality says so and leaves sentiment unmeasured', () => {
    const { language, sentiment, talkToHuman, degraded } = analysis(
      'En minä tiedä miksi tämä ei toimi täällä lainkaan',
    );
    expect(language).toBe('fi');
    expect(sentiment).toBeUndefined();
    expect(talkToHuman).toBeUndefined();
    expect(degraded).toEqual([
      { provider: 'embedded', signal: 'talkToHuman', cause: 'unsupported-language' },
      { provider: 'embedded', signal: 'sentiment', cause: 'unsupported-language' },
    ]);
  });

  test('leans on the locale where the text is too short to tell', () => {
    expect(analysis('ok', 'de-AT').language).toBe('de');
    expect(analysis('menu', 'fr').language).toBe('fr');
  });

  test('is the same each time, whatever was read in between', () => {
    const first = analysis('Hello, I have waited for two weeks. Get me your manager!');
    analysis('字'.repeat(5000));
    expect(analysis('Hello, I have waited for two weeks. Get me your manager!')).toEqual(first);
  });
});

describe('hostile text', () => {
  test.each([
    ['100,000 characters', 'I want to know where my parcel is. '.repeat(2858)],
    ['one word of 100,000 letters', 'a'.repeat(100_000)],
    [
      'one word of 100,000 different letters',
      Array.from({ length: 100_000 }, (_, i) => 'abcdefghij'[(i * 7) % 10]).join(''),
    ],
    ['10,000 emoji', '😡'.repeat(10_000)],
    ['10,000 joined emoji', '👩‍👩‍👧'.repeat(10_000)],
    ['combining marks', `a${'\u0301'.repeat(50_000)}`],
    ['marks out of order', `a${'\u0316\u0301'.repeat(50_000)}`],
    ['letters that grow when normalised', '\ufdfa'.repeat(10_000)],
    ['letters that grow in lower case', '\u0130'.repeat(10_000)],
    ['mixed scripts', 'aяأ字あก한'.repeat(5_000)],
    ['lone surrogates', '\ud83d\ud83d\udc00'.repeat(5_000)],
    ['control characters', '\u0000\u0001\u202e'.repeat(5_000)],
    ['punctuation only', '.!?.'.repeat(5_000)],
    ['one-letter words', 'a b '.repeat(5_000)],
    ['clauses of one sign', '字。'.repeat(5_000)],
    ['faces', ':) :( <3 @a '.repeat(5_000)],
    ['apostrophes', "don't ' ".repeat(5_000)],
    ['links', 'https://a.b/c '.repeat(5_000)],
    ['white space', ' \n\t'.repeat(5_000)],
    ['nothing', ''],
  ])('of %s gives scores between 0 and 1', (_, text) => {
    for (const locale of [undefined, 'de-DE', 'not a locale', '__proto__']) {
      const { talkToHuman, sentiment } = analysis(text, locale);
      for (const score of [talkToHuman?.score ?? 0, sentiment?.negative ?? 0, sentiment?.positive ?? 0]) {
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(1);
      }
    }
  });

  test('is read up to the bounded prefix only', () => {
    const start = 'word '.repeat(prefixLength / 5);
    expect(analysis(`${start}I want to talk to a human now`)).toEqual(analysis(start));
  });
});

describe('a model folder', () => {
  const folders: string[] = [];
  function copyOfModels(): string {
    const folder = mkdtempSync(join(tmpdir(), 'models-'));
    folders.push(folder);
    cpSync(installedModels, folder, { recursive: true });
    return folder;
  }
  afterAll(() => {
    for (const folder of folders) rmSync(folder, { recursive: true });
  });

  test('elsewhere is used when the settings name it', async () => {
    const other = await openEmbeddedNlu({ models: copyOfModels() }, runtime);
    expect(other.analyze({ text: 'agent please', locale: undefined, picked: false })).toEqual(analysis('agent please'));
  });

  test.each([
    ['weights that were changed', 'sentiment/weights.bin', Buffer.alloc(786_432, 1)],
    ['weights that were cut', 'talk-to-human/weights.bin', Buffer.alloc(10)],
    ['a card that is not JSON', 'sentiment/model.json', Buffer.from('{')],
    ['a card of nothing', 'language/model.json', Buffer.from('null')],
    ['a card without a table', 'talk-to-human/model.json', Buffer.from('{"weights":{}}')],
  ])('with %s is refused by one error that names the file and what to do', async (_, file, bytes) => {
    const folder = copyOfModels();
    writeFileSync(join(folder, file), bytes);
    const opening = openEmbeddedNlu({ models: folder }, runtime);
    await expect(opening).rejects.toThrow(file);
    await expect(opening).rejects.toThrow('npm run train');
  });

  test('that is not there is refused by name', async () => {
    await expect(openEmbeddedNlu({ models: '/nowhere' }, runtime)).rejects.toThrow(
      /NLU_MODELS: there is no such folder/,
    );
  });
});
