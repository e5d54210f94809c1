import type { Activity } from '../turn.js';
import { type Change, type Convention, replaceEach } from './convention.js';
import { botNamesOf, handlesOf, isBotName, type Mention, mentionsIn } from './mentioned.js';
import { humanIn } from './request.js';
import { trait } from './traits.js';

/**
 * The bot's own name where it is called: Teams' `<at>`, Slack's `<@U1>`, and `@name`. Another person's name stays, as a
 * name. Whose it is, the activity's entities say; where they do not, its recipient.
 */
export const mention: Convention = {
  traits: trait.any,
  take(text, activity) {
    if (!Array.isArray(activity.entities) && !text.includes('@') && !text.includes('<')) return undefined;
    const mentions = mentionsIn(activity);
    let taken: Change = { text, count: 0 };
    for (const take of [takeTagged, takeNamed, takeSlack, takeHandles]) {
      const change = take(taken.text, mentions, activity);
      if (change) taken = { text: change.text, count: taken.count + change.count };
    }
    if (taken.count === 0) return undefined;
    return { text: taken.text.replace(gaps, '$1'), count: taken.count };
  },
};

/** Stands where a mention was taken out, until what parted it from its neighbours is taken out, too: no character, by Unicode. */
const gap = '\ufdd0';
const gaps = /(^|[^\p{L}\p{N}])\ufdd0(?:[\s,;–—-]|:(?=\s|$)){0,20}|\ufdd0/gu;

type Take = (text: string, mentions: readonly Mention[], activity: Activity) => Change | undefined;

const tagged =
  /<(at|mention|spark-mention)\b([^<>]{0,300})>([^<>]{0,300})<\/\1>|<span\b([^<>]{0,600})>([^<>]{0,300})<\/span>/gi;

const takeTagged: Take = (text, mentions, activity) =>
  replaceEach(text, tagged, (found, tag, ...groups) => {
    const [attributes, name] = tag === undefined ? groups.slice(2) : groups;
    if (tag === undefined && !attributes?.includes('schema.skype.com/Mention')) return found;
    return nameLeft({ found, name, attributes, text }, mentions, activity);
  });

interface Tagged {
  readonly found: string;
  readonly name: string | undefined;
  readonly attributes: string | undefined;
  readonly text: string;
}

/** What stays of a tagged name. Whoever is called first is the bot where nothing says who is who. */
function nameLeft(
  { found, name = '', attributes = '', text }: Tagged,
  mentions: readonly Mention[],
  activity: Activity,
) {
  const entity = mentions.find((one) => one.text === found) ?? mentions.find((one) => one.name === name);
  if (entity) return entity.isBot ? gap : name;
  if (isBotName(name, attributes, activity)) return gap;
  const isAnybody = mentions.length === 0 && botNamesOf(activity).length === 0;
  return isAnybody && text.trimStart().startsWith(found) ? gap : name;
}

/** Mentions of the bot in the words the entities give for them. */
const takeNamed: Take = (text, mentions) => {
  let left = text;
  let count = 0;
  for (const { text: called, isBot } of mentions) {
    if (!isBot || called.length < 2 || !left.includes(called)) continue;
    const isMarked = called.startsWith('@') || called.startsWith('<');
    if (!isMarked && !left.trimStart().startsWith(called)) continue;
    left = isMarked ? left.replaceAll(called, gap) : left.replace(called, gap);
    count += 1;
  }
  return count === 0 ? undefined : { text: left, count };
};

const slack = /<(@|#|!)([^<>|\s]{1,100})(?:\|([^<>|]{0,200}))?>/g;

/** Slack's `<@U1|name>`, and Discord's `<@!1>`: a bare id says nothing to a reader. */
const takeSlack: Take = (text, _, activity) =>
  replaceEach(text, slack, (_found, _kind, id = '', label = '') => {
    const name = label.replace(/^[@#]/, '');
    return name === '' || isBotName(name, `id="${id}"`, activity) ? gap : name;
  });

/** `@shopbot` and `@Shop Bot`, whatever its letters' case. Where the bot is not called so, `@human` calls for one. */
const takeHandles: Take = (text, _, activity) => {
  if (!text.includes('@')) return undefined;
  const handles = handlesOf(activity);
  const lower = text.toLowerCase();
  if (lower.length !== text.length) return undefined;
  let left = '';
  let from = 0;
  let count = 0;
  for (let at = lower.indexOf('@'); at >= 0; at = lower.indexOf('@', at + 1)) {
    if (isInWord(lower, at)) continue;
    const handle = handles.find((one) => isHandleAt(lower, at + 1, one));
    if (handle === undefined && (handles.length === 0 || !isHumanAt(lower, at + 1))) continue;
    left += text.slice(from, at) + (handle === undefined ? '' : gap);
    from = at + 1 + (handle?.length ?? 0);
    count += 1;
  }
  return count === 0 ? undefined : { text: left + text.slice(from), count };
};

/** True where an at sign belongs to what stands before it, as in an address. */
function isInWord(text: string, at: number): boolean {
  return at > 0 && /[\p{L}\p{N}_.+-]/u.test(text.charAt(at - 1));
}

function isHumanAt(text: string, at: number): boolean {
  const word = /^\p{L}{3,30}(?![\p{N}_]|[.-][\p{L}\p{N}])/u.exec(text.slice(at, at + 40))?.[0];
  return word !== undefined && humanIn(word) !== undefined;
}

function isHandleAt(text: string, at: number, handle: string): boolean {
  return (
    text.startsWith(handle, at) &&
    !/^(?:[\p{L}\p{N}_]|[.-][\p{L}\p{N}])/u.test(text.slice(at + handle.length, at + handle.length + 4))
  );
}
