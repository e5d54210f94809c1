/** What a character does to the word before it; numbers, because the reader asks for every character. */
export const characterKind = {
  /** White space, control characters and unassigned ones: part words. */
  space: 0,
  letter: 1,
  digit: 2,
  /** Ends a sentence: `.` `!` `?` and their likes, a line break too. */
  stop: 3,
  /** Any other punctuation. */
  mark: 4,
  apostrophe: 5,
  /** Han, Hiragana or Katakana: a word of its own. */
  ideograph: 6,
  /** Arrows, pictures and either half of a surrogate pair: emoji above all. */
  symbol: 7,
  /** Combining accents, joiners and variation selectors: read as if they were not there. */
  skipped: 8,
} as const;

const { space, letter, digit, stop, mark, apostrophe, ideograph, symbol, skipped } = characterKind;
const unclassified = 255;

const kinds = new Uint8Array(0x10000).fill(unclassified);

/** The kind of a UTF-16 unit. Regular expressions find it the first time; it is kept in a table of all 65,536. */
export function kindOf(code: number): number {
  const kept = kinds[code] as number;
  if (kept !== unclassified) return kept;
  const kind = classify(code);
  kinds[code] = kind;
  return kind;
}

/** The kind of the unit at an index; `space` behind the end of the text. */
export function kindAt(text: string, at: number): number {
  return at < text.length ? kindOf(text.charCodeAt(at)) : space;
}

/** First and last unit of the ranges whose kind does not follow from their Unicode category. */
const ranges: readonly (readonly [first: number, last: number, kind: number])[] = [
  [0x300, 0x36f, skipped],
  [0x200c, 0x200d, skipped],
  [0xad, 0xad, skipped],
  [0xfe00, 0xfe0f, skipped],
  [0x3040, 0x30ff, ideograph],
  [0x3400, 0x9fff, ideograph],
  [0xf900, 0xfaff, ideograph],
  [0xd800, 0xdfff, symbol],
  [0x2190, 0x2bff, symbol],
];

const apostrophes = "'’‘`´";
const stops = '.!?…。！？¡¿\n؟।';

function classify(code: number): number {
  const char = String.fromCharCode(code);
  if (apostrophes.includes(char)) return apostrophe;
  if (stops.includes(char)) return stop;
  const range = ranges.find(([first, last]) => code >= first && code <= last);
  return range === undefined ? kindByCategory(char) : range[2];
}

function kindByCategory(char: string): number {
  if (/\p{N}/u.test(char)) return digit;
  if (/[\p{L}\p{M}]/u.test(char)) return letter;
  if (/[\s\p{Z}\p{C}]/u.test(char)) return space;
  return mark;
}
