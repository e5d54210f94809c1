import { isUnspacedWord } from '../tokens.js';
import { isKnown } from '../words/index.js';

/** The longest word that is searched for slips of the finger. */
const longest = 40;

/** What two forms of one word end in, and the least number of letters before that they must have in common. */
interface Endings {
  readonly short: string;
  readonly long: string;
  readonly stem: number;
}

/** Of English, German, French, Italian, Spanish and Portuguese words: card and cards, Karte and Karten, conto and conti. */
const endings: readonly Endings[] = [
  { short: '', long: 's', stem: 3 },
  { short: '', long: 'es', stem: 3 },
  { short: 'y', long: 'ies', stem: 3 },
  { short: '', long: 'x', stem: 4 },
  { short: 'al', long: 'aux', stem: 4 },
  { short: '', long: 'n', stem: 4 },
  { short: '', long: 'en', stem: 4 },
  { short: '', long: 'er', stem: 4 },
  { short: '', long: 'e', stem: 5 },
  { short: 'o', long: 'i', stem: 3 },
  { short: 'a', long: 'e', stem: 3 },
  { short: 'e', long: 'i', stem: 3 },
  { short: 'io', long: 'i', stem: 3 },
  { short: 'm', long: 'ns', stem: 3 },
  { short: 'ao', long: 'oes', stem: 2 },
  { short: 'l', long: 'is', stem: 3 },
  { short: 'z', long: 'ces', stem: 2 },
  { short: '', long: 'ing', stem: 4 },
];

/** True for two forms of one word, by their endings. */
export function isInflected(one: string, other: string): boolean {
  if (one[0] !== other[0] || Math.abs(one.length - other.length) > 3) return false;
  return endings.some((pair) => haveEndings(one, other, pair) || haveEndings(other, one, pair));
}

function haveEndings(one: string, other: string, { short, long, stem }: Endings): boolean {
  const length = one.length - short.length;
  if (length < stem || length !== other.length - long.length) return false;
  return one.endsWith(short) && other.endsWith(long) && one.slice(0, length) === other.slice(0, length);
}

/** True when a typed word is part of a label's: 退款 of 退款状态, and where words have spaces "tech" of "technical". */
export function isPart(typed: string, word: string): boolean {
  if (isUnspacedWord(typed)) return typed.length >= 2 && word.includes(typed);
  return typed.length >= 4 && word.length - typed.length >= 3 && word.startsWith(typed) && !isKnown(typed);
}

/**
 * True when `typed` is `word` with a slip of the finger: two letters swapped, one too many or too few; in words of
 * seven letters also one for another, in words of nine two slips. The first letter must be right, and no word we know
 * is a slip: "there" is not "three".
 */
export function isTypo(typed: string, word: string): boolean {
  if (typed[0] !== word[0] || typed.length > longest || word.length > longest) return false;
  if (Math.abs(typed.length - word.length) > 2 || isUnspacedWord(word) || /\d/.test(typed) || isKnown(typed))
    return false;
  const { length } = word;
  if (length < 4 || typed.length < 4) return false;
  if (length === 4) return typed.length === 4 && isWithin(typed, word, 1, false);
  return isWithin(typed, word, length >= 9 ? 2 : 1, length >= 7);
}

/** True when so many slips at most make one of the other; `replacing` allows one letter for another, too. */
function isWithin(one: string, other: string, slips: number, replacing: boolean): boolean {
  let same = 0;
  while (same < one.length && one[same] === other[same]) same++;
  const left = one.slice(same);
  const right = other.slice(same);
  if (left === right) return true;
  if (slips === 0) return false;
  const less = slips - 1;
  return (
    (left[0] === right[1] && left[1] === right[0] && isWithin(left.slice(2), right.slice(2), less, replacing)) ||
    isWithin(left.slice(1), right, less, replacing) ||
    isWithin(left, right.slice(1), less, replacing) ||
    (replacing && isWithin(left.slice(1), right.slice(1), less, replacing))
  );
}
