import { fold } from '../fold.js';
import { tokensOf } from '../tokens.js';
import type { Choice, MatchedBy, Menu, MenuChoice } from '../turn.js';
import { byContent } from './content-match.js';
import { coresOf } from './cores.js';
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

/** A user's activity as an answer to a menu: its `text` and its `value`, as they came. */
export interface MenuReply {
  readonly text: string;
  readonly value: unknown;
}

/**
 * The choice of the menu the user picked, by a tap or in words; undefined when they wrote something else, or
 * something that two choices fit. The whole utterance must be the choice, apart from courtesy and words like "I'd like": a
 * sentence that only contains a label, a number or an ordinal is free text. `locale` is a hint for number words that
 * other languages use for something else.
 */
export function matchMenuChoice({ text, value }: MenuReply, menu: Menu, locale?: string): MenuChoice | undefined {
  const choices = menu.choices.length > mostChoices ? menu.choices.slice(0, mostChoices) : menu.choices;
  const tapped = value === undefined || value === null ? undefined : tappedChoice(value, choices);
  if (tapped !== undefined) return chosen(choices, tapped, 'value');
  const found = text.length > longestUtterance ? byVerbatimText(text, choices) : byTypedText(text, choices, locale);
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

function byTypedText(text: string, choices: readonly Choice[], locale: string | undefined): Found {
  const folded = fold(text);
  if (folded === '') return undefined;
  const names = namesOf(choices);
  const same = byName(folded, names, choices);
  if (same !== undefined) return same;
  const { words, emoji } = tokensOf(folded, mostWords + 1);
  if (words.length > mostWords || words.length + emoji.length === 0) return undefined;
  return inWords({ text, folded, words, emoji, locale }, names, choices);
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
  const { words, emoji, locale } = utterance;
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
  const line = namedLine(words, { count: choices.length, marks }, locale);
  const part = byContent({ light, full }, contents, choices);
  if (line === undefined || part === 'several') return part;
  if (part === undefined || part.index === line.index) return line;
  return haveNumbers(labels) && line.by === 'number' ? part : 'several';
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
