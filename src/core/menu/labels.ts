import { isUnspacedWord, tokensOf } from '../tokens.js';
import type { Choice, MatchedBy } from '../turn.js';
import { isKind, kind, phraseAt } from '../words/index.js';

/** The longest label whose words are read, in characters; a longer one is only met by all of it. */
const longest = 200;

/** One name of a choice: its value, its title or a synonym, folded. */
export interface Name {
  readonly index: number;
  readonly by: MatchedBy;
  readonly folded: string;
}

/** A name taken apart into words; a part of an utterance is written the same way. */
export interface Label extends Name {
  readonly words: readonly string[];
  readonly emoji: readonly string[];
  /** How many characters the words have. */
  readonly length: number;
}

/** A label's words without articles and the like; all of them when it has no others. */
export interface Content {
  readonly index: number;
  readonly by: MatchedBy;
  readonly words: readonly string[];
  readonly length: number;
  readonly label: Label;
}

/** The number or letter printed before a title, as in "2) Billing". */
const printedMark = /^[([]?(\d{1,3}|[a-z])(?:\ufe0f?\u20e3|[.):\]-]| -) *(?=\S)/;

/**
 * The names whose words are compared: those the user saw or the bot expects. A value behind a title is only met by all
 * of it, and so are very long names. `marked` takes off what is printed before each title.
 */
export function labelsOf(names: readonly Name[], choices: readonly Choice[], marked: boolean): Label[] {
  const labels: Label[] = [];
  for (const name of names) {
    if (name.folded.length > longest || !isVisible(name, choices)) continue;
    const { index, by } = name;
    const folded = marked ? name.folded.replace(printedMark, '') : name.folded;
    const { words, emoji } = tokensOf(folded);
    labels.push({ index, by, folded, words, emoji, length: lengthOf(words) });
  }
  return labels;
}

/** Each label without its articles and the like. */
export function contentsOf(labels: readonly Label[]): Content[] {
  return labels.map((label) => {
    const content = contentOf(label.words);
    const words = content.length > 0 ? content : label.words;
    return { index: label.index, by: label.by, words, length: lengthOf(words), label };
  });
}

/** How many UTF-16 units the words have together. */
export function lengthOf(words: readonly string[]): number {
  let length = 0;
  for (const word of words) length += word.length;
  return length;
}

/** True when both say the same but for where their words are parted: "check-in", "check in", "checkin". */
export function isSame(one: readonly string[], length: number, other: Pick<Label, 'words' | 'length'>): boolean {
  if (length !== other.length || length === 0) return false;
  return one.join('') === other.words.join('');
}

/** What is printed before each title, when all titles have it: then "2" is the line that says 2. */
export function marksOf(names: readonly Name[], choices: readonly Choice[]): ReadonlyMap<string, number> | undefined {
  const marks = new Map<string, number>();
  for (const name of names) {
    if (name.by === 'synonym' || !isVisible(name, choices)) continue;
    const mark = printedMark.exec(name.folded)?.[1];
    if (mark === undefined) return undefined;
    marks.set(mark, name.index);
  }
  return choices.length > 1 && marks.size === choices.length ? marks : undefined;
}

/** True for titles and synonyms, and for the value of a choice that has no other title. */
function isVisible({ by, index }: Name, choices: readonly Choice[]): boolean {
  if (by !== 'value') return true;
  const choice = choices[index];
  return choice?.title === undefined || choice.title === choice.value;
}

const dropped = kind.small | kind.the | kind.nouns;

/**
 * The words that carry the meaning. A single letter at the end does, too: the "A" of "plan A" is no article. Characters
 * of a script without spaces that stand together become one word again.
 */
export function contentOf(words: readonly string[]): string[] {
  const content: string[] = [];
  let joins = false;
  for (let at = 0; at < words.length; at++) {
    const word = words[at] as string;
    const unspaced = isUnspacedWord(word);
    const isLastLetter = at === words.length - 1 && word.length === 1;
    if (!unspaced && !isLastLetter && isKind(word, dropped)) continue;
    if (unspaced && joins) content[content.length - 1] += word;
    else content.push(word);
    joins = unspaced;
  }
  return content;
}

/** True for "I don't know"; "No, keep it" is met by "keep it" and counts as no negation. */
export function isNegatedLabel({ folded, words }: Label): boolean {
  if (!isNegated(words)) return false;
  const [, answer] = /^([^,;:.!，、。]{1,12})[,;:.!，、。] *\S/.exec(folded) ?? [];
  return answer === undefined || isNegated(words.slice(tokensOf(answer).words.length));
}

/** True when a phrase such as "not" or "don't" is among the words. */
export function isNegated(words: readonly string[]): boolean {
  for (let at = 0; at < words.length; at++) if (phraseAt(words, at, words.length, kind.not)) return true;
  return false;
}
