import { fold } from '../fold.js';
import { tokensOf } from '../tokens.js';
import type { Choice, MatchedBy, Menu, MenuChoice } from '../turn.js';
import { kind, phraseAt, phraseBefore } from '../words/index.js';
import {
  type Content,
  contentOf,
  contentsOf,
  isNegated,
  isNegatedLabel,
  isSame,
  type Label,
  labelsOf,
  lengthOf,
  marksOf,
  type Name,
} from './labels.js';
import { namedLine } from './named-line.js';
import { tappedChoice } from './tapped-choice.js';
import { isInflected, isPart, isTypo } from './word-likeness.js';
import { polarityOfAnswer, type YesNoChoices, yesNoChoicesOf } from './yes-no-choices.js';

/** How much is read, whatever a client sends. Longer utterances and names are only compared as a whole. */
const longestUtterance = 200;
const longestName = 2_000;
const mostWords = 40;
const mostChoices = 100;
const mostSynonyms = 50;

/** A user's activity as an answer to a menu: its `text` and its `value`, as they came. */
export interface MenuReply {
  readonly text: string;
  readonly value: unknown;
}

/** A choice found, `several` when two were, undefined when none was. */
type Found = Pick<Name, 'index' | 'by'> | 'several' | undefined;

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

/** What remains of an utterance while the words around the choice are taken away, one phrase after the other. */
interface Cores {
  readonly cores: readonly (readonly string[])[];
  /** Without greetings, thanks and "please". */
  readonly polite: readonly string[];
  /** Without articles and "I'll take", too. */
  readonly light: readonly string[];
  /** Without "I'd like to" as well. */
  readonly full: readonly string[];
}

const courtesy = kind.please | kind.courtesy;
const choosing = courtesy | kind.choosing | kind.the | kind.nouns | kind.small;
const wishing = choosing | kind.wishing;

/** "Yes" and "sure" go too where no choice means yes or no. */
function coresOf(words: readonly string[], withYes: boolean): Cores {
  const yes = withYes ? kind.yes | kind.agree : 0;
  const cores = [words];
  const polite = strip(words, courtesy | yes, cores);
  const wished = strip(polite, (wishing | yes) & ~kind.nouns, cores);
  const light = strip(polite, choosing | yes, cores);
  const full = strip(wished, wishing | yes, cores);
  return { cores, polite, light, full };
}

/** All kinds are looked up, so that no phrase is torn apart: the "i" of "I'd like" is not the Italian article. */
const anyKind = wishing | kind.yes | kind.no | kind.agree | kind.decline | kind.soft | kind.weak | kind.not;

/** Takes phrases of these kinds away from both ends, but never all of it; adds each step to `cores`. */
function strip(from: readonly string[], kinds: number, cores: (readonly string[])[]): readonly string[] {
  const trailing = kinds & ~(kind.the | kind.small | kind.yes | kind.agree);
  let words = from;
  for (;;) {
    const lead = phraseAt(words, 0, words.length, anyKind);
    const trail = phraseBefore(words, 0, words.length, anyKind);
    if (lead && lead.kinds & kinds && lead.size < words.length) words = words.slice(lead.size);
    else if (trail && trail.kinds & trailing && trail.size < words.length) words = words.slice(0, -trail.size);
    else return words;
    cores.push(words);
  }
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

/** Whether a word that was typed means a word of a label. */
type Alike = (typed: string, word: string) => boolean;

/** From the same word to a slip of the finger; the nearest that fits a choice decides. */
const likenesses: readonly { readonly by: 'same' | 'form' | 'typo'; readonly alike: Alike }[] = [
  { by: 'same', alike: (typed, word) => typed === word },
  { by: 'form', alike: isForm },
  { by: 'typo', alike: (typed, word) => isForm(typed, word) || isTypo(typed, word) },
];

function isForm(typed: string, word: string): boolean {
  return typed === word || isInflected(typed, word) || isPart(typed, word);
}

/**
 * The choice whose label has all words of the utterance: after "I'd like" all of the label's words must be there,
 * otherwise some that no other label has.
 */
function byContent(
  { light, full }: Pick<Cores, 'light' | 'full'>,
  contents: readonly Content[],
  choices: readonly Choice[],
): Found {
  const wanted = contentOf(full);
  const picked = isTelling(light) ? contentOf(light) : [];
  const telling = isTelling(full);
  const negated = isNegated(light);
  const fits = (content: Content) => negated || !isNegatedLabel(content.label);
  for (const { by, alike } of likenesses) {
    if (by !== 'same' && !telling) return undefined;
    const found =
      sole(contents, choices, (one) => isAll(one.words, wanted, alike) && fits(one)) ??
      sole(contents, choices, (one) => one.by !== 'synonym' && isIn(one.words, picked, alike) && fits(one));
    if (found !== undefined)
      return found === 'several' ? found : { index: found.index, by: by === 'typo' ? by : 'words' };
  }
  return undefined;
}

function isAll(content: readonly string[], words: readonly string[], alike: Alike): boolean {
  return words.length === content.length && isIn(content, words, alike);
}

/** True when each of `words` is like one of `content`, and none is there twice ("rice cake and rice"). */
function isIn(content: readonly string[], words: readonly string[], alike: Alike): boolean {
  if (words.length === 0 || words.length > content.length) return false;
  for (const [at, word] of words.entries()) {
    if (!hasAlike(content, word, alike) || words.indexOf(word) !== at) return false;
  }
  return true;
}

function hasAlike(content: readonly string[], word: string, alike: Alike): boolean {
  for (const other of content) if (alike(word, other)) return true;
  return false;
}

/** True when there is a word that can single out a label. */
function isTelling(words: readonly string[]): boolean {
  for (let at = 0; at < words.length; ) {
    const vague = phraseAt(words, at, words.length, kind.weak | kind.decline | choosing);
    if (vague === undefined) return true;
    at += vague.size;
  }
  return false;
}

/** The one choice with a name for which this holds; choices with the same value count as one. */
function sole<N extends Pick<Name, 'index' | 'by'>>(
  names: readonly N[],
  choices: readonly Choice[],
  holds: (name: N) => boolean,
): Found {
  let found: N | undefined;
  for (const name of names) {
    if (!holds(name)) continue;
    if (found === undefined) found = name;
    else if (name.index !== found.index && !sameChoice(choiceValue(choices, name), choiceValue(choices, found)))
      return 'several';
  }
  return found;
}

function choiceValue(choices: readonly Choice[], { index }: Pick<Name, 'index'>): string {
  return choices[index]?.value ?? '';
}

/** Every name of every choice, in the order a match is named by. */
function namesOf(choices: readonly Choice[]): Name[] {
  const names: Name[] = [];
  for (const [index, { value, title, synonyms = [] }] of choices.entries()) {
    addName(names, index, 'value', value);
    if (title !== undefined && title !== value) addName(names, index, 'title', title);
    for (const synonym of synonyms.slice(0, mostSynonyms)) addName(names, index, 'synonym', synonym);
  }
  return names;
}

function addName(names: Name[], index: number, by: MatchedBy, text: string): void {
  if (text.length > longestName) return;
  const folded = fold(text);
  if (folded !== '') names.push({ index, by, folded });
}

/** True when two values name the same choice: case, accents and outer space do not count. */
export function sameChoice(one: string, other: string): boolean {
  return one === other || fold(one) === fold(other);
}
