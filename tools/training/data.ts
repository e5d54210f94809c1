import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parse } from 'yaml';

/** One line of a shared data file. */
export interface Row {
  readonly text: string;
  readonly lang: string;
  readonly source: string;
  readonly split: 'train' | 'dev' | 'test';
  /** Intent files: whether the user asks for a human. */
  readonly human?: boolean;
  readonly weak?: boolean;
  /** Sentiment files. */
  readonly label?: 'negative' | 'neutral' | 'positive';
  readonly use?: 'train' | 'eval-only';
}

/** The language of a tag without its region: `pt` of `pt-BR`. */
export function languageOf(tag: string): string {
  return tag.split('-')[0] as string;
}

/** Tweets kept out of training, to measure on. */
export function heldOutTweet({ source, text }: Row): boolean {
  return source === 'semeval2017-4a' && fingerprint(text) % 10 === 3;
}

/** The files a shipped model may learn from; all others are for measuring only. */
export const trainable = ['intent.jsonl.gz', 'sentiment.jsonl.gz'] as const;

export function readRows(folder: string, file: string): Row[] {
  const bytes = readFileSync(join(folder, file));
  const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Row);
}

export type PhraseKind = 'human' | 'other' | 'negative' | 'neutral' | 'positive';

export interface Phrase {
  readonly text: string;
  readonly language: string;
  readonly kind: PhraseKind;
  readonly file: string;
  /** The heading it stands under, without the `#`. */
  readonly heading: string;
}

/** Phrases of our own, one a line, `#` before headings; the files are `<language>.<kind>[.<topic>].txt`, read by name. */
export function readPhrases(folder: string): Phrase[] {
  if (!existsSync(folder)) return [];
  const phrases: Phrase[] = [];
  for (const file of readdirSync(folder).sort()) {
    const [language, kind] = file.split('.');
    if (language === undefined || !file.endsWith('.txt')) continue;
    let heading = '';
    for (const line of readFileSync(join(folder, file), 'utf8').split('\n')) {
      const text = line.trim();
      if (text.startsWith('#')) heading = text.replace(/^#+\s*/, '');
      else if (text !== '') phrases.push({ text, language, kind: kind as PhraseKind, file, heading });
    }
  }
  return phrases;
}

/** A number that depends on nothing but the text, so that a text is in the same split whatever the order of the rows. */
export function fingerprint(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  hash ^= hash >>> 16;
  hash = Math.imul(hash, 0x85ebca6b);
  return (hash ^ (hash >>> 13)) >>> 0;
}

/** Letters and digits only, lower case. Texts with the same key count as the same text. */
export function sameness(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/https?:\S+|@\w+/g, '')
    .replace(/[^\p{L}\p{N}]/gu, '');
}

/** Leaves out phrases that also stand in a set for measuring: a model would score too high on texts it has learned. */
export function withoutMeasured(phrases: readonly Phrase[], measured: readonly { readonly text: string }[]): Phrase[] {
  const known = new Set(measured.map(({ text }) => sameness(text)).filter((key) => key !== ''));
  return phrases.filter(({ text }) => !known.has(sameness(text)));
}

/** Texts of the sets for measuring: held-out and golden sentences of ours, and the development sets. */
export function measuredTexts(root: string, data: string): { readonly text: string }[] {
  const golden = ['human-requests', 'traps'].flatMap(
    (name) => parse(readFileSync(join(root, 'test/golden', `${name}.yaml`), 'utf8')) as { text: string }[],
  );
  const shared = ['intent_devset.jsonl', 'sentiment_devset.jsonl'].flatMap((file) => readRows(data, file));
  return [...readPhrases(join(root, 'test/heldout')), ...golden, ...shared];
}
