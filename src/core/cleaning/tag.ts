import type { Activity } from '../turn.js';
import { type Change, type Convention, replaceEach } from './convention.js';
import { trait } from './traits.js';

/** HTML, as Teams and mail programs send it: tags give way to line breaks, pictures of emoji to the emoji. */
export const tag: Convention = {
  traits: trait.angle,
  take(text, { textFormat }: Activity) {
    const isXml = textFormat === 'xml';
    const unseen = withoutUnseen(text);
    const change = replaceEach(unseen?.text ?? text, tags, (found, name = '', attributes = '') => {
      const lower = name.toLowerCase();
      if (pictures.has(lower)) return alternative.exec(attributes)?.[1] ?? '';
      if (blocks.has(lower)) return '\n';
      return isXml || inline.has(lower) ? '' : found;
    });
    if (!unseen) return change;
    return { text: change?.text ?? unseen.text, count: unseen.count + (change?.count ?? 0) };
  },
};

const tags = /<\/?([a-zA-Z][a-zA-Z0-9]{0,20}(?::[a-zA-Z][a-zA-Z0-9]{0,20})?)((?:[\s/][^<>]{0,4000})?)>/g;

const alternative = /\balt\s?=\s?["']([^"']{1,40})["']/i;

const pictures = new Set(['img', 'emoji']);

const blocks = new Set(
  'br p div li ul ol tr table tbody thead hr h1 h2 h3 h4 h5 h6 blockquote pre section article td th body html'.split(
    ' ',
  ),
);

const inline = new Set(
  `b strong i em u s strike del ins span a font code small big sub sup mark tt attachment ss e_m systemitem center
  label o:p quote legacyquote meta link title head`.split(/\s+/),
);

/** Comments, style sheets and scripts, with what is in them. */
function withoutUnseen(text: string): Change | undefined {
  let left = '';
  let from = 0;
  let count = 0;
  for (const { index, 0: opening, 1: name } of text.matchAll(unseenOpenings)) {
    if (index < from) continue;
    const closing = name ? `</${name.toLowerCase()}>` : '-->';
    const end = text.indexOf(closing, index + opening.length);
    if (end < 0) break;
    left += text.slice(from, index);
    from = end + closing.length;
    count += 1;
  }
  return count === 0 ? undefined : { text: left + text.slice(from), count };
}

const unseenOpenings = /<!--|<(style|script)\b[^<>]{0,1000}>/gi;
