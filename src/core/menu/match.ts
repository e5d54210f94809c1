import { fold } from '../fold.js';
import { tokensOf } from '../tokens.js';
import type { Choice, MatchedBy, Menu, MenuChoice } from '../turn.js';
import { kind, phraseAt, phraseBefore } from '../words/index.js';
import { contentOf, isNegated, keyOf, type Label, labelsOf, marksOf, type Name } from './labels.js';
import { isInflected, isPart, isTypo } from './near.js';
import { positionOf } from './position.js';
import { polarityOfAnswer, type Signs, signsOf } from './signs.js';
import { tappedOf } from './tapped.js';

/** How much is read, whatever a client sends. Longer utterances and names are only compared as a whole. */
const longestUtterance = 200;
const longestName = 2_000;
const mostWords = 40;
const mostChoices = 100;
const mostSynonyms = 50;

/** What the user's activity said: its `text` and its `value`, as they came. */
export interface Said {
  readonly text: string;
  readonly value: unknown;
}

/** A choice found, `several` when two were, undefined when none was. */
type Found = Name | 'several' | undefined;

/**
 * The choice of the menu the user picked, by a tap or in words; undefined when they said something else, or something
 * that two choices fit. The whole utterance must be the choice, apart from courtesy and words like "I'd like": a
 * sentence that only contains a label, a number or an ordinal is free text. `locale` is a hint for number words that
 * other languages use for something else.
 */
export function matchMenuChoice({ text, value }: Said, menu: Menu, locale?: string): MenuChoice | undefined {
  const choices = menu.choices.length > mostChoices ? menu.choices.slice(0, mostChoices) : menu.choices;
  const tapped = value === undefined || value === null ? undefined : tappedOf(value, choices);
  if (tapped !== undefined) return chosen(choices, tapped, 'value');
  const found = text.length > longestUtterance ? verbatim(text, choices) : typed(text, choices, locale);
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

function verbatim(text: string, choices: readonly Choice[]): Found {
  const names: Name[] = [];
  for (const [index, { value, title, synonyms = [] }] of choices.entries()) {
    if (value === text) names.push({ index, by: 'value', folded: text });
    else if (title === text) names.push({ index, by: 'title', folded: text });
    else if (synonyms.includes(text)) names.push({ index, by: 'synonym', folded: text });
  }
  return sole(names, choices);
}

function typed(text: string, choices: readonly Choice[], locale: string | undefined): Found {
  const folded = fold(text);
  if (folded === '') return undefined;
  const names = namesOf(choices);
  const same = sole(
    names.filter((name) => name.folded === folded),
    choices,
  );
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

function inWords(said: Utterance, names: readonly Name[], choices: readonly Choice[]): Found {
  const labels = labelsOf(names, choices);
  const signs = signsOf(labels);
  const { cores, light, full } = coresOf(said.words, signs === undefined);
  const whole = byKey(said, cores, labels, choices) ?? byContentKey([light, full], labels, choices);
  if (whole !== undefined) return whole;
  const answer = signs && byAnswer(said, signs, labels);
  if (answer !== undefined) return answer;
  const lines = { count: choices.length, marks: marksOf(names, choices) };
  const position = positionOf(said.words, lines, said.locale);
  const part = byContent(light, full, labels, choices);
  if (position === undefined || part === 'several') return part;
  if (part === undefined || part.index === position.index) return { ...position, folded: '' };
  return saysNumbers(labels) && position.by === 'number' ? part : 'several';
}

/** True when every line has a number in it, so that a number means a label and not a line: "2" in "2 GB", "5 GB". */
function saysNumbers(labels: readonly Label[]): boolean {
  return labels.every(({ words }) => words.some((word) => /^\d/.test(word)));
}

/** What remains of an utterance while the words around the choice are taken away, one phrase after the other. */
interface Cores {
  readonly cores: readonly (readonly string[])[];
  /** Without courtesy, articles and "I'll take". */
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
  strip(cores, courtesy | yes);
  const light = strip(cores, choosing | yes);
  const full = strip(cores, wishing | yes);
  return { cores, light, full };
}

/** No phrase is torn apart: the "i" of "I'd like" is not the Italian article. */
const anyKind = wishing | kind.yes | kind.no | kind.agree | kind.decline | kind.soft | kind.weak | kind.not;

/** Takes phrases of these kinds away from both ends, but never all of it; adds each step to `cores`. */
function strip(cores: (readonly string[])[], kinds: number): readonly string[] {
  const trailing = kinds & ~(kind.the | kind.small);
  let words = cores.at(-1) ?? [];
  for (;;) {
    const lead = phraseAt(words, 0, words.length, anyKind);
    const trail = phraseBefore(words, 0, words.length, anyKind);
    if (lead && lead.kinds & kinds && lead.size < words.length) words = words.slice(lead.size);
    else if (trail && trail.kinds & trailing && trail.size < words.length) words = words.slice(0, -trail.size);
    else return words;
    cores.push(words);
  }
}

/** The choice one of whose names is all that was said. */
function byKey(said: Utterance, cores: Cores['cores'], labels: readonly Label[], choices: readonly Choice[]): Found {
  if (said.words.length === 0) return byEmoji(said.emoji, labels, choices);
  for (const core of cores) {
    const key = keyOf(core, said.emoji);
    const found = sole(
      labels.filter((label) => label.key === key),
      choices,
    );
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The same without articles inside: "block my card" for "Block a card". */
function byContentKey(cores: Cores['cores'], labels: readonly Label[], choices: readonly Choice[]): Found {
  for (const core of cores) {
    const key = contentOf(core).join('');
    const found = sole(
      labels.filter(({ contentKey }) => contentKey !== '' && contentKey === key),
      choices,
    );
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The emoji in front of a label stand for it. */
function byEmoji(said: readonly string[], labels: readonly Label[], choices: readonly Choice[]): Found {
  const found = sole(
    labels.filter(({ emoji }) => said.every((sign) => emoji.includes(sign))),
    choices,
  );
  return found === undefined || found === 'several' ? found : { ...found, by: 'words' };
}

function byAnswer(said: Utterance, signs: Signs, labels: readonly Label[]): Found {
  const polarity = polarityOfAnswer(said.text, said.folded);
  if (polarity === undefined) return undefined;
  const [index, other] = signs[polarity];
  if (index === undefined) return undefined;
  return other === undefined ? { index, by: 'words', folded: labels[index]?.folded ?? '' } : 'several';
}

type Alike = (said: string, word: string) => boolean;

/** From the same word to a slip of the finger; the nearest that fits a choice decides. */
const likenesses: readonly { readonly by: 'same' | 'form' | 'typo'; readonly alike: Alike }[] = [
  { by: 'same', alike: (said, word) => said === word },
  { by: 'form', alike: isForm },
  { by: 'typo', alike: (said, word) => isForm(said, word) || isTypo(said, word) },
];

function isForm(said: string, word: string): boolean {
  return said === word || isInflected(said, word) || isPart(said, word);
}

/**
 * The choice whose label has all words that were said: after "I'd like" all of its words must be there, otherwise some
 * that no other label has.
 */
function byContent(
  light: readonly string[],
  full: readonly string[],
  labels: readonly Label[],
  choices: readonly Choice[],
): Found {
  const wanted = contentOf(full);
  const picked = isTelling(light) ? contentOf(light) : [];
  const negated = isNegated(light);
  const fitting = labels.filter((label) => negated || !label.negated);
  for (const { by, alike } of likenesses) {
    if (by !== 'same' && !isTelling(full)) return undefined;
    const whole = fitting.filter(({ content }) => covers(content, wanted, alike) && content.length === wanted.length);
    const part = fitting.filter((label) => label.by !== 'synonym' && covers(label.content, picked, alike));
    const found = sole(whole, choices) ?? sole(part, choices);
    if (found !== undefined) return found === 'several' ? found : { ...found, by: by === 'typo' ? by : 'words' };
  }
  return undefined;
}

/** True when each of `words` is like one of `content`, and none is said twice ("rice cake and rice"). */
function covers(content: readonly string[], words: readonly string[], alike: Alike): boolean {
  if (words.length === 0 || words.length > content.length) return false;
  return words.every((word, at) => words.indexOf(word) === at && content.some((other) => alike(word, other)));
}

/** True when there is a word that can single out a label. */
function isTelling(words: readonly string[]): boolean {
  for (let at = 0; at < words.length; ) {
    const dull = phraseAt(words, at, words.length, kind.weak | choosing);
    if (dull === undefined) return true;
    at += dull.size;
  }
  return false;
}

function sole(names: readonly Name[], choices: readonly Choice[]): Found {
  const [first, ...others] = names;
  if (first === undefined) return undefined;
  const value = choices[first.index]?.value ?? '';
  const differs = others.some(({ index }) => index !== first.index && !sameChoice(choices[index]?.value ?? '', value));
  return differs ? 'several' : first;
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
