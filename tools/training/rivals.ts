import { createRequire } from 'node:module';
import { fingerprint, type Phrase } from './data.js';
import type { Mood } from './sets.js';

const require = createRequire(import.meta.url);

/** A sentiment library from npm that could be used in place of our model; it says one of our three labels. */
export interface MoodRival {
  readonly name: string;
  mood(text: string): Mood | Promise<Mood>;
}

/** The label of a score around 0, which is neutral below `bar`. */
function moodOf(score: number, bar: number): Mood {
  if (score >= bar && score > 0) return 'positive';
  if (score <= -bar && score < 0) return 'negative';
  return 'neutral';
}

/** Opens every sentiment library we compare with. */
export async function moodRivals(): Promise<MoodRival[]> {
  const { SentimentIntensityAnalyzer } = require('vader-sentiment');
  const Afinn = require('sentiment');
  const afinn = new Afinn();
  const wink = require('wink-nlp')(require('wink-eng-lite-web-model'), ['sbd', 'negation', 'sentiment']);
  const { containerBootstrap } = require('@nlpjs/core');
  const { SentimentAnalyzer } = require('@nlpjs/sentiment');
  const { LangEn } = require('@nlpjs/lang-en');
  const container = await containerBootstrap();
  container.use(LangEn);
  const nlpjs = new SentimentAnalyzer({ container });
  return [
    {
      name: 'vader-sentiment',
      mood: (text) => moodOf(SentimentIntensityAnalyzer.polarity_scores(text).compound, 0.05),
    },
    { name: 'sentiment (AFINN)', mood: (text) => moodOf(afinn.analyze(text).score, 1) },
    { name: 'wink-nlp', mood: (text) => moodOf(wink.readDoc(text).out(wink.its.sentiment), 0.05) },
    {
      name: 'node-nlp (sentiment)',
      mood: async (text) => (await nlpjs.process({ utterance: text, locale: 'en' })).sentiment.vote as Mood,
    },
  ];
}

/** Words that many bots take for a request wherever they occur. */
const KEYWORDS =
  /\b(human|agent|representative|operator|real person|live person|talk to (a person|someone)|speak (to|with) (a person|someone)|customer service|manager|supervisor)\b/i;

/** 1 where a keyword occurs, 0 elsewhere. */
export function keywordScore(text: string): number {
  return KEYWORDS.test(text) ? 1 : 0;
}

/** A system that scores from 0 to 1 whether a text asks for a human. */
export interface IntentRival {
  readonly name: string;
  score(text: string): Promise<number>;
}

/**
 * The NLU of node-nlp, its neural network over stemmed words, trained on one English phrase in fifteen: with 1,245 of
 * them or more it was measured to call everything `other`.
 */
export async function trainNodeNlp(phrases: readonly Phrase[]): Promise<IntentRival> {
  const texts = phrases.filter(
    ({ language, kind, text }) =>
      language === 'en' && (kind === 'human' || kind === 'other') && fingerprint(text) % 15 === 0,
  );
  const { containerBootstrap } = require('@nlpjs/core');
  const { LangEn } = require('@nlpjs/lang-en');
  const { NluNeural } = require('@nlpjs/nlu');
  const container = await containerBootstrap();
  container.use(LangEn);
  const nlu = new NluNeural({ locale: 'en', container, log: false, settings: { log: false } });
  await nlu.train(texts.map(({ text, kind }) => ({ utterance: text, intent: kind })));
  return {
    name: 'node-nlp (NLU)',
    async score(text) {
      const { classifications } = await nlu.process(text);
      const found = classifications.find(({ intent }: { intent: string }) => intent === 'human');
      return (found?.score as number | undefined) ?? 0;
    },
  };
}
