import { tokensOf, withoutStretching } from '../tokens.js';
import { kind, phraseAt } from '../words/index.js';
import { answersToAnything, isQuestion, polarityOf, type YesOrNo } from '../yes-no.js';
import type { Label } from './labels.js';

/** The indexes of the choices that mean yes and of those that mean no; beside a plain "No" a "Not now" is no "no". */
export interface YesNoChoices {
  readonly yes: readonly number[];
  readonly no: readonly number[];
}

/** A choice that means yes or no, and how plainly its label says so. */
interface YesNoChoice {
  readonly index: number;
  readonly polarity: YesOrNo;
  /** A plain yes or no, alone or with a comma after it; `first` when other words follow at once ("No internet"). */
  readonly force: 'plain' | 'first' | 'mild';
}

/** The yes and the no of a menu; undefined when it has neither. */
export function yesNoChoicesOf(labels: readonly Label[]): YesNoChoices | undefined {
  const choices = labels.map(yesNoChoiceOf).filter((choice) => choice !== undefined);
  const both = choices.some(({ polarity }) => polarity === 'yes') && choices.some(({ polarity }) => polarity === 'no');
  const found = { yes: strongest(choices, 'yes', both), no: strongest(choices, 'no', both) };
  return found.yes.length + found.no.length > 0 ? found : undefined;
}

/** What an answer to a menu with a yes or a no means; `folded` is `text` folded. Undefined when it is neither. */
export function polarityOfAnswer(text: string, folded: string): YesOrNo | undefined {
  const tokens = tokensOf(withoutStretching(folded));
  return isQuestion(text, tokens) ? undefined : polarityOf(tokens, answersToAnything);
}

/** "OK" is a yes and "No internet" a no only in a menu that has the opposite too. */
function strongest(choices: readonly YesNoChoice[], polarity: YesOrNo, both: boolean): number[] {
  const alike = choices.filter((choice) => choice.polarity === polarity);
  const plain = indexesOf(alike.filter(({ force }) => force === 'plain'));
  if (plain.length > 0) return plain;
  const first = both ? indexesOf(alike.filter(({ force }) => force === 'first')) : [];
  if (first.length > 0) return first;
  return both || polarity === 'no' ? indexesOf(alike.filter(({ force }) => force === 'mild')) : [];
}

function indexesOf(choices: readonly YesNoChoice[]): number[] {
  return [...new Set(choices.map(({ index }) => index))];
}

function yesNoChoiceOf({ index, words, emoji, folded }: Label): YesNoChoice | undefined {
  const whole = polarityOf({ words, emoji }, answersToAnything);
  const lead = phraseAt(words, 0, words.length, kind.yes | kind.no | kind.soft);
  if (lead !== undefined && !(lead.kinds & kind.soft)) {
    const polarity = lead.kinds & kind.yes ? 'yes' : 'no';
    const closed = whole === polarity || isClosed(folded, words.slice(0, lead.size));
    return { index, polarity, force: closed ? 'plain' : 'first' };
  }
  return whole === undefined ? undefined : { index, polarity: whole, force: 'mild' };
}

/** True when punctuation follows the first words of a label: "No, thank you", "是，继续". */
function isClosed(folded: string, lead: readonly string[]): boolean {
  const last = lead.at(-1) ?? '';
  const end = folded.indexOf(last) + last.length;
  return /^\s*[,.;:!–—、，。！-]/.test(folded.slice(end, end + 4));
}
