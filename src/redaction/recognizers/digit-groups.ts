import type { Kind, Span } from './recognizer.js';

/** A run of digits in groups, and one group; linear in the text. */
export const digitRun = /[+(]{0,2}\d(?:[\d ().\-/_,|·•]*\d)?/g;
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
export function findGrouped(
  text: string,
  kind: Kind,
  [least, most]: readonly [number, number],
  isOne: (written: string, from: number) => boolean,
): Span[] {
  const spans: Span[] = [];
  for (const { index, 0: run } of text.matchAll(digitRun)) {
    if (run.length < least) continue;
    const groups = Array.from(run.matchAll(digitGroup), (group) => groupOf(group, index));
    for (let first = 0; first < groups.length; first++) {
      const last = longest(groups, first, [least, most], (from, to) => isOne(text.slice(from, to), from));
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
