import type { Convention } from './convention.js';
import { clientLine, firstPerson, plainClosings, thanksClosings } from './signature-words.js';
import { trait } from './traits.js';

/**
 * Who a mail is from, below what it says: all under a line `-- `, a closing such as "Kind regards" with the names and
 * titles under it, and "Sent from my phone". What the user adds under it, as a "P.S.", stays.
 */
export const signature: Convention = {
  traits: trait.lines,
  isOfOthers: true,
  take(text, { channelId }) {
    const lines = text.split(/\r\n?|[\n\u2028\u2029]/);
    const delimiter = lines.findIndex((line, at) => at > 0 && /^(?:--|––|—)\s*$/.test(line));
    const above = delimiter < 0 ? lines : lines.slice(0, delimiter);
    const kept = above.filter((line, at) => at === 0 || !isClientLine(line));
    const own = withoutClosing(kept, channelId === 'email');
    if (own.length === lines.length) return undefined;
    return { text: own.join('\n'), count: 1 };
  },
};

function isClientLine(line: string): boolean {
  return line.length > 4 && line.length <= 80 && clientLine.test(line);
}

const mostSigned = 12;

/** Without the last closing and what is signed under it. */
function withoutClosing(lines: readonly string[], isMail: boolean): readonly string[] {
  for (let at = Math.max(1, lines.length - mostSigned * 2); at < lines.length; at++) {
    if (!isClosing(lines, at, isMail)) continue;
    const end = signedUpTo(lines, at + 1);
    if (end > at + 1 || at === lines.length - 1) return [...lines.slice(0, at), ...lines.slice(end)];
  }
  return lines;
}

/** A plain closing may have the name on its line; thanks are one in mails only, and under an empty line. */
function isClosing(lines: readonly string[], at: number, isMail: boolean): boolean {
  const line = (lines[at] as string).trim();
  if (line.length > 60) return false;
  const closing = plainClosings.exec(line)?.[0];
  if (closing !== undefined) {
    const name = line.slice(closing.length).trim();
    return name === '' || (isSigned(name) && name.split(/\s+/).length <= 6);
  }
  return isMail && (lines[at - 1] as string).trim() === '' && thanksClosings.test(line);
}

/** The line behind the last one that is signed. */
function signedUpTo(lines: readonly string[], from: number): number {
  let signed = 0;
  let at = from;
  for (; at < lines.length && signed < mostSigned; at++) {
    const line = (lines[at] as string).trim();
    if (line === '') continue;
    if (!isSigned(line)) break;
    signed += 1;
  }
  return at;
}

/** A name, a title, an address: short, no question, nothing about me or you. */
function isSigned(line: string): boolean {
  if (line.length > 80 || /[?？!！]/.test(line) || firstPerson.test(line)) return false;
  return !/^\p{Ll}/u.test(line) || /^(?:www|http|\S{1,64}@)/.test(line);
}
