import { endsAsRequest } from './request.js';

/** What a text has in it that a convention may be written with, as bits. */
export const trait = {
  /** Every text has it. */
  any: 1 << 0,
  /** `<` */
  angle: 1 << 1,
  /** `&` */
  ampersand: 1 << 2,
  /** `@` */
  at: 1 << 3,
  /** More lines than one. */
  lines: 1 << 4,
  /** `>` */
  quoteMark: 1 << 5,
  /** `:` */
  colon: 1 << 6,
  /** `*` `_` `~` or a backtick. */
  emphasis: 1 << 7,
  /** `[` */
  bracket: 1 << 8,
  /** Characters that nobody sees. */
  invisible: 1 << 9,
  /** Letters in forms of other widths, in circles or of mathematics. */
  wide: 1 << 10,
  /** Four letters one by one, or two ideographs. */
  spaced: 1 << 11,
  /** The same letter three times. */
  stretched: 1 << 12,
  /** A word of six letters or more that ends as a request for a human does. */
  runTogether: 1 << 13,
} as const;

const letter = 1 << 15;

/** The bits of each UTF-16 unit. */
const table = new Int32Array(0x10000);

/** First and last code of the ranges that tell something. */
const ranges: readonly (readonly [first: number, last: number, bits: number])[] = [
  // The digit of "talk2agent".
  [0x32, 0x32, letter],
  [0x41, 0x5a, letter],
  [0x61, 0x7a, letter],
  [0xad, 0xad, trait.invisible],
  [0xc0, 0xd6, letter],
  [0xd8, 0xf6, letter],
  [0xf8, 0x1fff, letter],
  [0x34f, 0x34f, trait.invisible],
  [0x61c, 0x61c, trait.invisible],
  [0x180e, 0x180e, trait.invisible],
  [0x200b, 0x200f, trait.invisible],
  [0x2028, 0x2029, trait.lines],
  [0x202a, 0x202e, trait.invisible],
  [0x2060, 0x206f, trait.invisible],
  [0x2460, 0x24fe, trait.wide],
  [0x2776, 0x2793, trait.wide],
  [0x3041, 0xd7ff, letter],
  [0x3164, 0x3164, trait.invisible],
  [0xd835, 0xd835, trait.wide],
  [0xd83c, 0xd83c, trait.wide],
  [0xf900, 0xfaff, letter],
  [0xfeff, 0xfeff, trait.invisible],
  [0xff21, 0xff3a, letter | trait.wide],
  [0xff41, 0xff5a, letter | trait.wide],
  [0xff66, 0xffdc, letter],
  [0xffa0, 0xffa0, trait.invisible],
];
for (const [first, last, bits] of ranges) table.fill(bits, first, last + 1);

const signs: readonly (readonly [signs: string, bits: number])[] = [
  ['<', trait.angle],
  ['&', trait.ampersand],
  ['@', trait.at],
  ['\r\n', trait.lines],
  ['>', trait.quoteMark],
  [':', trait.colon],
  ['*_~`', trait.emphasis],
  ['[', trait.bracket],
];
/** The middle dot of Japanese parts words. */
table[0x30fb] = 0;
for (const [chars, bits] of signs) for (const char of chars) table[char.charCodeAt(0)] = bits;

/** Shorter words are no two run together. */
const shortestRun = 6;
const firstIdeograph = 0x3040;

/** What is known of a text so far. */
interface Scan {
  traits: number;
  /** Where the word began that is being read. */
  wordFrom: number;
  /** How many words of one letter follow each other. */
  singles: number;
}

/** One pass over a text, so that most texts cost no more than that. */
export function traitsOf(text: string): number {
  const scan: Scan = { traits: trait.any, wordFrom: 0, singles: 0 };
  let traits = 0;
  let previous = 0;
  let repeats = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const bits = table[code] as number;
    traits |= bits;
    if ((bits & letter) === 0) endWord(scan, text, at);
    else if (code !== previous) repeats = 0;
    else if (++repeats === 2) traits |= trait.stretched;
    previous = code;
  }
  endWord(scan, text, text.length);
  return (scan.traits | traits) & ~letter;
}

function endWord(scan: Scan, text: string, at: number): void {
  const { wordFrom } = scan;
  scan.wordFrom = at + 1;
  const length = at - wordFrom;
  if (length === 0) return;
  scan.singles = length === 1 ? scan.singles + 1 : 0;
  const fewest = text.charCodeAt(wordFrom) >= firstIdeograph ? 2 : 4;
  if (scan.singles >= fewest) scan.traits |= trait.spaced;
  if (length >= shortestRun && endsAsRequest(text, wordFrom, at)) scan.traits |= trait.runTogether;
}
