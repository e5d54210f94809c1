import { fold } from './fold.js';
import { type Tokens, tokensOf, withoutStretching } from './tokens.js';
import { kind, phraseAt } from './words/index.js';
import { answerAnywhere, answerInLocale } from './words/more-answers.js';

/** What an answer to a question means. */
export type YesOrNo = 'yes' | 'no';

/** The longest utterance read as a yes or a no, in characters; longer ones say more than that. */
const longest = 120;
const mostWords = 32;
const mostWordsElsewhere = 8;

const yesEmoji = new Set(['👍', '👌', '✅', '🆗', '✔', '☑', '💯']);
const noEmoji = new Set(['👎', '❌', '🙅', '🚫', '⛔', '✖']);

/** Questions that are answers. Any other question asks something back: "sure?" is no yes. */
const whyNot = new Set(
  `why not, warum nicht, por qué no, pourquoi pas, perché no, por que não, waarom niet, 为什么不, 為什麼不`
    .split(',')
    .map((question) => tokensOf(fold(question)).words.join(' ')),
);

/**
 * Reads an answer to "would you like to talk to a person?" in the languages of `words/`, those of the table of yes and
 * no among them; `locale` tells what a word means that means the opposite elsewhere. The whole utterance must be
 * a yes or a no with the courtesy around it; anything left over makes it neither. So "no, I want a human" is no "no",
 * and "yes, but first tell me my balance" is no "yes": the user wants something else first, and can still say yes.
 * An answer that says both is neither; so is a bare "thanks", which is a yes in some languages and a no in others.
 */
export function yesOrNo(utterance: string, locale?: string): YesOrNo | undefined {
  if (utterance.length > longest) return undefined;
  const tokens = tokensOf(withoutStretching(fold(utterance)), mostWords + 1);
  if (tokens.words.length > mostWords || isQuestion(utterance, tokens)) return undefined;
  const own = tokens.emoji.some((sign) => yesEmoji.has(sign) || noEmoji.has(sign))
    ? undefined
    : answerInLocale(tokens.words, locale);
  if (own !== undefined) return own === 'neither' ? undefined : own;
  return polarityOf(tokens, answersToOffer) ?? elsewhere(tokens);
}

/** In a language that has only yes and no in the tables; an emoji beside it must not say the opposite. */
function elsewhere({ words, emoji }: Tokens): YesOrNo | undefined {
  const answer = words.length > 0 && words.length <= mostWordsElsewhere ? answerAnywhere(words) : undefined;
  const isOpposed = emoji.some((sign) => (answer === 'yes' ? noEmoji : yesEmoji).has(sign));
  return isOpposed ? undefined : answer;
}

/** True when an answer asks something back; `tokens` are those of `text`. */
export function isQuestion(text: string, tokens: Tokens): boolean {
  return /[?？؟]/.test(text) && !whyNot.has(tokens.words.join(' '));
}

/** Which phrases answer a question: the lists that mean yes and no, and those that may stand around them. */
interface AnswerLists {
  readonly yes: number;
  readonly no: number;
  readonly around: number;
}

/** Answers to the offer of a person. */
const answersToOffer: AnswerLists = {
  yes: kind.yes | kind.agree | kind.accept | kind.person,
  no: kind.no | kind.decline | kind.refuse,
  around: kind.soft | kind.courtesy | kind.please | kind.wishing | kind.small | kind.the,
};

/** Answers to a question that could be anything. */
export const answersToAnything: AnswerLists = {
  yes: kind.yes | kind.agree,
  no: kind.no | kind.decline,
  around: kind.soft | kind.courtesy | kind.please,
};

/** What the phrases of an answer mean, each by itself. */
type Meaning = 'yes' | 'softYes' | 'no' | 'please' | 'wishing' | 'nothing';

/** Reads an answer phrase by phrase, the longest first; undefined when a word is left over or it means both. */
export function polarityOf(tokens: Tokens, lists: AnswerLists): YesOrNo | undefined {
  const meanings = meaningsOf(tokens, lists);
  if (meanings === undefined) return undefined;
  const isYes = meanings.has('yes');
  const isWish = meanings.has('wishing');
  if (meanings.has('no')) return isYes || isWish ? undefined : 'no';
  if (isYes || meanings.has('softYes')) return 'yes';
  return meanings.has('please') && !isWish && lists === answersToOffer ? 'yes' : undefined;
}

/** Undefined when a word stands in none of the lists. */
function meaningsOf({ words, emoji }: Tokens, lists: AnswerLists): ReadonlySet<Meaning> | undefined {
  const meanings = new Set<Meaning>();
  for (let at = 0; at < words.length; ) {
    const phrase = phraseAt(words, at, words.length, lists.yes | lists.no | lists.around);
    if (phrase === undefined) return undefined;
    meanings.add(meaningOf(phrase.kinds, lists));
    at += phrase.size;
  }
  for (const sign of emoji) {
    if (yesEmoji.has(sign)) meanings.add('yes');
    if (noEmoji.has(sign)) meanings.add('no');
  }
  return meanings;
}

function meaningOf(kinds: number, lists: AnswerLists): Meaning {
  if (kinds & lists.no) return 'no';
  if (kinds & lists.yes) return kinds & kind.soft ? 'softYes' : 'yes';
  if (kinds & kind.please) return 'please';
  return kinds & kind.wishing ? 'wishing' : 'nothing';
}
