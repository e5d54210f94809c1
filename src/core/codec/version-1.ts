import { codeEnd, sketchEnd } from './line.js';
import { type Packed, parsed } from './packed.js';
import { digitAt, scoreLength } from './scores.js';

/** How many reasons and signals version 1 knew; it counted by them. */
const reasons = 5;
const outcomes = 3;
const signals = 5;
const readingEnd = codeEnd + scoreLength * signals;
/** The place of a verdict's conditions in a line's JSON. */
const matchedPlace = 5;

/**
 * Lines of version 1, which release 0.1.0 wrote, in today's form. They held five scores each, named a signal by its place
 * before the end of the list, and counted reasons within outcomes. Undefined when one of them is broken.
 */
export function fromVersion1(lines: readonly string[]): string[] | undefined {
  const todays: string[] = [];
  for (const line of lines) {
    const rest = parsed(line.slice(readingEnd));
    if (!Array.isArray(rest)) return undefined;
    todays.push(
      line.slice(0, sketchEnd) + codeOf(line) + line.slice(codeEnd, readingEnd) + JSON.stringify(todaysRest(rest)),
    );
  }
  return todays;
}

function codeOf(line: string): string {
  const code = digitAt(line, sketchEnd);
  return ((code % reasons) * outcomes + Math.floor(code / reasons)).toString(36);
}

function todaysRest(rest: Packed): Packed {
  const matched = rest[matchedPlace];
  return Array.isArray(matched) ? rest.with(matchedPlace, matched.map(todaysMatched)) : rest;
}

function todaysMatched([first, ...more]: readonly unknown[]): Packed {
  return typeof first === 'number' && first < 0 ? [-1 - signals - first, ...more] : [first, ...more];
}
