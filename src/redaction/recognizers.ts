import cards from 'card-validator';
import { countrySpecs, isValidIBAN } from 'ibantools';
import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js';

/** What is recognized; operators' patterns count as `pattern`. */
export type Kind = 'email' | 'iban' | 'card' | 'phone' | 'pattern';

/** A part of a text, by its UTF-16 offsets. */
export interface Span {
  readonly from: number;
  readonly to: number;
  readonly kind: Kind;
}

/** Finds what is personal in a text whose digits are ASCII (see `withAsciiDigits`). `region` is ISO 3166-1, if known. */
export type Recognize = (text: string, region: string | undefined) => Span[];

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

export const findEmails: Recognize = (text) => (text.includes('@') ? spansOf(text, email, 'email') : []);

function spansOf(text: string, pattern: RegExp, kind: Kind): Span[] {
  return Array.from(text.matchAll(pattern), ({ index, 0: { length } }) => ({ from: index, to: index + length, kind }));
}

const ibanStart = /(?<![A-Za-z0-9])[A-Za-z]{2}\d{2}/g;
const longestIban = 34 + 33;

/** A country code, two check digits and as many characters as the country's numbers have, in groups or not. */
export const findIbans: Recognize = (text) => {
  const spans: Span[] = [];
  for (const { index, 0: start } of text.matchAll(ibanStart)) {
    const length = countrySpecs[start.slice(0, 2).toUpperCase()]?.chars;
    if (!length) continue;
    const to = endOfGroups(text, index, length);
    if (to !== undefined && isValidIBAN(text.slice(index, to).replaceAll(/[ -]/g, '').toUpperCase()))
      spans.push({ from: index, to, kind: 'iban' });
  }
  return spans;
};

/** Where so many letters and digits end that stand together or in groups; undefined when they do not. */
function endOfGroups(text: string, from: number, length: number): number | undefined {
  let seen = 0;
  for (let at = from; at < text.length && at < from + longestIban; at++) {
    if (/[A-Za-z0-9]/.test(text[at] as string)) seen++;
    else if (!/[ -]/.test(text[at] as string)) return undefined;
    if (seen === length) return at + 1;
  }
  return undefined;
}

const digitGroups = /\d+(?:[ .\-/]\d+)*/g;
const leastCardDigits = 13;
const mostCardDigits = 19;

/** Groups of digits of a length, a prefix and a check digit (Luhn) as cards have them. */
export const findCards: Recognize = (text) => {
  const spans: Span[] = [];
  for (const { index, 0: run } of text.matchAll(digitGroups)) {
    if (run.length >= leastCardDigits) spans.push(...cardsIn(run, index));
  }
  return spans;
};

/** An order number may stand right before a card's, so that every group may be the first of one. */
function cardsIn(run: string, offset: number): Span[] {
  const groups = Array.from(run.matchAll(/\d+/g), ({ index, 0: group }) => ({ index, group }));
  const spans: Span[] = [];
  for (let first = 0; first < groups.length; first++) {
    let number = '';
    for (let last = first; last < groups.length && number.length <= mostCardDigits; last++) {
      const { index, group } = groups[last] as (typeof groups)[number];
      number += group;
      if (number.length < leastCardDigits || number.length > mostCardDigits || !cards.number(number).isValid) continue;
      spans.push({
        from: offset + (groups[first] as { index: number }).index,
        to: offset + index + group.length,
        kind: 'card',
      });
      first = last;
      break;
    }
  }
  return spans;
}

/** Digits in groups, as phone numbers are written: bounded, so that no text costs more than its length. */
const phoneLike = /(?:\+|\(|\d)[\d ().\-/]{5,28}\d/g;

/** Numbers that exist: with a country code anywhere, else by the numbering plan of the region. */
export const findPhones: Recognize = (text, region) => {
  const country = region !== undefined && isSupportedCountry(region) ? (region as CountryCode) : undefined;
  return spansOf(text, phoneLike, 'phone').filter(({ from, to }) => {
    const written = text.slice(from, to);
    if (country === undefined && !written.startsWith('+') && !written.startsWith('00')) return false;
    const international = written.startsWith('00') ? `+${written.slice(2)}` : written;
    return parsePhoneNumberFromString(international, country)?.isValid() ?? false;
  });
};
