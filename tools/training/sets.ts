import { heldOutTweet, type Phrase, type Row, readRows } from './data.js';

export type Mood = 'negative' | 'neutral' | 'positive';

interface Asked {
  readonly text: string;
  readonly language: string;
  readonly label: number;
}

interface Felt {
  readonly text: string;
  readonly language: string;
  readonly mood: Mood;
}

/** Texts of which is known whether the user asks for a human. */
export interface IntentSet {
  readonly name: string;
  readonly rows: readonly Asked[];
}

/** Texts of which is known how the user feels. */
export interface MoodSet {
  readonly name: string;
  /** Whether the model learned from texts of this kind. */
  readonly kind: 'in-domain' | 'another domain';
  readonly metric: 'macro recall' | 'macro F1';
  readonly rows: readonly Felt[];
}

const OUT_OF_SCOPE = /^(clinc|banking|hwu|multidogo)/;

function asked(rows: readonly Row[]): Asked[] {
  return rows.map(({ text, lang, human }) => ({ text, language: lang, label: human === true ? 1 : 0 }));
}

function felt(rows: readonly Row[]): Felt[] {
  return rows.map(({ text, lang, label }) => ({ text, language: lang, mood: label as Mood }));
}

function moodSet(
  name: string,
  kind: MoodSet['kind'],
  rows: readonly Row[],
  metric: MoodSet['metric'] = 'macro recall',
): MoodSet {
  return { name, kind, metric, rows: felt(rows) };
}

function languagesOf(phrases: readonly Phrase[]): string[] {
  return [...new Set(phrases.map(({ language }) => language))].sort();
}

/** One set for each language of the held-out sentences. */
export function heldOutIntentSets(phrases: readonly Phrase[]): IntentSet[] {
  const rows = phrases
    .filter(({ kind }) => kind === 'human' || kind === 'other')
    .map(({ text, language, kind }) => ({ text, language, label: kind === 'human' ? 1 : 0 }));
  return languagesOf(phrases).map((language) => ({
    name: `held-out ${language}`,
    rows: rows.filter((row) => row.language === language),
  }));
}

/** One set for each language of the held-out sentences. */
export function heldOutMoodSets(phrases: readonly Phrase[]): MoodSet[] {
  return languagesOf(phrases).map((one) => ({
    name: `held-out ${one}`,
    kind: 'in-domain',
    metric: 'macro recall',
    rows: phrases
      .filter(({ kind, language }) => language === one && kind !== 'human' && kind !== 'other')
      .map(({ text, language, kind }) => ({ text, language, mood: kind as Mood })),
  }));
}

/** The public sets, and the rows of our own in the same folder, that were not trained on. */
export function sharedIntentSets(data: string): IntentSet[] {
  const rows = readRows(data, 'intent_devset.jsonl');
  const plain = rows.filter(({ weak }) => weak !== true);
  const ofSource = (name: string, start: string): IntentSet => ({
    name,
    rows: asked(plain.filter(({ source }) => source.startsWith(start))),
  });
  const general = readRows(data, 'intent.jsonl.gz').filter(
    ({ split, source }) => split !== 'train' && OUT_OF_SCOPE.test(source),
  );
  return [
    { name: 'devset en', rows: asked(plain.filter(({ lang }) => lang === 'en')) },
    { name: 'devset en, vague ones too', rows: asked(rows.filter(({ lang }) => lang === 'en')) },
    { name: 'devset de', rows: asked(plain.filter(({ lang }) => lang === 'de')) },
    ofSource('airline mentions', 'airline'),
    ofSource('rasa-helpdesk', 'rasa'),
    ofSource('watson-customer-care', 'watson'),
    ofSource('nlupp-hotels', 'nlupp'),
    ofSource('hint3', 'hint3'),
    { name: 'clinc, banking, hwu, multidogo', rows: asked(general) },
  ];
}

/** The public sets, and the rows of our own in the same folder, that were not trained on. */
export function sharedMoodSets(data: string): MoodSet[] {
  const trainable = readRows(data, 'sentiment.jsonl.gz');
  const only = readRows(data, 'sentiment_evalonly.jsonl.gz');
  const of = (start: string) => only.filter(({ source }) => source.startsWith(start));
  const xlmt = ['arabic', 'english', 'french', 'german', 'hindi', 'italian', 'portuguese', 'spanish'].map(
    (language) => {
      const all = of(`xlmt-${language}`);
      const dev = all.filter(({ split }) => split === 'dev');
      return moodSet(`xlmt ${language}`, 'another domain', dev.length > 0 ? dev : all, 'macro F1');
    },
  );
  const brighter = ['deu', 'eng', 'ptbr', 'chn', 'hin', 'arq', 'ary'].map((code) =>
    moodSet(
      `brighter ${code}`,
      'in-domain',
      trainable.filter(({ source, split }) => source === `brighter-${code}` && split === 'dev'),
      'macro F1',
    ),
  );
  return [
    moodSet('tweets held out', 'in-domain', trainable.filter(heldOutTweet)),
    moodSet('tweeteval', 'in-domain', of('tweeteval-sentiment')),
    moodSet('us-airline', 'another domain', of('us-airline')),
    moodSet('what users say to bots', 'in-domain', readRows(data, 'sentiment_devset.jsonl')),
    moodSet(
      'goemotions',
      'in-domain',
      trainable.filter(({ source, split }) => source === 'goemotions' && split !== 'train'),
    ),
    moodSet('sst', 'another domain', of('sst')),
    moodSet('meld', 'another domain', of('meld')),
    moodSet('uci reviews', 'another domain', of('uci')),
    ...xlmt,
    ...brighter,
  ];
}
