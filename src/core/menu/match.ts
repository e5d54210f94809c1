import { fold } from '../fold.js';
import { tokensOf } from '../tokens.js';
import type { Choice, MatchedBy, Menu, MenuChoice } from '../turn.js';
import { isKind, kind, phraseAt, phraseBefore } from '../words/index.js';
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
  const whole = byKey(said, cores, labels, choices);
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
  return labels.every(({ seen, words }) => !seen || words.some((word) => /^\d+/.test(word)));
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

/** Takes phrases of these kinds away from both ends, but never all of it; adds each step to `cores`. */
function strip(cores: (readonly string[])[], kinds: number): readonly string[] {
  let words = cores.at(-1) ?? [];
  for (;;) {
    const lead = phraseAt(words, 0, words.length, kinds);
    const trail = lead && lead.size < words.length ? undefined : phraseBefore(words, 0, words.length, kinds);
    if (lead && lead.size < words.length) words = words.slice(lead.size);
    else if (trail && trail.size < words.length) words = words.slice(0, -trail.size);
    else return words;
    cores.push(words);
  }
}

/** The choice one of whose names is all that was said. */
function byKey(said: Utterance, cores: Cores['cores'], labels: readonly Label[], choices: readonly Choice[]): Found {
  for (const core of cores) {
    const key = keyOf(core, said.emoji);
    const found = sole(
      labels.filter((label) => label.key === key),
      choices,
    );
    if (found !== undefined) return found;
  }
  const content = contentOf(cores.at(-1) ?? []).join('');
  if (content === '') return undefined;
  return sole(
    labels.filter((label) => label.contentKey === content),
    choices,
  );
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
const likenesses: readonly { readonly by: MatchedBy; readonly alike: Alike }[] = [
  { by: 'words', alike: (said, word) => said === word },
  { by: 'words', alike: (said, word) => said === word || isInflected(said, word) || isPart(said, word) },
  {
    by: 'typo',
    alike: (said, word) => said === word || isInflected(said, word) || isPart(said, word) || isTypo(said, word),
  },
];

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
  const picked = contentOf(light);
  const negated = isNegated(light);
  const fitting = labels.filter((label) => label.seen && label.negated === negated);
  for (const { by, alike } of likenesses) {
    const whole = fitting.filter(({ content }) => covers(content, wanted, alike) && covers(wanted, content, alike));
    const part = fitting.filter(({ content }) => isTelling(picked) && covers(content, picked, alike));
    const found = sole(whole, choices) ?? sole(part, choices);
    if (found !== undefined) return found === 'several' ? found : { ...found, by };
  }
  return undefined;
}

/** True when each of `words` is like one of `content`. */
function covers(content: readonly string[], words: readonly string[], alike: Alike): boolean {
  return words.length > 0 && words.every((word) => content.some((other) => alike(word, other)));
}

function isTelling(words: readonly string[]): boolean {
  return words.some((word) => !isKind(word, kind.weak | kind.courtesy | kind.please));
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
