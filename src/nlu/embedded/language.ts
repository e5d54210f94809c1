import type { Features } from './features.js';
import { letterNgrams, mostLetterNgrams } from './letter-ngrams.js';
import { packRows } from './packed-rows.js';
import { hasLetterOf, mainScript } from './script.js';

/** What tells Latin-script languages apart: int8 weights per hashed letter n-gram, one column per language. */
export interface LanguageTable {
  /** The table has 2^bits rows. */
  readonly bits: number;
  readonly languages: readonly string[];
  /** A weight is worth `scale` times its int8, in nats. */
  readonly scale: number;
  readonly rows: Int8Array;
  readonly bias: readonly number[];
  /** Added to the score of the locale's language, in nats. */
  readonly localeBonus: number;
  /** Below this share for the likeliest language the letters do not tell, and the locale decides. */
  readonly atLeast: number;
}

/**
 * The BCP-47 primary tag of what was read, `und` for a language none of ours, undefined when nobody can tell.
 * `locale` is a primary tag too.
 */
export type DetectLanguage = (features: Features, locale: string | undefined) => string | undefined;

/** Tells the language of an utterance by script and letters; a locale weighs in, most on short texts. */
export function createLanguageDetector(table: LanguageTable): DetectLanguage {
  const detectLatin = createLatinDetector(table);
  return (features, locale) => {
    const script = mainScript(features);
    if (script === 'latin') return detectLatin(features, locale);
    if (script === 'cyrillic') return cyrillicLanguage(features, locale);
    if (script === 'zh' && locale === 'ja') return 'ja';
    if (script === 'ar' && hasLetterOf(features, persianLetters)) return 'fa';
    if (script === 'hi' && locale === 'mr') return 'mr';
    return script;
  };
}

function createLatinDetector(table: LanguageTable): DetectLanguage {
  const hashes = new Uint32Array(mostLetterNgrams);
  const { sums, sum } = packRows(table.rows, table.languages.length, table.bits, mostLetterNgrams);
  return (features, locale) => {
    const count = letterNgrams(features, hashes);
    if (count === 0) return undefined;
    sum(hashes, count);
    return likeliestLanguage(table, sums, count, locale);
  };
}

/**
 * The likeliest language by softmax over the sums of the weights of `count` n-grams, damped by their number; the
 * locale's one where none is likely enough. Exponents are taken of differences only, so that none overflows.
 */
function likeliestLanguage(
  { languages, scale, bias, localeBonus, atLeast }: LanguageTable,
  sums: Int32Array,
  count: number,
  locale: string | undefined,
): string | undefined {
  const perWeight = scale / Math.sqrt(count);
  let best = 0;
  let highest = Number.NEGATIVE_INFINITY;
  // The sum of exp(score - highest) over the languages so far: its inverse is the share of the highest.
  let total = 0;
  for (let column = 0; column < languages.length; column++) {
    const bonus = languages[column] === locale ? localeBonus : 0;
    const score = (bias[column] as number) + (sums[column] as number) * perWeight + bonus;
    if (score > highest) {
      total = total * Math.exp(highest - score) + 1;
      highest = score;
      best = column;
    } else total += Math.exp(score - highest);
  }
  if (1 / total >= atLeast) return languages[best];
  return locale !== undefined && languages.includes(locale) ? locale : undefined;
}

/** Letters that Arabic does not have. */
const persianLetters = 'پچژگ';

/** Letters of one language only, in the order they are looked for. */
const cyrillicLetters: readonly (readonly [letters: string, language: string])[] = [
  ['іїєґ', 'uk'],
  ['ђјљњћџ', 'sr'],
  ['ыэё', 'ru'],
];

const cyrillicLocales = new Set(['bg', 'uk', 'sr', 'mk']);

/** Letters decide, then the locale; Russian is what most users of the script write. */
function cyrillicLanguage(features: Features, locale: string | undefined): string {
  for (const [letters, language] of cyrillicLetters) if (hasLetterOf(features, letters)) return language;
  return locale !== undefined && cyrillicLocales.has(locale) ? locale : 'ru';
}
