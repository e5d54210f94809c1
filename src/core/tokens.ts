/** "Yesss" and "nooo" as "yes" and "no": a letter typed three times or more counts once; "ll" of "hello" stays. */
export function withoutStretching(folded: string): string {
  return folded.replace(/(\p{L})\1{2,}/gu, '$1');
}

/** A folded text as words and emoji. Chinese and Japanese are written without spaces: each character is a word. */
export interface Tokens {
  readonly words: readonly string[];
  readonly emoji: readonly string[];
}

/** Takes a folded text apart at everything that is neither letter nor digit. Linear; reads at most `most` tokens. */
export function tokensOf(folded: string, most = 64): Tokens {
  const words: string[] = [];
  const emoji: string[] = [];
  let lettersFrom = 0;
  let at = 0;
  while (at < folded.length && words.length + emoji.length < most) {
    const code = folded.codePointAt(at) as number;
    const end = at + unitsOf(code);
    const role = roleAt(folded, at, code);
    if (role !== 'letter') {
      if (lettersFrom < at) words.push(folded.slice(lettersFrom, at));
      if (role === 'word') words.push(folded.slice(at, end));
      else if (role === 'emoji') emoji.push(folded.slice(at, end));
      lettersFrom = end;
    }
    at = end;
  }
  if (lettersFrom < at) words.push(folded.slice(lettersFrom, at));
  return { words, emoji };
}

/** How many UTF-16 units a code point takes. */
function unitsOf(code: number): number {
  return code > 0xffff ? 2 : 1;
}

/** `letter` goes into a longer word, `word` stands for itself, `gap` parts words. */
type Role = 'letter' | 'word' | 'emoji' | 'gap';

function roleAt(folded: string, at: number, code: number): Role {
  return code < 0x80 ? roleOfAscii(folded, at, code) : roleOfOther(code);
}

function roleOfAscii(folded: string, at: number, code: number): Role {
  if ((code >= 0x61 && code <= 0x7a) || isDigit(code)) return 'letter';
  // # $ % + change what is meant: C# is not C++, and 2% is not the second line.
  if ((code >= 0x23 && code <= 0x25) || code === 0x2b) return 'word';
  return code === 0x2d && isMinus(folded, at) ? 'word' : 'gap';
}

function isMinus(folded: string, at: number): boolean {
  return isDigit(folded.charCodeAt(at + 1)) && (at === 0 || folded.charCodeAt(at - 1) === 0x20);
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

function roleOfOther(code: number): Role {
  // ¢ £ ¤ ¥
  if (code < 0xc0) return code >= 0xa2 && code <= 0xa5 ? 'word' : 'gap';
  const isEuroSign = code === 0x20ac;
  if (isUnspaced(code) || isEuroSign) return 'word';
  if (isEmojiModifier(code)) return 'gap';
  const char = String.fromCodePoint(code);
  if (/[\p{L}\p{M}\p{N}]/u.test(char)) return 'letter';
  return /\p{Extended_Pictographic}/u.test(char) ? 'emoji' : 'gap';
}

/** Joiners, variation selectors, skin tones, keycaps and genders: 👍🏽 is the token 👍. */
function isEmojiModifier(code: number): boolean {
  return (
    code === 0x200d ||
    (code >= 0xfe00 && code <= 0xfe0f) ||
    (code >= 0x1f3fb && code <= 0x1f3ff) ||
    code === 0x20e3 ||
    code === 0x2640 ||
    code === 0x2642
  );
}

/** Han, Hiragana and Katakana. */
function isUnspaced(code: number): boolean {
  return (
    (code >= 0x3041 && code <= 0x30ff && code !== 0x30fb) ||
    (code >= 0x3400 && code <= 0x9fff) ||
    code === 0x3005 ||
    code === 0x3007 ||
    (code >= 0xf900 && code <= 0xfaff) ||
    (code >= 0x20000 && code <= 0x3ffff)
  );
}

/** True when the word is one character of a script without spaces, or a run that begins with one. */
export function isUnspacedWord(word: string): boolean {
  return word.charCodeAt(0) > 0x2fff && isUnspaced(word.codePointAt(0) as number);
}
