import nlpCore from '@nlpjs/core';
import nlpEnglish from '@nlpjs/lang-en';
import nlpNlu from '@nlpjs/nlu';
import nlpSentiment from '@nlpjs/sentiment';
import Afinn from 'sentiment';
import vader from 'vader-sentiment';
import winkModel from 'wink-eng-lite-web-model';
import winkNlp from 'wink-nlp';
import { fingerprint, type Phrase } from '../training/data.js';
import type { Mood } from '../training/sets.js';

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
  const afinn = new Afinn();
  const wink = winkNlp(winkModel, ['sbd', 'negation', 'sentiment']);
  const nlpjs = new nlpSentiment.SentimentAnalyzer({ container: await englishContainer() });
  return [
    {
      name: 'vader-sentiment',
      mood: (text) => moodOf(vader.SentimentIntensityAnalyzer.polarity_scores(text).compound, 0.05),
    },
    { name: 'sentiment (AFINN)', mood: (text) => moodOf(afinn.analyze(text).score, 1) },
    { name: 'wink-nlp', mood: (text) => moodOf(wink.readDoc(text).out(wink.its.sentiment), 0.05) },
    {
      name: 'node-nlp (sentiment)',
      mood: async (text) => (await nlpjs.process({ utterance: text, locale: 'en' })).sentiment.vote,
    },
  ];
}

/** What every part of node-nlp is opened with. */
async function englishContainer() {
  const container = await nlpCore.containerBootstrap();
  container.use(nlpEnglish.LangEn);
  return container;
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
  const container = await englishContainer();
  const nlu = new nlpNlu.NluNeural({ locale: 'en', container, log: false, settings: { log: false } });
  await nlu.train(texts.map(({ text, kind }) => ({ utterance: text, intent: kind })));
  return {
    name: 'node-nlp (NLU)',
    async score(text) {
      const { classifications } = await nlu.process(text);
      const found = classifications.find(({ intent }) => intent === 'human');
      return found?.score ?? 0;
    },
  };
}
