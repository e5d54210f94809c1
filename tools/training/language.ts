import { letterNgrams, mostLetterNgrams } from '../../src/nlu/embedded/letter-ngrams.js';
import { createReader } from '../../src/nlu/embedded/reader.js';
import { writeModel } from './card.js';
import { languageOf, type Phrase, type Row } from './data.js';
import type { Example, Packed, Sourced } from './examples.js';
import { manifestOf } from './manifest.js';
import { createRandom, shuffle } from './random.js';
import { settings } from './settings.js';
import { trainClasses } from './softmax-regression.js';

/** Languages in Latin script that are told apart; `und` stands for all others we have text of. */
const languages = [
  'en',
  'de',
  'es',
  'fr',
  'it',
  'pt',
  'nl',
  'sv',
  'da',
  'no',
  'fi',
  'pl',
  'cs',
  'ro',
  'hu',
  'tr',
  'hr',
  'sl',
  'et',
  'id',
  'vi',
  'lt',
  'is',
  'af',
  'und',
];

/** Languages that cannot be told apart on short text count as one. None is covered, so nothing depends on which it is. */
const merged: Readonly<Record<string, string>> = { bs: 'hr', sr: 'hr', sk: 'cs', ms: 'id' };

/** Languages that count as `und`. */
const foreign = new Set(['so', 'om', 'rw', 'ha', 'ig', 'yo', 'vmw', 'su', 'sw']);

/**
 * Most users of bots write in a language that is covered. Texts in others count less in training, so that a text is taken
 * for one of those only when its score is clearly higher.
 */
const covered = new Set(['en', 'de', 'es', 'fr', 'it', 'pt', 'nl']);
const UNCOVERED_WEIGHT = 0.4;

const NOT_LATIN = /[\u0370-\u1dff\u2e80-\uffff]/;

function columnOf(lang: string): number {
  const tag = languageOf(lang);
  return languages.indexOf(foreign.has(tag) ? 'und' : (merged[tag] ?? tag));
}

function knownTexts(rows: readonly (Row & { readonly file: string })[], phrases: readonly Phrase[]): Sourced[] {
  const texts: Sourced[] = [];
  for (const { file, text, lang, source, split } of rows) {
    const label = columnOf(lang);
    const weight = covered.has(languages[label] ?? '') ? 1 : UNCOVERED_WEIGHT;
    if (split === 'train' && label >= 0) texts.push({ file, text, language: lang, source, label, weight });
  }
  for (const { text, language, file: name } of phrases) {
    const label = columnOf(language);
    const file = `phrases/${name}`;
    if (label >= 0) texts.push({ file, text, language, source: 'phrases', label, weight: 1 });
  }
  return texts.filter(({ text }) => !NOT_LATIN.test(text));
}

/** A bounded number of texts of each language, and one to four words out of the longer ones, because users write so. */
function sampled(texts: Sourced[]): { readonly whole: Sourced[]; readonly parts: Sourced[] } {
  const { seed, perLanguage, english } = settings.language;
  const random = createRandom(seed);
  shuffle(texts, random);
  const counts = new Map<number, number>();
  const whole = texts.filter(({ label }) => {
    const count = (counts.get(label) ?? 0) + 1;
    counts.set(label, count);
    return count <= (label === 0 ? english : perLanguage);
  });
  const parts: Sourced[] = [];
  for (const text of whole) {
    const words = text.text.split(/\s+/);
    if (words.length <= 4) continue;
    const length = 1 + Math.floor(random() * 4);
    const from = Math.floor(random() * (words.length - length));
    parts.push({ ...text, text: words.slice(from, from + length).join(' ') });
  }
  return { whole, parts };
}

function packed(examples: readonly Example[]): Packed {
  const reader = createReader();
  const buffer = new Uint32Array(mostLetterNgrams);
  const starts = new Uint32Array(examples.length + 1);
  const hashes = new Uint32Array(examples.length * mostLetterNgrams);
  let at = 0;
  examples.forEach(({ text }, i) => {
    starts[i] = at;
    const count = letterNgrams(reader.read(text), buffer);
    hashes.set(buffer.subarray(0, count), at);
    at += count;
  });
  starts[examples.length] = at;
  return {
    count: examples.length,
    hashes: hashes.slice(0, at),
    starts,
    grams: starts.slice(0, -1),
    clauses: new Uint32Array(0),
    firstClause: new Uint32Array(examples.length + 1),
    labels: Uint8Array.from(examples, ({ label }) => label),
    weights: Float32Array.from(examples, ({ weight }) => weight),
  };
}

/** Trains the model of languages and writes it. */
export function trainLanguage(
  folder: string,
  moods: readonly Row[],
  intents: readonly Row[],
  phrases: readonly Phrase[],
): void {
  const { version, ...training } = settings.language;
  const rows = [
    ...moods.map((row) => ({ ...row, file: 'sentiment.jsonl.gz' })),
    ...intents.map((row) => ({ ...row, file: 'intent.jsonl.gz' })),
  ];
  const { whole, parts } = sampled(knownTexts(rows, phrases));
  const weights = trainClasses(packed([...whole, ...parts]), languages.length, training);
  writeModel(
    folder,
    {
      name: 'language',
      version,
      date: settings.date,
      task: 'Which language an utterance in Latin script is in; other scripts are told by their letters.',
      labels: languages,
      languages: languages.filter((language) => language !== 'und'),
      numbers: { localeBonus: 2.5, atLeast: 0.55 },
      training,
      scores: { more: 'docs/decisions/embedded-models.md' },
    },
    weights,
    manifestOf('language', whole),
  );
}
