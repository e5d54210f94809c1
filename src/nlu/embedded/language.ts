import type { Features } from './reader.js';

/** What tells Latin-script languages apart: int8 weights per hashed letter n-gram, one column per language. */
export interface LanguageTable {
  readonly bits: number;
  readonly languages: readonly string[];
  readonly scale: number;
  readonly rows: Int8Array;
  readonly bias: readonly number[];
  /** Added to the score of the locale's language, in nats. */
  readonly localeBonus: number;
  /** Below this share for the likeliest language the letters do not tell, and the locale decides. */
  readonly atLeast: number;
}

/** Letters of an utterance that are looked at. */
const LOOKED_AT = 72;

/** At most: four n-grams a letter. */
export const LANGUAGE_FEATURES = LOOKED_AT * 4 + 8;

/** Hashes of letter runs of 1 to 4 over the first letters, word boundaries included; returns how many. */
export function languageFeatures(features: Features, out: Uint32Array): number {
  const { codes } = features;
  const end = Math.min(features.codeCount, LOOKED_AT);
  let n = 0;
  for (let i = -1; i < end; i++) {
    let hash = 0x811c9dc5;
    const last = Math.min(i + 4, end);
    for (let j = i; j <= last; j++) {
      const code = j < 0 || j >= end ? 0x20 : (codes[j] as number);
      hash = Math.imul(hash ^ code, 0x01000193);
      if (j === i && code === 0x20) continue;
      if (j - i === 4) break;
      let spread = hash ^ (hash >>> 15);
      spread = Math.imul(spread, 0x85ebca6b);
      out[n++] = Math.imul(spread ^ (spread >>> 13), 0x9e3779b1) >>> 0;
    }
  }
  return n;
}

/** The language a script stands for, where one does; Latin is told apart by the table. */
function scriptOf(code: number): string | undefined {
  if (code < 0x250) return 'latin';
  if (code >= 0x370 && code < 0x400) return 'el';
  if (code >= 0x400 && code < 0x530) return 'cyrillic';
  if (code >= 0x530 && code < 0x590) return 'hy';
  if (code >= 0x590 && code < 0x600) return 'he';
  if (code >= 0x600 && code < 0x780) return 'ar';
  if (code >= 0x900 && code < 0x980) return 'hi';
  if (code >= 0x980 && code < 0xa00) return 'bn';
  if (code >= 0xb80 && code < 0xc00) return 'ta';
  if (code >= 0xe00 && code < 0xe80) return 'th';
  if (code >= 0x10a0 && code < 0x1100) return 'ka';
  if (code >= 0x1200 && code < 0x1380) return 'am';
  if (code >= 0x1e00 && code < 0x1f00) return 'latin';
  if (code >= 0x3040 && code < 0x3100) return 'ja';
  if (code >= 0x3400 && code < 0xa000) return 'zh';
  if (code >= 0xac00 && code < 0xd7b0) return 'ko';
  return undefined;
}

const CYRILLIC: readonly (readonly [letters: string, language: string])[] = [
  ['іїєґ', 'uk'],
  ['ђјљњћџ', 'sr'],
  ['ыэё', 'ru'],
];

const PERSIAN = 'پچژگ';

/**
 * The BCP-47 primary tag of what was read, `und` for a language none of ours, undefined when nobody can tell.
 * `locale` is a primary tag too.
 */
export type DetectLanguage = (features: Features, locale: string | undefined) => string | undefined;

/** Tells the language of an utterance by script and letters; a locale weighs in, most on short texts. */
export function createLanguageDetector(table: LanguageTable): DetectLanguage {
  const hashes = new Uint32Array(LANGUAGE_FEATURES);
  const { bits, languages, scale, rows, bias, localeBonus, atLeast } = table;
  const columns = languages.length;
  const packed = pack(rows, columns);
  const width = widthOf(columns);
  const sums = new Int32Array(width * lanes);
  const places = new Int32Array(LANGUAGE_FEATURES);
  const shift = 32 - bits;

  /** Adds up the rows of all hashes, three doubles at a time: so many sums stay in registers. */
  function sum(count: number): void {
    for (let i = 0; i < count; i++) places[i] = ((hashes[i] as number) >>> shift) * width;
    for (let word = 0; word < width; word += 3) {
      let a = 0;
      let b = 0;
      let c = 0;
      for (let i = 0; i < count; i++) {
        const at = (places[i] as number) + word;
        a += packed[at] as number;
        b += packed[at + 1] as number;
        c += packed[at + 2] as number;
      }
      unpack(a, count, sums, word * lanes);
      unpack(b, count, sums, (word + 1) * lanes);
      unpack(c, count, sums, (word + 2) * lanes);
    }
  }

  function latin(features: Features, locale: string | undefined): string | undefined {
    const count = languageFeatures(features, hashes);
    if (count === 0) return undefined;
    sum(count);
    const by = scale / Math.sqrt(count);
    let best = -1;
    let highest = Number.NEGATIVE_INFINITY;
    let total = 0;
    for (let k = 0; k < columns; k++) {
      const bonus = languages[k] === locale ? localeBonus : 0;
      const score = (bias[k] as number) + (sums[k] as number) * by + bonus;
      if (score > highest) {
        total = best < 0 ? 1 : total * Math.exp(highest - score) + 1;
        highest = score;
        best = k;
      } else total += Math.exp(score - highest);
    }
    if (1 / total >= atLeast) return languages[best];
    return locale !== undefined && languages.includes(locale) ? locale : undefined;
  }

  return (features, locale) => {
    const script = mainScript(features);
    if (script === undefined) return undefined;
    if (script === 'latin') return latin(features, locale);
    if (script === 'cyrillic') return cyrillic(features, locale);
    if (script === 'zh' && locale === 'ja') return 'ja';
    if (script === 'ar' && has(features, PERSIAN)) return 'fa';
    if (script === 'hi' && locale === 'mr') return 'mr';
    return script;
  };
}

/**
 * Three weights are added at once in the lanes of one double. A weight plus 128 is 0 to 255, and the sum of so many as
 * there are features is below the width of a lane; three lanes are 51 bits, so every sum is exact.
 */
const lanes = 3;
const lane = 2 ** 17;
const offset = 128;

/** How many doubles a row takes; rows are read three doubles at a time. */
function widthOf(columns: number): number {
  return Math.ceil(columns / (lanes * 3)) * 3;
}

function pack(rows: Int8Array, columns: number): Float64Array {
  const width = widthOf(columns);
  const packed = new Float64Array((rows.length / columns) * width);
  for (let at = 0, row = 0; row < rows.length; at += width, row += columns)
    for (let k = 0; k < columns; k++) {
      const place = at + Math.floor(k / lanes);
      packed[place] = (packed[place] as number) + ((rows[row + k] as number) + offset) * lane ** (k % lanes);
    }
  return packed;
}

/** The three sums of a double, without the offsets of so many weights. */
function unpack(packed: number, count: number, sums: Int32Array, at: number): void {
  const high = Math.floor(packed / lane ** 2);
  const low = packed - high * lane ** 2;
  const middle = Math.floor(low / lane);
  sums[at] = low - middle * lane - offset * count;
  sums[at + 1] = middle - offset * count;
  sums[at + 2] = high - offset * count;
}

/** The script most letters are of; kana among ideographs make Japanese. */
function mainScript({ codes, codeCount }: Features): string | undefined {
  let latin = 0;
  let otherCount = 0;
  let other: string | undefined;
  const end = Math.min(codeCount, LOOKED_AT);
  for (let i = 0; i < end; i++) {
    const code = codes[i] as number;
    if (code <= 0x40) continue;
    if (code < 0x250) {
      latin += 1;
      continue;
    }
    const script = scriptOf(code);
    if (script === undefined) continue;
    otherCount += 1;
    if (other === undefined || (script === 'ja' && other === 'zh')) other = script;
  }
  if (otherCount * 2 >= latin && other !== undefined) return other;
  return latin > 0 ? 'latin' : undefined;
}

function cyrillic(features: Features, locale: string | undefined): string {
  for (const [letters, language] of CYRILLIC) if (has(features, letters)) return language;
  return locale === 'bg' || locale === 'uk' || locale === 'sr' || locale === 'mk' ? locale : 'ru';
}

function has({ codes, codeCount }: Features, letters: string): boolean {
  const end = Math.min(codeCount, LOOKED_AT);
  for (let i = 0; i < end; i++) if (letters.includes(String.fromCharCode(codes[i] as number))) return true;
  return false;
}

/** `de` of `de-AT`, lower case; undefined for what is no language tag. */
export function primaryTag(locale: string | undefined): string | undefined {
  if (locale === undefined) return undefined;
  const tag = /^([a-z]{2,3})(?:[-_]|$)/i.exec(locale)?.[1]?.toLowerCase();
  return tag;
}
