import { isUnspacedWord } from '../tokens.js';
import { isKnown } from '../words/index.js';

/** The longest word that is searched for slips of the finger. */
const longest = 40;

/** What two forms of one word end in: card and cards, Karte and Karten, conto and conti, book and booking. */
const endings: readonly (readonly [string, string, number])[] = [
  ['', 's', 3],
  ['', 'es', 3],
  ['y', 'ies', 3],
  ['', 'x', 4],
  ['al', 'aux', 4],
  ['', 'n', 4],
  ['', 'en', 4],
  ['', 'er', 4],
  ['', 'e', 5],
  ['o', 'i', 3],
  ['a', 'e', 3],
  ['e', 'i', 3],
  ['io', 'i', 3],
  ['m', 'ns', 3],
  ['ao', 'oes', 2],
  ['l', 'is', 3],
  ['z', 'ces', 2],
  ['', 'ing', 4],
];

/** True for two forms of one word, by their endings; the number is the least they must have in common. */
export function isInflected(one: string, other: string): boolean {
  if (one[0] !== other[0] || Math.abs(one.length - other.length) > 3) return false;
  return endings.some(
    ([short, long, stem]) => ends(one, other, short, long, stem) || ends(other, one, short, long, stem),
  );
}

function ends(one: string, other: string, short: string, long: string, stem: number): boolean {
  const length = one.length - short.length;
  if (length < stem || length !== other.length - long.length) return false;
  return one.endsWith(short) && other.endsWith(long) && one.slice(0, length) === other.slice(0, length);
}

/** True when what was said is part of the word: 退款 in 退款状态, and where words have spaces "tech" for "technical". */
export function isPart(said: string, word: string): boolean {
  if (isUnspacedWord(said)) return said.length >= 2 && word.includes(said);
  return said.length >= 4 && word.length - said.length >= 3 && word.startsWith(said) && !isKnown(said);
}

/**
 * True when `said` is `word` with a slip of the finger: two letters swapped, one too many or too few; in words of
 * seven letters also one for another, in words of nine two slips. The first letter must be right, and no word we know
 * is a slip: "there" is not "three".
 */
export function isTypo(said: string, word: string): boolean {
  if (said[0] !== word[0] || said.length > longest || word.length > longest) return false;
  if (Math.abs(said.length - word.length) > 2 || isUnspacedWord(word) || /\d/.test(said) || isKnown(said)) return false;
  const { length } = word;
  if (length < 4 || said.length < 4) return false;
  if (length === 4) return said.length === 4 && isWithin(said, word, 1, false);
  return isWithin(said, word, length >= 9 ? 2 : 1, length >= 7);
}

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
