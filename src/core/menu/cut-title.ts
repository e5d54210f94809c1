import { fold } from '../fold.js';
import type { Choice } from '../turn.js';
import type { Name } from './labels.js';
import { type Found, sole } from './names.js';

/**
 * At how many characters channels cut a title, and send the cut one back: Messenger and LINE, WhatsApp's lists, RCS,
 * Slack. https://developers.facebook.com/docs/messenger-platform/send-messages/quick-replies
 */
const cutAt = new Set([20, 24, 25, 75]);

/** With an ellipsis behind it a shorter start tells, too. */
const shortest = 8;

const ellipsis = /\s*(?:…|\.{3})$/;

/** The one choice whose title begins with all that was sent, where it was sent as channels cut titles. */
export function byCutTitle(text: string, names: readonly Name[], choices: readonly Choice[]): Found {
  const sent = text.trim();
  const start = sent.replace(ellipsis, '');
  const isMarked = start !== sent && start.length >= shortest;
  if (!isMarked && !isCutLength(start)) return undefined;
  const folded = fold(start);
  return sole(names, choices, ({ folded: name }) => {
    if (name.length <= folded.length || !name.startsWith(folded)) return false;
    return isMarked || cutAt.has(lengthOf(start)) || name.charAt(folded.length) === ' ';
  });
}

/** A title that is cut behind a word ends with a space, which is lost. */
function isCutLength(start: string): boolean {
  return cutAt.has(lengthOf(start)) || cutAt.has(lengthOf(start) + 1) || cutAt.has(start.length);
}

function lengthOf(text: string): number {
  let length = 0;
  for (const _ of text) length += 1;
  return length;
}
