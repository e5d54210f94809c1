import type { Change, Convention } from './convention.js';
import { trait } from './traits.js';

/** What others wrote, as HTML marks it: `<blockquote>`, Skype's `<quote>`, and what mail programs put above a reply's quote. */
export const htmlQuote: Convention = {
  traits: trait.angle,
  isOfOthers: true,
  take(text) {
    const divider = dividers.exec(text)?.index ?? -1;
    const above = divider > 0 ? text.slice(0, divider) : text;
    const change = withoutQuotes(above);
    if (divider <= 0) return change;
    return { text: change?.text ?? above, count: (change?.count ?? 0) + 1 };
  },
};

const dividers =
  /<(?:div|hr|table|span|blockquote)\b[^<>]{0,400}?\b(?:gmail_quote|gmail_attr|yahoo_quoted|moz-cite-prefix|divRplyFwdMsg|appendonsend|stopSpelling|OLK_SRC_BODY_SECTION|protonmail_quote|border-top:\s?solid #(?:E1E1E1|B5C4DF))\b[^<>]{0,400}>/i;

const quoteTag = /<(\/?)(?:blockquote|quote|legacyquote)\b[^<>]{0,4000}>/gi;

/** A quote that is never closed is read as it is. */
function withoutQuotes(text: string): Change | undefined {
  let left = '';
  let from = 0;
  let depth = 0;
  let opened = 0;
  let count = 0;
  for (const tag of text.matchAll(quoteTag)) {
    if (tag[1] === '') {
      if (depth === 0) opened = tag.index;
      depth += 1;
    } else if (depth > 0) {
      depth -= 1;
      if (depth > 0) continue;
      left += `${text.slice(from, opened)}\n`;
      from = tag.index + tag[0].length;
      count += 1;
    }
  }
  return count === 0 ? undefined : { text: left + text.slice(from), count };
}
