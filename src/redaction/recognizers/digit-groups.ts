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
export function* findGrouped(
  text: string,
  kind: Kind,
  [least, most]: readonly [number, number],
  isOne: (written: string, from: number) => boolean,
): Generator<Span | undefined> {
  for (const { index, 0: run } of text.matchAll(digitRun)) {
    yield undefined;
    if (run.length < least) continue;
    const groups = groupsIn(run, index);
    let ahead = nextGroups(groups, [], most);
    while (ahead.length > 0) {
      const first = ahead[0] as Group;
      const last = longest(ahead, [least, most], (from, to) => isOne(text.slice(from, to), from));
      yield last === undefined ? undefined : { from: first.from, to: (ahead[last] as Group).to, kind };
      ahead = nextGroups(groups, ahead.slice((last ?? 0) + 1), most);
    }
  }
}

function* groupsIn(run: string, offset: number): Generator<Group, undefined> {
  for (const group of run.matchAll(digitGroup)) yield groupOf(group, offset);
}

/** The groups that were looked at and not used, and as many more as may belong to one number with the first. */
function nextGroups(groups: Generator<Group, undefined>, ahead: Group[], most: number): Group[] {
  let digits = ahead.reduce((sum, group) => sum + group.digits, 0);
  while (digits <= most) {
    const group = groups.next().value;
    if (group === undefined) break;
    ahead.push(group);
    digits += group.digits;
  }
  return ahead;
}

function groupOf({ index, 0: text }: RegExpExecArray, offset: number): Group {
  const from = offset + index;
  return { from, to: from + text.length, digits: text.replace(/^[+(]+/, '').length };
}

/** The last group of the longest part that begins with the first group and is one; undefined when none is. */
function longest(
  groups: readonly Group[],
  [least, most]: readonly [number, number],
  isOne: (from: number, to: number) => boolean,
): number | undefined {
  const lasts: number[] = [];
  let digits = 0;
  for (const [last, group] of groups.entries()) {
    digits += group.digits;
    if (digits > most) break;
    if (digits >= least) lasts.push(last);
  }
  return lasts.findLast((last) => isOne((groups[0] as Group).from, (groups[last] as Group).to));
}
