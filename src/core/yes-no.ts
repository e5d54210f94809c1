import { fold } from './fold.js';
import { calm, type Tokens, tokensOf } from './tokens.js';
import { kind, phraseAt } from './words/index.js';

export type YesOrNo = 'yes' | 'no';

/** The longest utterance read as a yes or a no, in characters; longer ones say more than that. */
const longest = 120;
const mostWords = 32;

const yesEmoji = new Set(['👍', '👌', '✅', '🆗', '✔', '☑', '💯']);
const noEmoji = new Set(['👎', '❌', '🙅', '🚫', '⛔', '✖']);

/** Questions that are answers. Any other question asks something back: "sure?" is no yes. */
const whyNot = new Set(
  `why not, warum nicht, por qué no, pourquoi pas, perché no, por que não, waarom niet, 为什么不, 為什麼不`
    .split(',')
    .map((question) => tokensOf(fold(question)).words.join(' ')),
);

/**
 * Reads an answer to "would you like to talk to a person?" in the languages of `words/`. The whole utterance must be
 * a yes or a no with the courtesy around it; anything left over makes it neither. So "no, I want a human" is no "no",
 * and "yes, but first tell me my balance" is no "yes": the user wants something else first, and can still say yes.
 * An answer that says both is neither; so is a bare "thanks", which is a yes in some languages and a no in others.
 */
export function yesOrNo(utterance: string): YesOrNo | undefined {
  if (utterance.length > longest) return undefined;
  const said = tokensOf(calm(fold(utterance)), mostWords + 1);
  if (said.words.length > mostWords || isQuestion(utterance, said)) return undefined;
  return polarityOf(said, offered);
}

export function isQuestion(text: string, said: Tokens): boolean {
  return /[?？]/.test(text) && !whyNot.has(said.words.join(' '));
}

/** How to read an answer: which lists say yes and no, and which words may stand around it. */
interface Reading {
  readonly yes: number;
  readonly no: number;
  readonly around: number;
}

/** The question was the offer of a person. */
const offered: Reading = {
  yes: kind.yes | kind.agree | kind.accept | kind.person,
  no: kind.no | kind.decline | kind.refuse,
  around: kind.soft | kind.courtesy | kind.please | kind.wishing | kind.small | kind.the,
};

/** The question could be anything. */
export const anything: Reading = {
  yes: kind.yes | kind.agree,
  no: kind.no | kind.decline,
  around: kind.soft | kind.courtesy | kind.please,
};

/** Reads an answer phrase by phrase, the longest first; undefined when a word is left over or both are said. */
export function polarityOf({ words, emoji }: Tokens, reading: Reading): YesOrNo | undefined {
  const heard = { yes: false, softYes: false, no: false, please: false, wishing: false };
  for (let at = 0; at < words.length; ) {
    const phrase = phraseAt(words, at, words.length, reading.yes | reading.no | reading.around);
    if (phrase === undefined) return undefined;
    const { kinds } = phrase;
    if (kinds & reading.no) heard.no = true;
    else if (kinds & reading.yes && !(kinds & kind.soft)) heard.yes = true;
    else if (kinds & reading.yes) heard.softYes = true;
    else if (kinds & kind.please) heard.please = true;
    else if (kinds & kind.wishing) heard.wishing = true;
    at += phrase.size;
  }
  for (const sign of emoji) {
    if (yesEmoji.has(sign)) heard.yes = true;
    if (noEmoji.has(sign)) heard.no = true;
  }
  if (heard.no) return heard.yes || heard.wishing ? undefined : 'no';
  if (heard.yes || heard.softYes) return 'yes';
  return heard.please && !heard.wishing && reading === offered ? 'yes' : undefined;
}
