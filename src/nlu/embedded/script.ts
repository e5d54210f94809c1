import type { Features } from './features.js';
import { lettersRead } from './letter-ngrams.js';

/** `latin`, `cyrillic`, or for a script of one language (as good as) that language's tag. */
export type Script = string;

/** First unit of each range (Unicode blocks) and the first one behind it. The reader leaves only lower case. */
const scripts: readonly (readonly [from: number, to: number, script: Script])[] = [
  [0, 0x250, 'latin'],
  [0x370, 0x400, 'el'],
  [0x400, 0x530, 'cyrillic'],
  [0x530, 0x590, 'hy'],
  [0x590, 0x600, 'he'],
  [0x600, 0x780, 'ar'],
  [0x900, 0x980, 'hi'],
  [0x980, 0xa00, 'bn'],
  [0xb80, 0xc00, 'ta'],
  [0xe00, 0xe80, 'th'],
  [0x10a0, 0x1100, 'ka'],
  [0x1200, 0x1380, 'am'],
  [0x1e00, 0x1f00, 'latin'],
  [0x3040, 0x3100, 'ja'],
  [0x3400, 0xa000, 'zh'],
  [0xac00, 0xd7b0, 'ko'],
];

function scriptOf(code: number): Script | undefined {
  for (const [from, to, script] of scripts) if (code < to) return code >= from ? script : undefined;
  return undefined;
}

/**
 * The script of the first letters: another one than Latin when at least a third of them are not in Latin, for names
 * and brands are written in Latin everywhere. Kana among ideographs make Japanese. Undefined without a letter.
 */
export function mainScript({ codes, codeCount }: Features): Script | undefined {
  const lastBeforeLetters = 0x40;
  const firstBeyondLatin = 0x250;
  let latinCount = 0;
  let otherCount = 0;
  let other: Script | undefined;
  const end = Math.min(codeCount, lettersRead);
  for (let i = 0; i < end; i++) {
    const code = codes[i] as number;
    if (code <= lastBeforeLetters) continue;
    if (code < firstBeyondLatin) {
      latinCount += 1;
      continue;
    }
    const script = scriptOf(code);
    if (script === undefined) continue;
    otherCount += 1;
    other = other === undefined || isKanaAmongHan(script, other) ? script : other;
  }
  if (other !== undefined && otherCount * 2 >= latinCount) return other;
  return latinCount > 0 ? 'latin' : undefined;
}

function isKanaAmongHan(script: Script, other: Script): boolean {
  return script === 'ja' && other === 'zh';
}

/** True when one of these letters is among the first ones of the utterance. */
export function hasLetterOf({ codes, codeCount }: Features, letters: string): boolean {
  const end = Math.min(codeCount, lettersRead);
  for (let i = 0; i < end; i++) if (letters.includes(String.fromCharCode(codes[i] as number))) return true;
  return false;
}
