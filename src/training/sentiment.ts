import { createReader } from '../nlu/embedded/reader.js';
import { score3 } from '../nlu/embedded/table.js';
import { redressed, withTypos } from './augment.js';
import { vectorScaling } from './calibrate.js';
import { writeModel } from './card.js';
import { fingerprint, type Phrase, type Row } from './data.js';
import { type Example, pack } from './examples.js';
import { quantize, trainClasses, type Weights } from './linear.js';
import { manifestOf } from './manifest.js';
import { createRandom } from './random.js';
import { settings } from './settings.js';

interface Sourced extends Example {
  readonly file: string;
}

export const sentimentLabels = ['negative', 'neutral', 'positive'] as const;

/** Languages whose sentiment is measured in the scoreboard; the model learns from these only. */
export const sentimentLanguages = ['ar', 'de', 'en', 'es', 'fr', 'hi', 'it', 'ja', 'nl', 'pt', 'zh'];

/** How much a row of a source counts: those that define the classes as we do count most. */
const sourceWeights: Readonly<Record<string, number>> = {
  'xed-proj': 0.3,
  xed: 0.2,
  goemotions: 0.4,
  brighter: 0.7,
  phrases: 3,
};

/** Tweets kept out of training, to measure on. */
export function heldOutTweet({ source, text }: Row): boolean {
  return source === 'semeval2017-4a' && fingerprint(text) % 10 === 3;
}

function knownTexts(moods: readonly Row[], intents: readonly Row[], phrases: readonly Phrase[]): Sourced[] {
  const texts: Sourced[] = [];
  for (const row of moods) {
    const language = row.lang.split('-')[0] as string;
    if (row.split !== 'train' || heldOutTweet(row) || !sentimentLanguages.includes(language)) continue;
    const label = sentimentLabels.indexOf(row.label as 'neutral');
    const weight = sourceWeights[row.source] ?? sourceWeights[row.source.split('-')[0] as string] ?? 1;
    texts.push({ file: 'sentiment.jsonl.gz', text: row.text, language, source: row.source, label, weight });
  }
  for (const { text, lang, source, split, human } of intents) {
    const language = lang.split('-')[0] as string;
    if (split !== 'train' || human === true || source === 'bf-chitchat' || !sentimentLanguages.includes(language))
      continue;
    if (language === 'en' && fingerprint(text) % 3 !== 0) continue;
    texts.push({ file: 'intent.jsonl.gz', text, language, source, label: 1, weight: 1 });
  }
  for (const { text, language, kind, file: name } of phrases) {
    const label = sentimentLabels.indexOf(kind as 'neutral');
    if (label < 0) continue;
    const weight = sourceWeights.phrases as number;
    texts.push({ file: `phrases/${name}`, text, language, source: 'phrases', label, weight });
  }
  return balanced(texts);
}

/** Within a source that has all three classes each of them counts the same. */
function balanced(texts: readonly Sourced[]): Sourced[] {
  const counts = new Map<string, [number, number, number]>();
  for (const { source, label } of texts) {
    const count = counts.get(source) ?? [0, 0, 0];
    count[label as 0 | 1 | 2] += 1;
    counts.set(source, count);
  }
  return texts.map((text) => {
    const count = counts.get(text.source) as [number, number, number];
    if (count.some((n) => n === 0)) return text;
    const all = count[0] + count[1] + count[2];
    return { ...text, weight: (text.weight * all) / (3 * count[text.label as 0 | 1 | 2]) };
  });
}

function varied(texts: readonly Sourced[], seed: number): Example[] {
  const random = createRandom(seed);
  const examples: Example[] = [];
  for (const example of texts) {
    examples.push(example);
    const copies = example.source === 'phrases' ? 3 : 0;
    for (let copy = 0; copy < copies; copy++) {
      let text = random() < 0.6 ? redressed(example.text, random) : example.text;
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
    score3(table, reader.read(text), out);
    return out;
  };
}

const setAside = ({ text }: { readonly text: string }): boolean => fingerprint(text) % 10 === 0;

/** Trains on nine tenths to learn what the scores are worth on the last, then on all of them to ship. */
export function trainSentiment(
  folder: string,
  moods: readonly Row[],
  intents: readonly Row[],
  phrases: readonly Phrase[],
): void {
  const { version, ...training } = settings.sentiment;
  const texts = knownTexts(moods, intents, phrases);
  const seen = texts.filter((text) => !setAside(text));
  const unseen = texts.filter(setAside);
  const score = scorer(trainClasses(pack(varied(seen, training.seed)), 3, training));
  const calibration = vectorScaling(
    unseen.map(({ text }) => score(text)),
    unseen.map(({ label }) => label),
    unseen.map(({ weight }) => weight),
  );
  const weights = trainClasses(pack(varied(texts, training.seed)), 3, training);
  writeModel(
    folder,
    {
      name: 'sentiment',
      version,
      date: settings.date,
      task: 'How the user feels: three shares that add up to 1.',
      labels: sentimentLabels,
      languages: sentimentLanguages,
      numbers: { calibration: { default: calibration } },
      training,
      scores: {},
    },
    weights,
    manifestOf('sentiment', texts),
  );
}
