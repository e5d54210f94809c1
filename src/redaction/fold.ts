/** A text in the form that recognizers read, and where each of its characters stood. */
export interface Folded {
  readonly text: string;
  /** The part of the original that a part of the folded text was made of, by UTF-16 offsets. */
  original(from: number, to: number): { readonly from: number; readonly to: number };
}

/** Printable ASCII stays as it is. */
const plain = /^[ -~]*$/;
/** What is not seen, or only changes how the character before it looks: formats, variation selectors, the keycap. */
const unseen = /\p{Cf}|[\u{fe00}-\u{fe0f}]|\u{20e3}|[\u{e0100}-\u{e01ef}]/u;
const space = /[\p{Zs}\p{Zl}\p{Zp}\t\n\v\f\r]/u;
/** Hyphens and dashes of any length, the minus sign and its heavy form among them. */
const dash = /[\p{Pd}\u{2212}\u{2043}\u{2796}]/u;
/** Where decimal digits of other scripts begin that users type and NFKC keeps: Arabic-Indic to Thai. */
const zeros = [0x660, 0x6f0, 0x966, 0x9e6, 0xe50];
/** The letters of most texts, which have no other form: Latin, Greek, Cyrillic, Hebrew, Arabic, Devanagari, kana, Han. */
const isLetterAsItIs =
  /[\u{c0}-\u{17e}\u{386}-\u{3ce}\u{400}-\u{52f}\u{5d0}-\u{5ea}\u{620}-\u{64a}\u{904}-\u{939}\u{3041}-\u{3096}\u{30a1}-\u{30fa}\u{4e00}-\u{9fa5}]/u;
/** It may be interrupted after so many. */
const charactersOfSlice = 1_024;
/** No character that anybody types becomes more than this many; longer ones would let a text grow without bound. */
const mostFolded = 4;

/**
 * Folds what looks alike: compatibility forms (full width, mathematical, circled) by Unicode NFKC (UAX #15) one
 * character at a time, digits of other scripts, every dash and every space as one, and nothing of what is not seen.
 * Yields wherever it may be interrupted.
 */
export function* fold(written: string): Generator<void, Folded> {
  if (plain.test(written)) return { text: written, original: (from, to) => ({ from, to }) };
  const starts: number[] = [];
  let text = '';
  let at = 0;
  let untilSlice = charactersOfSlice;
  for (const character of written) {
    const folded = foldedOnce(character);
    text += folded;
    for (let i = 0; i < folded.length; i++) starts.push(at);
    at += character.length;
    if (--untilSlice > 0) continue;
    untilSlice = charactersOfSlice;
    yield;
  }
  return {
    text,
    original: (from, to) => ({ from: starts[from] as number, to: endOf(written, starts, to) }),
  };
}

/** Behind the character that the last one came of, and behind what is unseen after it. */
function endOf(written: string, starts: readonly number[], to: number): number {
  if (to === starts.length) return written.length;
  const last = starts[to - 1] as number;
  const next = starts[to] as number;
  return next > last ? next : last + ((written.codePointAt(last) as number) > 0xffff ? 2 : 1);
}

/** What characters were folded to before, by their code: looking one up takes a fiftieth of folding it. */
const known: string[] = [];

function foldedOnce(character: string): string {
  if (character.length > 1) return foldedCharacter(character);
  const code = character.charCodeAt(0);
  known[code] ??= foldedCharacter(character);
  return known[code] as string;
}

function foldedCharacter(character: string): string {
  if (character >= ' ' && character <= '~') return character;
  if (space.test(character)) return ' ';
  if (dash.test(character)) return '-';
  if (unseen.test(character)) return '';
  const code = character.codePointAt(0) as number;
  const zero = zeros.find((from) => code >= from && code < from + 10);
  if (zero !== undefined) return String(code - zero);
  if (code < 0xa0 || isLetterAsItIs.test(character)) return character;
  const compatible = character.normalize('NFKC');
  return compatible.length <= mostFolded ? compatible : character;
}
