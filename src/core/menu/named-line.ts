import type { MatchedBy } from '../turn.js';
import { kind, lastPlace, type Phrase, phraseAt } from '../words/index.js';

/** The menu as far as a place in it matters. */
export interface Lines {
  readonly count: number;
  /** What is printed before each line, if anything is; then it is what numbers and letters refer to. */
  readonly marks: ReadonlyMap<string, number> | undefined;
}

export interface Position {
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

/** What a whole utterance says about a place in a menu. */
interface Heard {
  number?: number;
  ordinal?: number;
  letter?: string;
  places: number;
  letters: number;
  noun: boolean;
  wish: boolean;
}

/**
 * The line that a whole utterance names by its number, its place or its letter: "2", "option two", "the third one
 * please", "b)", "the last one". Undefined as soon as anything is left over, or when two places are named: "I have been
 * waiting 3 days", "1.5", "one second". After "I want" a bare number is an amount and no line.
 */
export function positionOf(words: readonly string[], lines: Lines, locale: string | undefined): Position | undefined {
  const heard = hear(words, locale);
  if (heard === undefined) return undefined;
  if (heard.places > 0) return heard.places === 1 && heard.letters === 0 ? byPlace(heard, lines) : undefined;
  if (heard.letters !== 1 || heard.letter === undefined || (heard.wish && !heard.noun)) return undefined;
  const index = lines.marks ? lines.marks.get(heard.letter) : heard.letter.charCodeAt(0) - 0x61;
  return inRange(index, 'letter', lines);
}

function byPlace({ number, ordinal, wish, noun }: Heard, lines: Lines): Position | undefined {
  if (ordinal !== undefined) return inRange(ordinal === lastPlace ? lines.count - 1 : ordinal - 1, 'ordinal', lines);
  if (number === undefined || (wish && !noun)) return undefined;
  return inRange(lines.marks ? lines.marks.get(String(number)) : number - 1, 'number', lines);
}

function inRange(index: number | undefined, by: MatchedBy, { count }: Lines): Position | undefined {
  return index !== undefined && index >= 0 && index < count ? { index, by } : undefined;
}

/** Hears phrase by phrase, the longest first; undefined when a word is left over. */
function hear(words: readonly string[], locale: string | undefined): Heard | undefined {
  const heard: Heard = { places: 0, letters: 0, noun: false, wish: false };
  let before = '';
  for (let at = 0; at < words.length; ) {
    const word = words[at] as string;
    const phrase = phraseAt(words, at, words.length, around | places);
    const size = phrase?.size ?? 1;
    const known =
      (size === 1 && (hearLetter(word, words.length === 1, heard) || hearDigits(word, heard))) ||
      (phrase !== undefined && hearPhrase(phrase, before, locale, heard));
    if (!known) return undefined;
    before = word;
    at += size;
  }
  return heard;
}

/** Single letters are articles in some languages ("a", "o"), but a line of a menu here; l' is before something. */
function hearLetter(word: string, alone: boolean, heard: Heard): boolean {
  if (word.length !== 1 || word < 'a' || word > 'z') return false;
  if (word === 'l' && !alone) return false;
  heard.letter = word;
  heard.letters += 1;
  return true;
}

function hearDigits(word: string, heard: Heard): boolean {
  const ordinal = ordinalDigits.exec(word)?.[1];
  if (ordinal !== undefined) heard.ordinal = Number(ordinal);
  else if (/^\d{1,3}$/.test(word)) heard.number = Number(word);
  else return false;
  heard.places += 1;
  return true;
}

function hearPhrase(phrase: Phrase, before: string, locale: string | undefined, heard: Heard): boolean {
  const { kinds, place } = phrase;
  if (place !== undefined && isRead(phrase, locale) && !isNoun(phrase, before, heard)) {
    if (kinds & kind.number && plural.has(before)) return false;
    if (kinds & kind.ordinal) heard.ordinal = place;
    else heard.number = place;
    heard.places += 1;
    return true;
  }
  if (kinds & kind.nouns) heard.noun = true;
  else if (kinds & kind.wishing && !(kinds & (kind.courtesy | kind.choosing))) heard.wish = true;
  return (kinds & around) !== 0;
}

/** "One" stands for the choice after an ordinal and after an article, and is a number elsewhere. */
function isNoun({ kinds }: Phrase, before: string, heard: Heard): boolean {
  return (kinds & kind.nouns) !== 0 && (heard.ordinal !== undefined || plural.has(before));
}

function isRead({ only }: Phrase, locale = ''): boolean {
  return only === undefined || only.split(' ').includes(locale.slice(0, 2).toLowerCase());
}
