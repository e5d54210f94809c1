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

/** A name taken apart into words. */
export interface Label extends Name {
  readonly words: readonly string[];
  readonly emoji: readonly string[];
  /** All of it without what parts its words, so that "check-in", "check in" and "checkin" are one. */
  readonly key: string;
  /** Its words without articles and the like; all of them when it has no others. */
  readonly content: readonly string[];
  readonly contentKey: string;
  readonly negated: boolean;
}

/** The number or letter printed before a title, as in "2) Billing". */
const printed = /^[([]?(\d{1,3}|[a-z])(?:\ufe0f?\u20e3|[.):\]-]| -) *(?=\S)/;

/** The names the user saw or the bot expects; a value behind a title is only met by all of it. */
export function labelsOf(names: readonly Name[], choices: readonly Choice[]): Label[] {
  const labels: Label[] = [];
  const numbered = marksOf(names, choices) !== undefined;
  for (const name of names) {
    if (name.folded.length > longest || !isSeen(name, choices)) continue;
    const text = numbered ? name.folded.replace(printed, '') : name.folded;
    const { words, emoji } = tokensOf(text);
    const content = contentOf(words);
    labels.push({
      ...name,
      words,
      emoji,
      key: keyOf(words, emoji),
      content: content.length > 0 ? content : words,
      contentKey: content.join(''),
      negated: isNegated(answerless(text, words)),
    });
  }
  return labels;
}

/** What is printed before each title, when all titles have it: then "2" is the line that says 2. */
export function marksOf(names: readonly Name[], choices: readonly Choice[]): ReadonlyMap<string, number> | undefined {
  const marks = new Map<string, number>();
  for (const name of names) {
    if (name.by === 'synonym' || !isSeen(name, choices)) continue;
    const mark = printed.exec(name.folded)?.[1];
    if (mark === undefined) return undefined;
    marks.set(mark, name.index);
  }
  return choices.length > 1 && marks.size === choices.length ? marks : undefined;
}

function isSeen({ by, index }: Name, choices: readonly Choice[]): boolean {
  if (by !== 'value') return true;
  const choice = choices[index];
  return choice?.title === undefined || choice.title === choice.value;
}

/** The words without spaces; of a text without words, its emoji. */
export function keyOf(words: readonly string[], emoji: readonly string[]): string {
  return words.length > 0 ? words.join('') : emoji.join('');
}

/**
 * The words that carry the meaning. An article at the end is none: it is the letter in "plan A". Characters of a script
 * without spaces that stand together become one word again.
 */
export function contentOf(words: readonly string[]): string[] {
  const content: string[] = [];
  let joins = false;
  for (const [at, word] of words.entries()) {
    const unspaced = isUnspacedWord(word);
    if (!unspaced && isKind(word, at < words.length - 1 ? kind.small | kind.the | kind.nouns : kind.nouns)) continue;
    if (unspaced && joins) content[content.length - 1] += word;
    else content.push(word);
    joins = unspaced;
  }
  return content;
}

/** The words of a label after a "No," in front: "No, keep it" is met by "keep it". */
function answerless(folded: string, words: readonly string[]): readonly string[] {
  const [, answer] = /^([^,;:.!，、。]{1,12})[,;:.!，、。] *\S/.exec(folded) ?? [];
  return answer === undefined ? words : words.slice(tokensOf(answer).words.length);
}

export function isNegated(words: readonly string[]): boolean {
  for (let at = 0; at < words.length; at++) if (phraseAt(words, at, words.length, kind.not)) return true;
  return false;
}
