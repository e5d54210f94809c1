import { fold } from '../fold.js';
import { tokensOf } from '../tokens.js';
import { moreYesNo, type YesNoWords } from './more-yes-no.js';

/** What an answer says in one language; `neither` for courtesy alone. */
export type MoreAnswer = 'yes' | 'no' | 'neither';

type Meaning = 'yes' | 'no' | 'around';

/** The longest phrase of the table, in words. */
const longestPhrase = 6;

const key = (words: readonly string[]) => words.join(' ');

const languages: ReadonlyMap<string, ReadonlyMap<string, Meaning>> = new Map(
  Object.entries(moreYesNo).map(([tag, words]) => [tag, phrasesOf(words)]),
);

function phrasesOf(words: YesNoWords): Map<string, Meaning> {
  const meanings: readonly Meaning[] = ['around', 'yes', 'no'];
  return new Map(
    meanings.flatMap((meaning) =>
      words[meaning].split(',').map((phrase): [string, Meaning] => [key(tokensOf(fold(phrase)).words), meaning]),
    ),
  );
}

/** Other tags of these languages. */
const sameAs: Readonly<Record<string, string>> = { nb: 'no', nn: 'no', fil: 'tl', in: 'id', iw: 'he', sh: 'sr' };

/** What the words say in the locale's own language; undefined where it is none of these, or they are not all of its. */
export function answerInLocale(words: readonly string[], locale = ''): MoreAnswer | undefined {
  const tag = locale.toLowerCase().split(/[-_]/, 1)[0] as string;
  const phrases = languages.get(sameAs[tag] ?? tag);
  return phrases && answerIn(phrases, words);
}

/** Words that mean something else in too many languages to be read without a locale: a laugh, a greeting, "maybe". */
const needsLocale = new Set(['moze', 'sila', 'game', 'chưa']);
const shortest = 4;
const plainAnyway = new Set(['nej', 'nei', 'nie', 'tak', 'nem', 'ano', 'joo', 'jah', 'opo', 'iya']);

/** What the words say in whichever of these languages they are; undefined where two of them say the opposite. */
export function answerAnywhere(words: readonly string[]): 'yes' | 'no' | undefined {
  const all = key(words);
  const isLatin = /^[a-z\s]*$/.test(all);
  if (needsLocale.has(all) || (isLatin && all.length < shortest && !plainAnyway.has(all))) return undefined;
  const found = new Set<MoreAnswer | undefined>();
  for (const phrases of languages.values()) found.add(answerIn(phrases, words));
  if (found.has('yes') === found.has('no')) return undefined;
  return found.has('yes') ? 'yes' : 'no';
}

/** Phrase by phrase, the longest first; undefined when a word is left over. */
function answerIn(phrases: ReadonlyMap<string, Meaning>, words: readonly string[]): MoreAnswer | undefined {
  const said = new Set<Meaning>();
  for (let at = 0; at < words.length; ) {
    const size = sizeOfPhrase(phrases, words, at);
    if (size === 0) return undefined;
    said.add(phrases.get(key(words.slice(at, at + size))) as Meaning);
    at += size;
  }
  if (said.has('yes') === said.has('no')) return said.size > 0 ? 'neither' : undefined;
  return said.has('yes') ? 'yes' : 'no';
}

function sizeOfPhrase(phrases: ReadonlyMap<string, Meaning>, words: readonly string[], at: number): number {
  for (let size = Math.min(longestPhrase, words.length - at); size > 0; size--)
    if (phrases.has(key(words.slice(at, at + size)))) return size;
  return 0;
}
