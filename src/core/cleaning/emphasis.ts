import type { Convention } from './convention.js';
import { trait } from './traits.js';

/** Markdown's and Slack's marks around words: `**bold**`, `_italic_`, `~struck~`, and code in backticks. */
export const emphasis: Convention = {
  traits: trait.emphasis,
  take(text) {
    const marks = pairedMarks(text);
    if (marks.length === 0) return undefined;
    let left = '';
    let from = 0;
    for (const { at, size } of marks) {
      left += text.slice(from, at);
      from = at + size;
    }
    return { text: left + text.slice(from), count: marks.length / 2 };
  },
};

interface Mark {
  readonly at: number;
  readonly size: number;
}

const runs = /\*+|_+|~+|`+/g;
const longest = 3;

/** The marks that stand in pairs, in their order: one before a word, and the same one behind that or a later word. */
function pairedMarks(text: string): Mark[] {
  const open = new Map<string, Mark>();
  const paired: Mark[] = [];
  for (const { index, 0: mark } of text.matchAll(runs)) {
    if (mark.length > longest) continue;
    const before = index === 0 ? ' ' : text.charAt(index - 1);
    const behind = text.charAt(index + mark.length) || ' ';
    const opening = open.get(mark);
    if (opening && isText(before) && (isEdge(behind) || isInside(mark, before, behind))) {
      paired.push(opening, { at: index, size: mark.length });
      open.delete(mark);
    } else if (isText(behind) && (isEdge(before) || isInside(mark, before, behind)))
      open.set(mark, { at: index, size: mark.length });
  }
  return paired.toSorted((one, other) => one.at - other.at);
}

const isText = (char: string) => !/\s/.test(char);

const isEdge = (char: string) => !/[\p{L}\p{N}]/u.test(char);

/** `hu**man**`: two stars may stand inside of a word. */
function isInside(mark: string, before: string, behind: string): boolean {
  return mark === '**' && /\p{L}/u.test(before) && /\p{L}/u.test(behind);
}
