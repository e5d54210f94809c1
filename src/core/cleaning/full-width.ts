import { type Convention, replaceEach } from './convention.js';
import { trait } from './traits.js';

/** Letters in other forms, full width `ａ`, in circles `ⓐ`, in squares `🄰`, of mathematics `𝗮`, and numbers in circles. */
export const fullWidth: Convention = {
  traits: trait.wide,
  take: (text) => replaceEach(text, forms, (found) => numberIn(found) ?? plain(found)),
};

const forms =
  /[\u2460-\u2473\u2776-\u2793\u24f5-\u24fe]|[\uff21-\uff3a\uff41-\uff5a\u24b6-\u24e9]+|[\u249c-\u24b5]+|(?:\ud835[\udc00-\udfff])+|(?:\ud83c[\udd10-\udd69])+/g;

/** Letters with parentheses around them come apart as those, and white on black not at all. */
function plain(found: string): string {
  const bare = found.normalize('NFKC').replaceAll(/[()〔〕]/g, '');
  return bare.replaceAll(/\ud83c[\udd50-\udd69]/g, (letter) =>
    String.fromCodePoint(((letter.codePointAt(0) as number) % 0x1f150) + 0x41),
  );
}

/** The first of each row of numbers in circles, which count from 1. */
const firstNumbers = [0x2460, 0x2776, 0x2780, 0x278a, 0x24f5];

/** A number in a circle, with parentheses in the place of the circle. */
function numberIn(found: string): string | undefined {
  const code = found.charCodeAt(0);
  const first = firstNumbers.find((one) => code >= one && code < one + (one === 0x2460 ? 20 : 10));
  return first === undefined ? undefined : `(${code - first + 1})`;
}
