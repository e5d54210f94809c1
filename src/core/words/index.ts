import { fold } from '../fold.js';
import { tokensOf } from '../tokens.js';
import { de } from './de.js';
import { en } from './en.js';
import { es } from './es.js';
import { fr } from './fr.js';
import { it } from './it.js';
import { ja } from './ja.js';
import { nl } from './nl.js';
import { pt } from './pt.js';
import type { Words } from './words.js';
import { zh } from './zh.js';

/** The languages whose words we know. Adding one is a file beside these and an entry here. */
const languages = { en, de, es, fr, it, pt, nl, zh, ja } satisfies Record<string, Words>;

/** The lists a phrase stands in, as bits: one phrase can stand in several. */
export const kind = {
  yes: 1 << 0,
  no: 1 << 1,
  agree: 1 << 2,
  decline: 1 << 3,
  accept: 1 << 4,
  refuse: 1 << 5,
  soft: 1 << 6,
  person: 1 << 7,
  please: 1 << 8,
  courtesy: 1 << 9,
  choosing: 1 << 10,
  wishing: 1 << 11,
  the: 1 << 12,
  small: 1 << 13,
  nouns: 1 << 14,
  weak: 1 << 15,
  not: 1 << 16,
  number: 1 << 17,
  ordinal: 1 << 18,
} as const;

/** The kinds that are a list of phrases in `Words`; places are written there in other ways. */
const listKinds = (Object.keys(kind) as (keyof typeof kind)[]).filter(isListKind);

function isListKind(name: keyof typeof kind): name is Exclude<keyof typeof kind, 'number' | 'ordinal'> {
  return name !== 'number' && name !== 'ordinal';
}

/** `place` counts from 1; `lastPlace` is the last line, however long the menu is. */
export const lastPlace = -1;

/** A phrase found: the kinds it is of, how many words it has, and the place it names, if any. */
export interface Phrase {
  kinds: number;
  readonly size: number;
  place?: number;
  /** Set when `place` is only read for locales of this language. */
  only?: string;
}

/** What can follow a word: phrases that end here, and the words that go on. */
interface Branch {
  next: Map<string, Branch> | undefined;
  phrase: Phrase | undefined;
}

const forwards: Branch = { next: undefined, phrase: undefined };
const backwards: Branch = { next: undefined, phrase: undefined };

for (const [language, words] of Object.entries<Words>(languages)) addLanguage(language, words);

/** The longest phrase of one of these kinds that begins at `from` and ends before `to`. */
export function phraseAt(words: readonly string[], from: number, to: number, kinds: number): Phrase | undefined {
  let branch: Branch | undefined = forwards;
  let longest: Phrase | undefined;
  for (let i = from; i < to; i++) {
    branch = branch.next?.get(words[i] as string);
    if (branch === undefined) break;
    if (branch.phrase && (branch.phrase.kinds & kinds) !== 0) longest = branch.phrase;
  }
  return longest;
}

/** The longest phrase of one of these kinds that ends before `to` and begins at `from` or later. */
export function phraseBefore(words: readonly string[], from: number, to: number, kinds: number): Phrase | undefined {
  let branch: Branch | undefined = backwards;
  let longest: Phrase | undefined;
  for (let i = to - 1; i >= from; i--) {
    branch = branch.next?.get(words[i] as string);
    if (branch === undefined) break;
    if (branch.phrase && (branch.phrase.kinds & kinds) !== 0) longest = branch.phrase;
  }
  return longest;
}

/** True when this one word stands in a list of one of these kinds. */
export function isKind(word: string, kinds: number): boolean {
  const phrase = forwards.next?.get(word)?.phrase;
  return phrase !== undefined && (phrase.kinds & kinds) !== 0;
}

/** True when we know the word in any language, so that it is no slip of the finger. */
export function isKnown(word: string): boolean {
  return forwards.next?.get(word)?.phrase !== undefined;
}

function addLanguage(language: string, words: Words): void {
  for (const name of listKinds) for (const text of phrasesIn(words[name])) add(text, kind[name]);
  const shunned = new Set(phrasesIn(words.shunned));
  const localeOnly = (form: string) => (shunned.has(form) ? language : undefined);
  const places = phrasesIn(words.places);
  for (const { place, form } of numberedForms(words.numbers)) {
    if (!/\d/.test(form)) addPlace(form, kind.number, place, localeOnly(form));
    for (const pattern of places) addPlace(pattern.replace('#', form), kind.ordinal, place);
  }
  for (const { place, form } of numberedForms(words.ordinals)) addPlace(form, kind.ordinal, place, localeOnly(form));
  for (const form of phrasesIn(words.last)) addPlace(form, kind.ordinal, lastPlace);
}

/** The forms of a list of numbers or ordinals, each with the place it names. */
function numberedForms(list: string): { place: number; form: string }[] {
  return phrasesIn(list).flatMap((forms, index) => forms.split('/').map((form) => ({ place: index + 1, form })));
}

function phrasesIn(list = ''): string[] {
  return list
    .split(',')
    .map((phrase) => phrase.trim())
    .filter((phrase) => phrase !== '');
}

function addPlace(text: string, kinds: number, place: number, only?: string): void {
  const phrase = add(text, kinds);
  if (phrase === undefined) return;
  const { only: known } = phrase;
  phrase.place = place;
  if (only !== undefined) phrase.only = known === undefined ? only : `${known} ${only}`;
}

/** Both trees share the phrase, so that a phrase known by one list and then another is of both kinds. */
function add(text: string, kinds: number): Phrase | undefined {
  const { words, emoji } = tokensOf(fold(text));
  const tokens = words.length > 0 ? words : emoji;
  if (tokens.length === 0) return undefined;
  const first = branchOf(forwards, tokens);
  const last = branchOf(backwards, tokens.toReversed());
  first.phrase ??= { kinds: 0, size: tokens.length };
  last.phrase = first.phrase;
  first.phrase.kinds |= kinds;
  return first.phrase;
}

function branchOf(root: Branch, tokens: readonly string[]): Branch {
  let branch = root;
  for (const token of tokens) {
    branch.next ??= new Map();
    let next = branch.next.get(token);
    if (next === undefined) {
      next = { next: undefined, phrase: undefined };
      branch.next.set(token, next);
    }
    branch = next;
  }
  return branch;
}
