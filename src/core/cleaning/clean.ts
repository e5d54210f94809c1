import { beginningAndEnd } from '../excerpt.js';
import type { Activity, CleanedCounts } from '../turn.js';
import type { Convention } from './convention.js';
import { conventions } from './index.js';
import { traitsOf } from './traits.js';

/** How much of what the user said is read, in UTF-16 units. */
export const mostUtteranceLength = 4_000;

/** How much of a text is cleaned: what is behind it could only be more of a quote, or of what is cut anyway. */
const mostCleaned = 32_768;

/** What the user said of an activity's text. */
export interface Said {
  /** At most `mostUtteranceLength` units, without white space around it. */
  readonly text: string;
  /** Whether only its beginning and its end were kept. */
  readonly isCut: boolean;
  /** How often each convention stood in the text; none of the text itself. */
  readonly cleaned: CleanedCounts;
}

const listed: readonly (readonly [name: string, convention: Convention])[] = Object.entries(conventions);
const listedOwn = listed.filter(([, { isOfOthers }]) => !isOfOthers);

const nothing: CleanedCounts = Object.freeze({});

/**
 * Turns an activity into what the user said: without mentions of the bot, quotes, signatures, markup and disguises.
 * When others' words are all there is, they are read. Pure, and linear in the text.
 */
export function clean(activity: Activity): Said {
  const { text } = activity;
  const sent = typeof text === 'string' ? text : '';
  const read = beginningAndEnd(sent, mostCleaned);
  const all = cleanBy(listed, read, activity);
  const said = all.text === '' && all.cleaned !== nothing ? cleanBy(listedOwn, read, activity) : all;
  const isCut = said.text.length > mostUtteranceLength || (read !== sent && said.text !== '');
  return isCut ? { ...said, text: beginningAndEnd(said.text, mostUtteranceLength), isCut } : said;
}

function cleanBy(list: typeof listed, sent: string, activity: Activity): Said {
  let text = sent;
  let cleaned = nothing;
  let traits = traitsOf(text);
  for (const [name, convention] of list) {
    if ((convention.traits & traits) === 0) continue;
    const change = convention.take(text, activity);
    if (change === undefined) continue;
    text = change.text;
    cleaned = { ...cleaned, [name]: change.count };
    traits = traitsOf(text);
  }
  return { text: text.trim(), isCut: false, cleaned };
}
