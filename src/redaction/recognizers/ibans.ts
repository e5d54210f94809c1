import { countrySpecs, isValidIBAN } from 'ibantools';
import type { Recognize, RecognizerContext } from './recognizer.js';

const separator = /[ \-._,/]/;
/** The country may stand apart from the check digits, and these from each other. */
const ibanStart = /(?<![A-Za-z0-9])([A-Za-z]{2})[ \-._,/]{0,2}\d[ -]?\d/g;
/** 34 characters (ISO 13616), each of which may be a group of its own. */
const longestIban = 34 + 33;

/** A country code, two check digits and as many characters as the country's numbers have, in groups or not. */
export function* findIbans(text: string, { spend }: RecognizerContext): ReturnType<Recognize> {
  for (const { index, 1: country } of text.matchAll(ibanStart)) {
    const length = countrySpecs[(country as string).toUpperCase()]?.chars;
    if (!length) {
      yield undefined;
      continue;
    }
    spend();
    const to = endOfGroups(text, index, length);
    yield to !== undefined && isValidIBAN(compact(text.slice(index, to)))
      ? { from: index, to, kind: 'iban' }
      : undefined;
  }
}

function compact(written: string): string {
  return written.replaceAll(/[^A-Za-z0-9]/g, '').toUpperCase();
}

/** Where so many letters and digits end that stand together or in groups; undefined when they do not. */
function endOfGroups(text: string, from: number, length: number): number | undefined {
  let count = 0;
  for (let at = from; at < text.length && at < from + longestIban; at++) {
    if (/[A-Za-z0-9]/.test(text[at] as string)) count++;
    else if (!separator.test(text[at] as string)) return undefined;
    if (count === length) return at + 1;
  }
  return undefined;
}
