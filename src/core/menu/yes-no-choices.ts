import { calm, tokensOf } from '../tokens.js';
import { kind, phraseAt } from '../words/index.js';
import { anything, isQuestion, polarityOf, type YesOrNo } from '../yes-no.js';
import type { Label } from './labels.js';

/** The choices that mean yes and those that mean no; a plain "No" comes before a "Not now". */
export interface Signs {
  readonly yes: readonly number[];
  readonly no: readonly number[];
}

interface Sign {
  readonly index: number;
  readonly polarity: YesOrNo;
  /** A plain yes or no, alone or with a comma after it; `first` when other words follow at once ("No internet"). */
  readonly force: 'plain' | 'first' | 'mild';
}

/** The yes and the no of a menu; undefined when it has neither. */
export function signsOf(labels: readonly Label[]): Signs | undefined {
  const signs = labels.map(signOf).filter((sign) => sign !== undefined);
  if (signs.length === 0) return undefined;
  const both = signs.some(({ polarity }) => polarity === 'yes') && signs.some(({ polarity }) => polarity === 'no');
  const found = { yes: strongest(signs, 'yes', both), no: strongest(signs, 'no', both) };
  return found.yes.length + found.no.length > 0 ? found : undefined;
}

/** What an answer to a menu with a yes or a no means. */
export function polarityOfAnswer(text: string, folded: string): YesOrNo | undefined {
  const said = tokensOf(calm(folded));
  return isQuestion(text, said) ? undefined : polarityOf(said, anything);
}

/** "OK" is a yes and "No internet" a no only in a menu that has the opposite too. */
function strongest(signs: readonly Sign[], polarity: YesOrNo, both: boolean): number[] {
  const alike = signs.filter((sign) => sign.polarity === polarity);
  const plain = indexesOf(alike.filter(({ force }) => force === 'plain'));
  if (plain.length > 0) return plain;
  const first = both ? indexesOf(alike.filter(({ force }) => force === 'first')) : [];
  if (first.length > 0) return first;
  return both || polarity === 'no' ? indexesOf(alike.filter(({ force }) => force === 'mild')) : [];
}

function indexesOf(signs: readonly Sign[]): number[] {
  return [...new Set(signs.map(({ index }) => index))];
}

function signOf({ index, words, emoji, folded }: Label): Sign | undefined {
  const whole = polarityOf({ words, emoji }, anything);
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
