import type { Activity } from '../turn.js';

/** What a convention took away: the text without it, and how often it stood there. */
export interface Change {
  readonly text: string;
  readonly count: number;
}

/**
 * One way in which channels and people write what is not the user's own words, or write those in another form. Time is
 * linear in the text, and nothing in the activity makes it throw.
 */
export interface Convention {
  /** The traits (see `traitsOf`) of texts it may stand in: one of these is enough. */
  readonly traits: number;
  /** Undefined where it does not stand in the text. */
  take(text: string, activity: Activity): Change | undefined;
  /** True where it takes away what others wrote: when nothing is left without it, it stays. */
  readonly isOfOthers?: boolean;
}

/** Replaces what a global pattern finds; what it is replaced by itself does not count. */
export function replaceEach(
  text: string,
  pattern: RegExp,
  replacement: (found: string, ...groups: (string | undefined)[]) => string,
): Change | undefined {
  let count = 0;
  const replaced = text.replace(pattern, (found, ...groups) => {
    const by = replacement(found, ...groups);
    if (by !== found) count += 1;
    return by;
  });
  return count === 0 ? undefined : { text: replaced, count };
}
