import { beginningAndEnd } from '../../core/excerpt.js';
import { isAscii } from '../../core/fold.js';
import { baseOf } from './base-letters.js';
import { characterKind, kindAt, kindOf } from './character-kind.js';
import { isContraction } from './contractions.js';
import { faceAt } from './faces.js';
import {
  addCode,
  addGap,
  addMark,
  addToken,
  createFeatureWriter,
  endClause,
  endText,
  endWord,
  type FeatureWriter,
  type LetterCounts,
  startOver,
} from './feature-writer.js';
import { type Features, mostRead } from './features.js';
import { addToHash, hashStart } from './hashing.js';

const { space, letter, digit, stop, mark, apostrophe, ideograph, symbol, skipped } = characterKind;

const digitZero = 0x30;
const colon = 0x3a;
const fullStop = 0x2e;
const atSign = 0x40;
const plainApostrophe = 0x27;

/** Commas, semicolons, dashes and the like: `,` `;` `，` `、` `–` `—` `،`. */
const pauses = [0x2c, 0x3b, 0xff0c, 0x3001, 0x2013, 0x2014, 0x60c];
/** A pause ends a clause that has so many tokens: what people ask for often comes after one. */
const pauseEndsClauseOf = 3;

/** The tokens that stand for any link and for any mention of a user. */
const linkToken = 0x3c6ef372;
const mentionToken = 0x1b873593;
/** Added to a stop that was typed three times or more, as in "why???". */
const insistentStop = 0x3000;

/** Reads one text after the other; what it returns is valid until it reads the next. */
export interface Reader {
  /** Reads at most `mostRead` units of a text, in time linear in them; never throws. */
  read(text: string): Features;
}

/** What the loop over a text changes as it goes on. */
interface Scan extends LetterCounts {
  readonly writer: FeatureWriter;
  /** The unit before, and how often it has been repeated. */
  previous: number;
  repeats: number;
}

export function createReader(): Reader {
  const writer = createFeatureWriter();
  const scan: Scan = { writer, previous: 0, repeats: 0, letters: 0, capitals: 0, stretched: 0 };
  return {
    read(text) {
      const cased = normalized(text);
      startOver(writer);
      scan.previous = 0;
      scan.repeats = 0;
      scan.letters = 0;
      scan.capitals = 0;
      scan.stretched = 0;
      readAll(scan, cased, cased.toLowerCase().slice(0, mostRead));
      writer.features.unitCount = cased.length;
      return endText(writer, scan);
    },
  };
}

/** Compatibility forms such as full-width letters can grow when they are normalised, so the length is cut twice. */
function normalized(text: string): string {
  const read = beginningAndEnd(text, mostRead);
  return isAscii(read) ? read : beginningAndEnd(read.normalize('NFKC'), mostRead);
}

/** `cased` is only compared with: some of its letters are longer in lower case, so that indexes may be off by a few. */
function readAll(scan: Scan, cased: string, lower: string): void {
  for (let at = 0; at < lower.length; at++) {
    const code = lower.charCodeAt(at);
    const kind = kindOf(code);
    if (kind === skipped || isRepeated(scan, code, kind)) continue;
    if (kind === letter) addLetter(scan, code, cased.charCodeAt(at) !== code);
    else if (kind === digit) addDigit(scan.writer);
    else if (kind === ideograph) addIdeograph(scan.writer, code);
    else if (kind === apostrophe && scan.writer.wordLength > 0 && isContraction(lower, at))
      addCode(scan.writer, plainApostrophe);
    else at = readBetweenWords(scan, lower, at, kind);
  }
}

/** True from the third of the same units on: "nooo" is read as "noo", and "!!!" as "!!" with a mark of its own. */
function isRepeated(scan: Scan, code: number, kind: number): boolean {
  if (code !== scan.previous) {
    scan.previous = code;
    scan.repeats = 0;
    return false;
  }
  scan.repeats += 1;
  if (scan.repeats < 2) return false;
  if (kind === letter) scan.stretched += 1;
  else if (scan.repeats === 2 && kind === stop) addMark(scan.writer, insistentStop + code);
  return true;
}

function addLetter(scan: Scan, code: number, isCapital: boolean): void {
  const { writer } = scan;
  scan.letters += 1;
  if (isCapital) scan.capitals += 1;
  writer.word[++writer.wordLength] = baseOf(code);
  addCode(writer, code);
}

/** Any number is one zero: its length and its digits say nothing about what the user wants. */
function addDigit(writer: FeatureWriter): void {
  if (writer.wordLength > 0 && writer.word[writer.wordLength] === digitZero) return;
  writer.word[++writer.wordLength] = digitZero;
}

function addIdeograph(writer: FeatureWriter, code: number): void {
  endWord(writer);
  addCode(writer, code);
  addToken(writer, addToHash(hashStart, code));
}

/** Reads what is no part of a word, and what it begins: a link, a face; returns the index of the last unit read. */
function readBetweenWords(scan: Scan, lower: string, at: number, kind: number): number {
  const { writer } = scan;
  if (lower.charCodeAt(at) === colon && isLink(writer)) {
    writer.wordLength = 0;
    addToken(writer, linkToken);
    return endOfRun(lower, at);
  }
  endWord(writer);
  addGap(writer);
  switch (kind) {
    case stop:
      readStop(writer, lower, at);
      return at;
    case symbol:
      return readSymbol(scan, lower, at);
    case mark:
      return readMark(writer, lower, at);
    default:
      return at;
  }
}

/** A full stop inside of "example.com" or "2.5" ends no clause. */
function readStop(writer: FeatureWriter, lower: string, at: number): void {
  const code = lower.charCodeAt(at);
  addMark(writer, code);
  const next = code === fullStop ? kindAt(lower, at + 1) : space;
  if (next !== letter && next !== digit) endClause(writer);
}

/** A symbol is one unit or a surrogate pair. */
function readSymbol(scan: Scan, lower: string, at: number): number {
  const code = lower.charCodeAt(at);
  const low = lower.charCodeAt(at + 1);
  const isPair = code >= 0xd800 && code < 0xdc00 && low >= 0xdc00 && low < 0xe000;
  // Emoji that follow each other often share their first unit, which must not count as a repetition.
  scan.previous = 0;
  addMark(scan.writer, addToHash(addToHash(hashStart, code), isPair ? low : 0));
  return isPair ? at + 1 : at;
}

function readMark(writer: FeatureWriter, lower: string, at: number): number {
  const code = lower.charCodeAt(at);
  if (pauses.includes(code) && writer.tokensInClause >= pauseEndsClauseOf) endClause(writer);
  if (code === atSign && kindAt(lower, at + 1) === letter) {
    addToken(writer, mentionToken);
    return endOfRun(lower, at);
  }
  // A face whose hash is negative is read as plain punctuation. The models were trained this way, so it stays.
  const face = faceAt(lower, at);
  if (face <= 0) return at;
  addMark(writer, face);
  return at + 1;
}

/** Whether the word so far is `http` or `https`. */
function isLink({ word, wordLength }: FeatureWriter): boolean {
  if (wordLength !== 4 && wordLength !== 5) return false;
  return word[1] === 0x68 && word[2] === 0x74 && word[3] === 0x74 && word[4] === 0x70;
}

/** The last index before the next white space. */
function endOfRun(text: string, from: number): number {
  let at = from;
  while (at + 1 < text.length && kindOf(text.charCodeAt(at + 1)) !== space) at += 1;
  return at;
}
