import type { Activity } from '../turn.js';
import type { Change, Convention } from './convention.js';
import { dividerWords, forwardWords, fromWords, mailWords, onWords, otherWords, wroteWords } from './quote-words.js';
import { trait } from './traits.js';

/**
 * The message that is answered, as mail and chat programs write it below or above the answer: lines that begin with
 * `>`, and everything under a line such as "On … wrote:", `-----Original Message-----` or the head of a mail.
 */
export const quote: Convention = {
  traits: trait.lines | trait.quoteMark | trait.colon,
  isOfOthers: true,
  take(text, { channelId }: Activity) {
    const lines = text.split(/\r\n?|[\n\u2028\u2029]/);
    const skype = skypeQuote.exec(text.slice(0, mostFlat))?.[0];
    if (skype !== undefined) return { text: text.slice(skype.length), count: 1 };
    if (lines.length === 1) return onOneLine(text);
    const cut = lines.findIndex((_, at) => beginsQuote(lines, at));
    const own = cut < 0 ? lines : withoutRule(lines.slice(0, cut));
    const change = withoutQuotedLines(own, channelId === 'slack');
    if (cut < 0) return change;
    return { text: change?.text ?? own.join('\n'), count: (change?.count ?? 0) + 1 };
  },
};

/** Without the line that Outlook draws above the head of a mail. */
function withoutRule(lines: string[]): string[] {
  const last = lines.findLastIndex((line) => line.trim() !== '');
  return /^\s*[_-]{5,}\s*$/.test(lines[last] ?? '') ? lines.slice(0, last) : lines;
}

const head = String.raw`^[\s*_>]{0,6}`;
const colonBehind = String.raw`\s?[*_]{0,2}\s?[:：]`;
const from = new RegExp(`${head}(?:${fromWords})${colonBehind}`, 'i');
const ofMail = new RegExp(`${head}(?:${mailWords})${colonBehind}`, 'i');
const ofAny = new RegExp(`${head}(?:${mailWords}|${otherWords})${colonBehind}`, 'i');
const divider = new RegExp(`${head}-{2,}\\s?(?:${dividerWords})\\s?:?\\s?-{2,}`, 'i');
const forwarded = new RegExp(`${head}(?:${forwardWords})${colonBehind}\\s*$`, 'i');
const wrote = new RegExp(`(?:${wroteWords})`, 'i');
const on = new RegExp(`^[\\s*_]{0,4}(?:(?:${onWords})(?![\\p{L}])|\\d)`, 'iu');

const longestLine = 300;

/** What no line above a quote is without. */
const couldBegin = /[:：]|--|\d/;

function beginsQuote(lines: readonly string[], at: number): boolean {
  const line = lines[at] as string;
  if (line === '' || line.length > longestLine || !couldBegin.test(line)) return false;
  if (divider.test(line) || forwarded.test(line)) return true;
  if (from.test(line)) return isMailHead(lines, at);
  return attributionAt(lines, at) > 0 && !isQuotedLine(nextLine(lines, at + attributionAt(lines, at)));
}

/** "From" with at least two other lines of a mail's head below it. A form for a journey has no subject and no address. */
function isMailHead(lines: readonly string[], at: number): boolean {
  const below = lines
    .slice(at + 1, at + 9)
    .map((line) => line.slice(0, longestLine))
    .filter((line) => ofAny.test(line));
  const isMail = below.some((line) => ofMail.test(line)) || (lines[at] as string).includes('@');
  return isMail && below.length > 1;
}

/** How many lines a "… wrote:" takes that begins here: it may be wrapped. 0 for none. */
function attributionAt(lines: readonly string[], at: number): number {
  if (lines[at] === '' || !couldBegin.test(lines[at] as string)) return 0;
  const most = on.test(lines[at] as string) ? 3 : 1;
  let joined = '';
  for (let size = 1; size <= most; size++) {
    const line = lines[at + size - 1] ?? '';
    if (line.trim() === '' || line.length > longestLine) return 0;
    joined += ` ${line}`;
    if (/[:：][\s*_]{0,4}$/.test(line)) return isAttribution(joined, lines, at + size) ? size : 0;
  }
  return 0;
}

const addressLast = /[^\s<>@]@[^\s<>@]{1,255}>?\)?\s?[:：][\s*_]{0,4}$/;
const date = /\d{1,2}\s?[:.h時时点]\s?\d{2}|\d{4}|\d{1,2}[./-]\d{1,2}/;

/** Who wrote, and when; without a time only where quoted lines follow. */
function isAttribution(line: string, lines: readonly string[], behind: number): boolean {
  const saysWrote = wrote.test(line);
  if (date.test(line)) return saysWrote || addressLast.test(line);
  return saysWrote && isQuotedLine(nextLine(lines, behind));
}

/** The next line with something in it. */
function nextLine(lines: readonly string[], from: number): string {
  for (let at = from; at < lines.length && at < from + 4; at++)
    if ((lines[at] as string).trim() !== '') return lines[at] as string;
  return '';
}

/** A `>` before words; `>:(` and `>.<` are faces. */
function isQuotedLine(line: string): boolean {
  return line !== '' && quoted.test(line);
}

const quoted = /^\s{0,3}>(?:$|[\s>]|[\p{L}\p{N}"'“‘«(*[¿¡])/u;

/** Each block of quoted lines counts once, and the line above it that says who wrote goes too. */
function withoutQuotedLines(lines: readonly string[], isSlack: boolean): Change | undefined {
  const own: string[] = [];
  let count = 0;
  let isInBlock = false;
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] as string;
    const size = isQuotedLine(line) ? 1 : attributionAt(lines, at);
    if (size > 0) {
      if (!isInBlock) count += 1;
      // Slack quotes all that follows three of them.
      if (isSlack && line.startsWith('>>>')) break;
      at += size - 1;
    } else own.push(line);
    isInBlock = size > 0;
  }
  return count === 0 ? undefined : { text: own.join('\n'), count };
}

const mostFlat = 4_000;
const flatHead = new RegExp(
  `(?:^|[\\s>*_])(?:${fromWords})\\s?[:：].{3,150}?\\s[*_]{0,2}(?:${mailWords})\\s?[:：].{3,150}?\\s[*_]{0,2}(?:${mailWords}|${otherWords})\\s?[:：]`,
  'i',
);
const flatDivider = new RegExp(`-{3,}\\s?(?:${dividerWords})\\s?-{3,}`, 'i');
const flatAttribution = new RegExp(
  `(?:^|[\\s.!?])(?:${onWords})\\s.{4,120}?<[^<>\\s@]{1,64}@[^<>\\s]{1,200}>.{0,40}?(?:${wroteWords})\\s?[:：]`,
  'i',
);
/** Skype's `[10:12] Bot: … <<<`, behind which the answer stands. */
const skypeQuote = /^\s*\[[^\]\n]{1,40}\].{0,60}?:[\s\S]*<<<\s/;

/** A mail whose lines were run together. What a pattern cannot do without is looked for first. */
function onOneLine(text: string): Change | undefined {
  const start = text.slice(0, mostFlat);
  const patterns = [
    ...(start.includes('---') ? [flatDivider] : []),
    ...(start.includes('@') ? [flatAttribution] : []),
    ...(/[:：].{3,200}[:：].{3,200}[:：]/.test(start) ? [flatHead] : []),
  ];
  const cut = patterns.map((pattern) => start.search(pattern)).filter((at) => at > 0);
  return cut.length === 0 ? undefined : { text: text.slice(0, Math.min(...cut)), count: 1 };
}
