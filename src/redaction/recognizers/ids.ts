import { isPrecededBy, type Recognize, type Span, spansOf } from './recognizer.js';

/** ssa.gov, "Social Security Number Randomization": no area 000, 666 or 9xx, no group 00, no serial 0000. */
const ssn = /(?<![\d-])(?!000|666|9)\d{3}[ -](?!00)\d{2}[ -](?!0000)\d{4}(?![\d-])/g;
const ssnUngrouped = /(?<!\d)(?!000|666|9)\d{3}(?!00)\d{2}(?!0000)\d{4}(?!\d)/g;
const namesOfSsn = /(?:\bssn\b|\bss ?#|social security)[^.;!?]{0,30}$/i;

/** gov.uk, NIM39110: prefixes that are not used, and a suffix A to D. */
const nino =
  /(?<![A-Za-z0-9])(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z][ -]?\d{2}[ -]?\d{2}[ -]?\d{2}[ -]?[A-D](?![A-Za-z0-9])/gi;

/** interior.gob.es, "Cálculo del dígito de control del NIF-NIE": the letter is the number modulo 23. */
const dni = /(?<![A-Za-z0-9])([XYZxyz]?)[ -]?(\d{7,8})[ -]?([A-Za-z])(?![A-Za-z0-9])/g;
const dniLetters = 'TRWAGMYFPDXBNJZSQVHLCKE';

/** Numbers by which a state knows a person: US social security, UK national insurance, Spanish DNI and NIE. */
export function* findIds(text: string): ReturnType<Recognize> {
  yield* spansOf(text, ssn, 'id', ({ from, to }) => isGroupedSsn(text, from, to));
  yield* spansOf(text, ssnUngrouped, 'id', ({ from }) => isPrecededBy(namesOfSsn, text, from));
  yield* spansOf(text, nino, 'id');
  yield* findDnis(text);
}

/** Groups with dashes are told by their form; with spaces they need their name. */
function isGroupedSsn(text: string, from: number, to: number): boolean {
  return text.slice(from, to).split('-').length === 3 || isPrecededBy(namesOfSsn, text, from);
}

function* findDnis(text: string): Generator<Span | undefined> {
  for (const { index, 0: whole, 1: prefix, 2: digits, 3: letter } of text.matchAll(dni)) {
    const isOne = (prefix === '') === (digits?.length === 8) && letter?.toUpperCase() === letterOf(prefix, digits);
    yield isOne ? { from: index, to: index + whole.length, kind: 'id' } : undefined;
  }
}

function letterOf(prefix = '', digits = ''): string | undefined {
  const number = Number(`${prefix === '' ? '' : 'XYZ'.indexOf(prefix.toUpperCase())}${digits}`);
  return dniLetters[number % 23];
}
