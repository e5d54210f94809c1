import cards from 'card-validator';
import { countrySpecs, isValidIBAN } from 'ibantools';
import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js';

/** What is recognized, and the name of its marker and its count; operators' patterns count as `pattern`. */
export type Kind = 'email' | 'iban' | 'card' | 'phone' | 'pattern' | 'link' | 'number';

/** A part of a text that is personal, by its UTF-16 offsets; `to` is the first one behind it. */
export interface Span {
  readonly from: number;
  readonly to: number;
  readonly kind: Kind;
}

/** What a recognizer knows of the turn beside the text. */
export interface RecognizerContext {
  /** Whose phone numbers are known without a country code: ISO 3166-1, if known. */
  readonly region: string | undefined;
  /** Called before each check that costs more than reading on; throws when there were too many. */
  spend(): void;
}

/** Finds what is personal in a text whose digits are ASCII (see `withAsciiDigits`). */
export type Recognize = (text: string, context: RecognizerContext) => Span[];

const digits = /\p{Nd}/gu;
/** Where decimal digits of other scripts begin that users type: Arabic-Indic, Persian, Devanagari, Bengali, Thai, full width. */
const zeros = [0x660, 0x6f0, 0x966, 0x9e6, 0xe50, 0xff10];

/** The same text, equally long, with the digits of other scripts as ASCII digits. */
export function withAsciiDigits(text: string): string {
  return text.replaceAll(digits, (digit) => {
    const code = digit.charCodeAt(0);
    const zero = digit.length === 1 && zeros.find((from) => code >= from && code < from + 10);
    return zero ? String(code - zero) : digit;
  });
}

/** Local part and labels are bounded (RFC 5321: 64 and 63), so that no text costs more than its length. */
const email = /[\p{L}\p{N}.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[\p{L}\p{N}-]{1,63}\.){1,8}[\p{L}\p{N}-]{2,63}/gu;

/** E-mail addresses, in any script. */
export const findEmails: Recognize = (text) => (text.includes('@') ? spansOf(text, email, 'email') : []);

function spansOf(text: string, pattern: RegExp, kind: Kind): Span[] {
  return Array.from(text.matchAll(pattern), ({ index, 0: { length } }) => ({ from: index, to: index + length, kind }));
}

const ibanStart = /(?<![A-Za-z0-9])[A-Za-z]{2}\d{2}/g;
/** 34 characters (ISO 13616), each of which may be a group of its own. */
const longestIban = 34 + 33;

/** A country code, two check digits and as many characters as the country's numbers have, in groups or not. */
export const findIbans: Recognize = (text, { spend }) => {
  const spans: Span[] = [];
  for (const { index, 0: start } of text.matchAll(ibanStart)) {
    const length = countrySpecs[start.slice(0, 2).toUpperCase()]?.chars;
    if (!length) continue;
    spend();
    const to = endOfGroups(text, index, length);
    if (to !== undefined && isValidIBAN(text.slice(index, to).replaceAll(/[ -]/g, '').toUpperCase()))
      spans.push({ from: index, to, kind: 'iban' });
  }
  return spans;
};

/** Where so many letters and digits end that stand together or in groups; undefined when they do not. */
function endOfGroups(text: string, from: number, length: number): number | undefined {
  let count = 0;
  for (let at = from; at < text.length && at < from + longestIban; at++) {
    if (/[A-Za-z0-9]/.test(text[at] as string)) count++;
    else if (!/[ -]/.test(text[at] as string)) return undefined;
    if (count === length) return at + 1;
  }
  return undefined;
}

/** A run of digits in groups, and one group; linear in the text. */
const digitRun = /[+(]{0,2}\d(?:[\d ().\-/]*\d)?/g;
const digitGroup = /[+(]{0,2}\d+/g;

interface Group {
  readonly from: number;
  readonly to: number;
  readonly digits: number;
}

/**
 * Parts of a run that begin and end with a group and have so many digits, longest first: an order number may stand right
 * before a card's, and one phone number after another. What `isOne` confirms is found, and the search goes on behind it.
 */
function findGrouped(
  text: string,
  kind: Kind,
  [least, most]: readonly [number, number],
  isOne: (written: string) => boolean,
): Span[] {
  const spans: Span[] = [];
  for (const { index, 0: run } of text.matchAll(digitRun)) {
    if (run.length < least) continue;
    const groups = Array.from(run.matchAll(digitGroup), (group) => groupOf(group, index));
    for (let first = 0; first < groups.length; first++) {
      const last = longest(groups, first, [least, most], (from, to) => isOne(text.slice(from, to)));
      if (last === undefined) continue;
      spans.push({ from: (groups[first] as Group).from, to: (groups[last] as Group).to, kind });
      first = last;
    }
  }
  return spans;
}

function groupOf({ index, 0: text }: RegExpExecArray, offset: number): Group {
  const from = offset + index;
  return { from, to: from + text.length, digits: text.replace(/^[+(]+/, '').length };
}

/** The last group of the longest part that is one; undefined when none is. */
function longest(
  groups: readonly Group[],
  first: number,
  [least, most]: readonly [number, number],
  isOne: (from: number, to: number) => boolean,
): number | undefined {
  const lasts: number[] = [];
  let digits = 0;
  for (let last = first; last < groups.length; last++) {
    digits += (groups[last] as Group).digits;
    if (digits > most) break;
    if (digits >= least) lasts.push(last);
  }
  return lasts.findLast((last) => isOne((groups[first] as Group).from, (groups[last] as Group).to));
}

/** Digits of a length, a prefix and a check digit (Luhn) as cards have them. */
export const findCards: Recognize = (text, { spend }) =>
  findGrouped(text, 'card', [13, 19], (written) => {
    spend();
    return cards.number(written.replaceAll(/\D/g, '')).isValid;
  });

/** Numbers that exist: with a country code anywhere, else by the numbering plan of the region. */
export const findPhones: Recognize = (text, { region, spend }) => {
  const country = region !== undefined && isSupportedCountry(region) ? (region as CountryCode) : undefined;
  return findGrouped(text, 'phone', [7, 17], (written) => {
    const international = written.replace(/^\(?00/, '+');
    if (country === undefined && !/^\(?\+/.test(international)) return false;
    spend();
    return parsePhoneNumberFromString(international, country)?.isValid() ?? false;
  });
};

const link = /(?:\b[a-z][a-z0-9+.-]{1,20}:\/\/|\bwww\.)\S+/gi;

/** Web addresses, which may name an account. */
export const findLinks: Recognize = (text) => spansOf(text, link, 'link');

const leastLongNumber = 6;

/** Numbers of six digits or more, in groups or not: accounts, orders and whatever else may tell one user from another. */
export const findLongNumbers: Recognize = (text) => {
  const spans: Span[] = [];
  for (const { index, 0: run } of text.matchAll(digitRun))
    if (run.replaceAll(/\D/g, '').length >= leastLongNumber)
      spans.push({ from: index, to: index + run.length, kind: 'number' });
  return spans;
};
