import { characterKind, kindAt } from './character-kind.js';

/**
 * True when what follows the apostrophe at an index ends an English contraction, as in "don't", "it's", "we're": it
 * stays one word then, so that "dont" is the same.
 */
export function isContraction(text: string, apostropheAt: number): boolean {
  const first = text.charCodeAt(apostropheAt + 1);
  if (kindAt(text, apostropheAt + 2) !== characterKind.letter) {
    return first === 0x74 || first === 0x73 || first === 0x6d || first === 0x64; // t s m d
  }
  if (kindAt(text, apostropheAt + 3) === characterKind.letter) return false;
  const second = text.charCodeAt(apostropheAt + 2);
  if (second === 0x65) return first === 0x72 || first === 0x76; // re ve
  return first === 0x6c && second === 0x6c; // ll
}
