import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Analysis } from '../../src/core/analysis.js';
import type { Nlu, Question } from '../../src/nlu/nlu.js';

/** Sentences of our own a provider must tell apart: `asks` for a human, or has a mood. */
const asks = 'I want to talk to a human being';
const happy = 'thank you so much, this is wonderful';
const angry = 'this is terrible, I hate it';
const plain = 'what are your opening hours';

const hostile = [
  ' ',
  '\u0000',
  'a'.repeat(20_000),
  '💥'.repeat(4_000),
  'half a character \uD83D',
  '\uDC00 the other half',
  '__proto__ constructor',
  '{"documents":[]}',
  '\u202Ereversed',
  '('.repeat(5_000),
];

const locales = [undefined, '', 'en', 'de-DE', 'zh-Hant', 'x'.repeat(1_000), '__proto__', 'en; drop'];

const ask = (text: string, rest: Partial<Question> = {}): Question => ({ text, locale: 'en', picked: false, ...rest });

/** What every NLU provider promises, whatever it works with. */
export function nluContract(name: string, open: () => Promise<Nlu>): void {
  describe(`the NLU provider ${name}`, () => {
    let nlu: Nlu;
    beforeAll(async () => {
      nlu = await open();
      nlu.tune?.({ talkToHuman: [0.45, 0.8], negativeSentiment: [0.7] });
    });
    afterAll(() => nlu.close());

    test('tells a request for a human from other wishes', async () => {
      const request = await nlu.analyze(ask(asks));
      const other = await nlu.analyze(ask(plain));
      expect(request.talkToHuman?.score).toBeGreaterThan(0.8);
      expect(other.talkToHuman?.score).toBeLessThan(0.45);
    });

    test('tells anger from thanks', async () => {
      expect((await nlu.analyze(ask(angry))).sentiment?.negative).toBeGreaterThan(0.7);
      expect((await nlu.analyze(ask(happy))).sentiment?.negative).toBeLessThan(0.3);
    });

    test('names provider and model of each score', async () => {
      const { talkToHuman, sentiment } = await nlu.analyze(ask(plain));
      for (const source of [talkToHuman, sentiment]) {
        expect(source?.provider).toMatch(/^[a-z]+$/);
        expect(source?.model).toMatch(/\S/);
      }
    });

    test('measures no sentiment on the title of a picked choice, and answers at once', () => {
      const analysis = nlu.analyze(ask('Talk to an agent', { picked: true }));
      expect(analysis).not.toBeInstanceOf(Promise);
      expect((analysis as Analysis).sentiment).toBeUndefined();
      expect((analysis as Analysis).talkToHuman?.score).toBeGreaterThan(0.45);
    });

    test.each(hostile.map((text) => [JSON.stringify(text).slice(0, 40), text]))(
      'answers %s like anything else',
      async (_, text) => {
        checkScores(await nlu.analyze(ask(text)));
      },
    );

    test.each(locales.map((locale) => [String(locale).slice(0, 20), locale]))(
      'takes the locale %s for a hint only',
      async (_, locale) => {
        checkScores(await nlu.analyze(ask(plain, { locale })));
      },
    );

    test('answers each of many concurrent questions with its own scores', async () => {
      const questions = Array.from({ length: 60 }, (_, i) => ask(`${[angry, happy, asks][i % 3]} ${i}`));
      const alone = [];
      for (const question of questions) alone.push(scoresOf(await nlu.analyze(question)));
      const together = await Promise.all(questions.map((question) => nlu.analyze(question)));
      expect(together.map(scoresOf)).toEqual(alone);
    });

    test('says what is not well in sentences', () => {
      for (const sentence of nlu.health?.() ?? []) expect(sentence).toMatch(/\w+ \w+/);
    });
  });
}

function checkScores({ talkToHuman, sentiment, degraded }: Analysis): void {
  if (talkToHuman) expect(talkToHuman.score).toSatisfy(isShare);
  if (sentiment) {
    const { positive, neutral, negative } = sentiment;
    for (const score of [positive, neutral, negative]) expect(score).toSatisfy(isShare);
    expect(positive + neutral + negative).toBeCloseTo(1, 1);
  }
  expect(Array.isArray(degraded)).toBe(true);
}

const isShare = (score: number) => score >= 0 && score <= 1;

const scoresOf = ({ talkToHuman, sentiment }: Analysis) => [talkToHuman?.score, sentiment?.negative];
