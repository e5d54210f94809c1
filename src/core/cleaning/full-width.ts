import { type Convention, replaceEach } from './convention.js';
import { trait } from './traits.js';

/** Letters in other forms: full width `ａ`, in circles `ⓐ`, in squares `🄰`, of mathematics `𝗮`. */
export const fullWidth: Convention = {
  traits: trait.wide,
  take: (text) => replaceEach(text, forms, (found) => plain(found)),
};

const forms =
  /[\uff21-\uff3a\uff41-\uff5a\u24b6-\u24e9]+|[\u249c-\u24b5]+|(?:\ud835[\udc00-\udfff])+|(?:\ud83c[\udd10-\udd69])+/g;

/** Letters with parentheses around them come apart as those, and white on black not at all. */
function plain(found: string): string {
  const bare = found.normalize('NFKC').replaceAll(/[()〔〕]/g, '');
  return bare.replaceAll(/\ud83c[\udd50-\udd69]/g, (letter) =>
    String.fromCodePoint(((letter.codePointAt(0) as number) % 0x1f150) + 0x41),
  );
}
