import { isPrecededBy, type Recognize, type Span, spansOf } from './recognizer.js';

/** Agenzia delle Entrate, "Codice fiscale": its form is nobody else's. */
const codiceFiscale = /(?<![A-Z\d])[A-Z]{6}\d{2}[A-EHLMPR-T]\d{2}[A-Z]\d{3}[A-Z](?![A-Z\d])/gi;
/** Receita Federal, CPF: two check digits, modulo 11. Without its signs it needs its name. */
const cpf = /(?<![\d.])\d{3}\.?\d{3}\.?\d{3}-?\d{2}(?![\d.-]\d|\d)/g;
/** INSEE, NIR: sex, year, month, department, commune, number, and 97 less the rest by 97. */
const nir = /(?<!\d)[12] ?\d{2} ?(?:0[1-9]|1[0-2]|[2-9]\d) ?(?:\d{2}|2[AB]) ?\d{3} ?\d{3} ?\d{2}(?!\d)/gi;
/** GB 11643: region, date of birth, number, and a check digit or X (ISO 7064, MOD 11-2). */
const chineseId = /(?<![\dA-Z])[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dX](?![\dA-Z])/gi;
/** RvIG, burgerservicenummer: nine digits that pass the test by eleven, behind their name. */
const bsn = /(?<!\d)\d{9}(?!\d)/g;

/** National ids that carry a check of their own: Italian, Brazilian, French, Chinese and Dutch ones. */
export function* findCheckedIds(text: string): ReturnType<Recognize> {
  const named = (names: RegExp, from: number) => isPrecededBy(names, text, from);
  yield* spansOf(text, codiceFiscale, 'id');
  yield* spansOf(text, cpf, 'id', (span) => {
    const isWritten = text.slice(span.from, span.to).includes('-') || named(/cpf[^.;!?]{0,20}$/i, span.from);
    return isWritten && isCpf(digitsOf(text, span));
  });
  yield* spansOf(text, nir, 'id', (span) => isNir(digitsOf(text, span)));
  yield* spansOf(text, chineseId, 'id', (span) => isChineseId(digitsOf(text, span)));
  const namesOfBsn = /(?:bsn|burgerservice|sofinummer)[^.;!?]{0,20}$/i;
  yield* spansOf(text, bsn, 'id', (span) => named(namesOfBsn, span.from) && isBsn(digitsOf(text, span)));
}

function digitsOf(text: string, { from, to }: Span): string {
  return text.slice(from, to).replace(/[ .-]/g, '');
}

/** The sum of the digits, each by the weight of its place. */
function weighed(digits: string, weights: readonly number[]): number {
  return weights.reduce((sum, weight, at) => sum + weight * Number(digits[at]), 0);
}

function isCpf(digits: string): boolean {
  const check = (weights: readonly number[]) => ((weighed(digits, weights) * 10) % 11) % 10;
  const first = check([10, 9, 8, 7, 6, 5, 4, 3, 2]);
  const second = check([11, 10, 9, 8, 7, 6, 5, 4, 3, 2]);
  return digits.endsWith(`${first}${second}`) && !/^(\d)\1+$/.test(digits);
}

function isNir(digits: string): boolean {
  const number = digits.slice(0, 13).replace(/2A/i, '19').replace(/2B/i, '18');
  return 97 - (Number(number) % 97) === Number(digits.slice(13));
}

function isChineseId(digits: string): boolean {
  const sum = weighed(digits, [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]);
  return '10X98765432'[sum % 11] === digits[17]?.toUpperCase();
}

function isBsn(digits: string): boolean {
  return weighed(digits, [9, 8, 7, 6, 5, 4, 3, 2, -1]) % 11 === 0;
}
