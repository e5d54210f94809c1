import { fold } from '../fold.js';
import { tokensOf } from '../tokens.js';
import type { Choice, MatchedBy, Menu, MenuChoice } from '../turn.js';
import { isKind, kind } from '../words/index.js';
import { byContent } from './content-match.js';
import { type Cores, coresOf } from './cores.js';
import { byCutTitle } from './cut-title.js';
import {
  type Content,
  contentOf,
  contentsOf,
  isSame,
  type Label,
  labelsOf,
  lengthOf,
  marksOf,
  type Name,
} from './labels.js';
import { namedLine } from './named-line.js';
import { type Found, namesOf, sole } from './names.js';
import { tappedChoice } from './tapped-choice.js';
import { polarityOfAnswer, type YesNoChoices, yesNoChoicesOf } from './yes-no-choices.js';

/** How much is read, whatever a client sends. Longer utterances and names are only compared as a whole. */
const longestUtterance = 200;
const mostWords = 40;
const mostChoices = 100;
/** How many words may name a place beside a label: "option number two". */
const mostPlaceWords = 4;

/** A user's activity as an answer to a menu. */
export interface MenuReply {
  /** What the user said. */
  readonly text: string;
  /** `activity.text` as it came: a title may have in it what is cleaned out of a text. */
  readonly typed?: unknown;
  /** `activity.value` as it came. */
  readonly value: unknown;
}

/**
 * The choice of the menu the user picked, by a tap or in words; undefined when they wrote something else, or
 * something that two choices fit. The whole utterance must be the choice, apart from courtesy and words like "I'd like": a
 * sentence that only contains a label, a number or an ordinal is free text. `locale` is a hint for number words that
 * other languages use for something else.
 */
export function matchMenuChoice(
  { text, typed, value }: MenuReply,
  menu: Menu,
  locale?: string,
): MenuChoice | undefined {
  const choices = menu.choices.length > mostChoices ? menu.choices.slice(0, mostChoices) : menu.choices;
  const tapped = value === undefined || value === null ? undefined : tappedChoice(value, choices);
  if (tapped !== undefined) return chosen(choices, tapped, 'value');
  const verbatim = typeof typed === 'string' && typed !== text ? byVerbatimText(typed, choices) : undefined;
  const found = verbatim ?? bySaidText(text, choices, locale);
  return found === undefined || found === 'several' ? undefined : chosen(choices, found.index, found.by);
}

/** The choice the bot itself resolved, by its value, title or a synonym; `index` is null when the menu has none such. */
export function givenMenuChoice(menuChoice: string, menu?: Menu): MenuChoice {
  const folded = fold(menuChoice);
  const names = namesOf(menu?.choices.slice(0, mostChoices) ?? []).filter((name) => name.folded === folded);
  const best = byRank.map((by) => names.find((name) => name.by === by)).find((name) => name !== undefined);
  const value = best && menu?.choices[best.index]?.value;
  return { value: value ?? menuChoice, index: best?.index ?? null, matchedBy: 'given' };
}

const byRank: readonly MatchedBy[] = ['value', 'title', 'synonym'];

function chosen(choices: readonly Choice[], index: number, matchedBy: MatchedBy): MenuChoice | undefined {
  const choice = choices[index];
  return choice && { value: choice.value, index, matchedBy };
}

/** A text too long to be read is only compared as it is. */
function byVerbatimText(text: string, choices: readonly Choice[]): Found {
  const names: Name[] = [];
  for (const [index, { value, title, synonyms = [] }] of choices.entries()) {
    if (value === text) names.push({ index, by: 'value', folded: text });
    else if (title === text) names.push({ index, by: 'title', folded: text });
    else if (synonyms.includes(text)) names.push({ index, by: 'synonym', folded: text });
  }
  return sole(names, choices, () => true);
}

/** What is short for "number" before one: "no. 2", "nº 2", "n° 2", "n.º 2". */
const numberSign = /(?<![\p{L}\p{N}])(?:n\.? ?[o°]?|no|opt?)[.:]? ?(?=\d{1,3}(?![\p{L}\p{N}]))/u;

function bySaidText(text: string, choices: readonly Choice[], locale: string | undefined): Found {
  return text.length > longestUtterance ? byVerbatimText(text, choices) : byTypedText(text, choices, locale);
}

function byTypedText(text: string, choices: readonly Choice[], locale: string | undefined): Found {
  const folded = fold(text);
  if (folded === '') return undefined;
  const names = namesOf(choices);
  const same = byName(folded, names, choices) ?? byCutTitle(text, names, choices);
  if (same !== undefined) return same;
  const said = folded.replace(numberSign, '# ');
  const { words, emoji } = tokensOf(said, mostWords + 1);
  if (words.length > mostWords || words.length + emoji.length === 0) return undefined;
  return inWords({ text, folded: said, words, emoji, locale }, names, choices);
}

interface Utterance {
  readonly text: string;
  readonly folded: string;
  readonly words: readonly string[];
  readonly emoji: readonly string[];
  readonly locale: string | undefined;
}

/** From what leaves least room for doubt to what leaves most: a whole label, a yes or no, a line's place, some words. */
function inWords(utterance: Utterance, names: readonly Name[], choices: readonly Choice[]): Found {
  const { words, emoji } = utterance;
  const marks = marksOf(names, choices);
  const labels = labelsOf(names, choices, marks !== undefined);
  const yesNo = yesNoChoicesOf(labels);
  if (words.length === 0) return byEmoji(emoji, labels, choices) ?? (yesNo && byAnswer(utterance, yesNo));
  const { cores, polite, light, full } = coresOf(words, yesNo === undefined);
  const whole = byWhole(cores, labels, choices) ?? byName(polite.join(' '), names, choices);
  if (whole !== undefined) return whole;
  const contents = contentsOf(labels);
  const bare = byWhole([contentOf(light), contentOf(full)], contents, choices);
  if (bare !== undefined) return bare;
  const answer = yesNo && byAnswer(utterance, yesNo);
  if (answer !== undefined) return answer;
  return byPlace(utterance, { light, full }, { labels, contents, choices, marks });
}

/** By a line's place, by some of a label's words, or by both. */
function byPlace(utterance: Utterance, cores: Pick<Cores, 'light' | 'full'>, lines: Lines): Found {
  const { words, locale } = utterance;
  const { labels, contents, choices, marks } = lines;
  const line = namedLine(words, { count: choices.length, marks }, locale);
  const part = byContent(cores, contents, choices);
  if (line === undefined) return part ?? byNumberedLabel(utterance, lines);
  if (part === 'several') return part;
  if (part === undefined || part.index === line.index) return line;
  return haveNumbers(labels) && line.by === 'number' ? part : 'several';
}

/** The lines of a menu, read. */
interface Lines {
  readonly labels: readonly Label[];
  readonly contents: readonly Content[];
  readonly choices: readonly Choice[];
  readonly marks: ReadonlyMap<string, number> | undefined;
}

/**
 * A line named by its place and by its label at once, "2 - Billing" or "Billing (2)"; both must name the same one. A
 * sign between them, or a word such as "option", tells "2: cards" from "two cards".
 */
function byNumberedLabel(utterance: Utterance, read: Lines): Found {
  const lines = { count: read.choices.length, marks: read.marks };
  for (const { place, label } of splitsOf(utterance)) {
    const line = namedLine(place, lines, utterance.locale);
    const named = line && byLabel(label, read);
    if (line && named && named !== 'several' && named.index === line.index) return line;
  }
  return undefined;
}

/** The ways to read an utterance as a place and a label, in either order. */
function splitsOf({ words, folded }: Utterance): { place: readonly string[]; label: readonly string[] }[] {
  const splits = [];
  for (let size = 1; size <= mostPlaceWords && size < words.length; size++) {
    const last = words.length - size;
    splits.push({ place: words.slice(0, size), label: words.slice(size), at: size });
    splits.push({ place: words.slice(last), label: words.slice(0, last), at: last });
  }
  return splits.filter(
    ({ place, at }) => place.some((word) => isKind(word, kind.nouns)) || isParted(folded, words, at),
  );
}

/** True when a sign stands before the word at this place. */
function isParted(folded: string, words: readonly string[], at: number): boolean {
  let end = 0;
  for (const word of words.slice(0, at)) end = folded.indexOf(word, end) + word.length;
  return folded.slice(end, folded.indexOf(words[at] as string, end)).trim() !== '';
}

function byLabel(words: readonly string[], { labels, contents, choices }: Lines): Found {
  const { cores, light, full } = coresOf(words, true);
  return (
    byWhole(cores, labels, choices) ??
    byWhole([contentOf(light), contentOf(full)], contents, choices) ??
    byContent({ light, full }, contents, choices)
  );
}

/** True when every line has a number in it, so that a number means a label and not a line: "2" in "2 GB", "5 GB". */
function haveNumbers(labels: readonly Label[]): boolean {
  return labels.every(({ words }) => words.some((word) => /^\d/.test(word)));
}

function byName(folded: string, names: readonly Name[], choices: readonly Choice[]): Found {
  return sole(names, choices, (name) => name.folded === folded);
}

/** The choice one of whose labels is all that was typed, with or without what stands around it. */
function byWhole(
  cores: readonly (readonly string[])[],
  names: readonly (Label | Content)[],
  choices: readonly Choice[],
): Found {
  for (const core of cores) {
    const length = lengthOf(core);
    const found = sole(names, choices, (name) => isSame(core, length, name));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The emoji of a label stand for it. */
function byEmoji(typed: readonly string[], labels: readonly Label[], choices: readonly Choice[]): Found {
  const found = sole(labels, choices, ({ emoji }) => typed.every((sign) => emoji.includes(sign)));
  return found === undefined || found === 'several' ? found : { index: found.index, by: 'words' };
}

function byAnswer({ text, folded }: Utterance, yesNo: YesNoChoices): Found {
  const polarity = polarityOfAnswer(text, folded);
  if (polarity === undefined) return undefined;
  const [index, other] = yesNo[polarity];
  if (index === undefined) return undefined;
  return other === undefined ? { index, by: 'words' } : 'several';
}
