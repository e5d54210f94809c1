import type { MatchedBy } from '../turn.js';
import { kind, lastPlace, type Phrase, phraseAt } from '../words/index.js';

/** The lines of a menu, as far as naming one of them by its place goes. */
export interface Lines {
  readonly count: number;
  /** What is printed before each line, if anything is; then it is what numbers and letters refer to. */
  readonly marks: ReadonlyMap<string, number> | undefined;
}

/** The line named, by its index in the menu. */
export interface NamedLine {
  readonly index: number;
  readonly by: MatchedBy;
}

const around =
  kind.please | kind.courtesy | kind.choosing | kind.wishing | kind.nouns | kind.the | kind.agree | kind.yes;
const places = kind.number | kind.ordinal;

/** "1st", "2ème", "3º", "4de". */
const ordinalDigits = /^(\d{1,3})(?:st|nd|rd|th|er|ere|re|eme|e|nde|de|ste|o|a)$/;

/** Articles that may mean several things: "the two", "die drei" are not line two and three. */
const plural = new Set(['the', 'die', 'les', 'los', 'las', 'de', 'i', 'le', 'os', 'as']);

/** The places of a menu that an utterance mentions. */
interface Mentions {
  /** The last number, ordinal and letter mentioned; numbers and ordinals count from 1. */
  number?: number;
  ordinal?: number;
  letter?: string;
  /** How many numbers and ordinals there are. */
  places: number;
  letters: number;
  /** Whether it says "one", "option" or the like. */
  noun: boolean;
  /** Whether it says "I want" or the like. */
  wish: boolean;
}

/**
 * The line that a whole utterance names by its number, its place or its letter: "2", "option two", "the third one
 * please", "b)", "the last one". Undefined as soon as anything is left over, or when two places are named: "I have been
 * waiting 3 days", "1.5", "one second". After "I want" a bare number is an amount and no line.
 */
export function namedLine(words: readonly string[], lines: Lines, locale: string | undefined): NamedLine | undefined {
  const mentions = mentionsIn(words, locale);
  if (mentions === undefined) return undefined;
  if (mentions.places > 0)
    return mentions.places === 1 && mentions.letters === 0 ? byPlace(mentions, lines) : undefined;
  if (mentions.letters !== 1 || mentions.letter === undefined || (mentions.wish && !mentions.noun)) return undefined;
  const index = lines.marks ? lines.marks.get(mentions.letter) : mentions.letter.charCodeAt(0) - 0x61;
  return inRange(index, 'letter', lines);
}

function byPlace({ number, ordinal, wish, noun }: Mentions, lines: Lines): NamedLine | undefined {
  if (ordinal !== undefined) return inRange(ordinal === lastPlace ? lines.count - 1 : ordinal - 1, 'ordinal', lines);
  if (number === undefined || (wish && !noun)) return undefined;
  return inRange(lines.marks ? lines.marks.get(String(number)) : number - 1, 'number', lines);
}

function inRange(index: number | undefined, by: MatchedBy, { count }: Lines): NamedLine | undefined {
  return index !== undefined && index >= 0 && index < count ? { index, by } : undefined;
}

/** Reads phrase by phrase, the longest first; undefined when a word is left over. */
function mentionsIn(words: readonly string[], locale: string | undefined): Mentions | undefined {
  const mentions: Mentions = { places: 0, letters: 0, noun: false, wish: false };
  const bound = boundLetters(words, locale);
  let before = '';
  for (let at = 0; at < words.length; ) {
    const word = words[at] as string;
    const phrase = phraseAt(words, at, words.length, around | places);
    const size = phrase?.size ?? 1;
    const known =
      (size === 1 && (noteLetter(word, bound, mentions) || noteDigits(word, mentions))) ||
      (phrase !== undefined && notePhrase(phrase, before, locale, mentions));
    if (!known) return undefined;
    before = word;
    at += size;
  }
  return mentions;
}

/** Letters that name a line only alone: l' belongs to what follows, and so do "a" and "o" where they are articles. */
function boundLetters(words: readonly string[], locale = ''): string {
  if (words.length === 1) return '';
  return locale.toLowerCase().startsWith('pt') ? 'lao' : 'l';
}

/** A letter names a line, even "a" and "o", which are articles elsewhere, unless it is one of the bound ones. */
function noteLetter(word: string, bound: string, mentions: Mentions): boolean {
  if (word.length !== 1 || word < 'a' || word > 'z') return false;
  if (bound.includes(word)) return false;
  mentions.letter = word;
  mentions.letters += 1;
  return true;
}

/** Digits, with an ordinal ending or without. */
function noteDigits(word: string, mentions: Mentions): boolean {
  const ordinal = ordinalDigits.exec(word)?.[1];
  if (ordinal !== undefined) mentions.ordinal = Number(ordinal);
  else if (/^\d{1,3}$/.test(word)) mentions.number = Number(word);
  else return false;
  mentions.places += 1;
  return true;
}

/** True when the phrase names a place or may stand around one; `before` is the word before it. */
function notePhrase(phrase: Phrase, before: string, locale: string | undefined, mentions: Mentions): boolean {
  const { kinds, place } = phrase;
  if (place !== undefined && isReadIn(phrase, locale) && !isNoun(phrase, before, mentions)) {
    if (kinds & kind.number && plural.has(before)) return false;
    if (kinds & kind.ordinal) mentions.ordinal = place;
    else mentions.number = place;
    mentions.places += 1;
    return true;
  }
  if (kinds & kind.nouns) mentions.noun = true;
  else if (kinds & kind.wishing && !(kinds & (kind.courtesy | kind.choosing))) mentions.wish = true;
  return (kinds & around) !== 0;
}

/** "One" stands for the choice after an ordinal and after an article, and is a number elsewhere. */
function isNoun({ kinds }: Phrase, before: string, mentions: Mentions): boolean {
  return (kinds & kind.nouns) !== 0 && (mentions.ordinal !== undefined || plural.has(before));
}

/** True when the phrase names a place for users of this locale. */
function isReadIn({ only }: Phrase, locale = ''): boolean {
  return only === undefined || only.split(' ').includes(locale.slice(0, 2).toLowerCase());
}
