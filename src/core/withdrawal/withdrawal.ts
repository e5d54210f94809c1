import { fold } from '../fold.js';
import { tokensOf, withoutStretching } from '../tokens.js';
import { kind, phraseAt } from '../words/index.js';
import { list, phraseEnd, sentenceEnd } from './sentences.js';

/** How a request for an agent is taken back: in full ("cancel the agent"), or without saying what ("never mind"). */
export type Withdrawal = 'explicit' | 'vague';

/** The longest utterance that is read, in characters; longer ones say more than that. */
const longest = 160;
const mostWords = 40;

/** Where one thing said ends and another begins. */
const clauseEnds = /[.,;:!?…、。，；：！？\n–—]+|\s-+\s/;

/** What may stand beside a sentence that takes a request back, and what may be a clause of its own. */
const beside = kind.yes | kind.agree | kind.soft | kind.courtesy | kind.please;
const alone = beside | kind.no | kind.decline | kind.refuse;

/**
 * Reads whether a user takes a request for an agent back, in the languages of `languages.ts`. Every word must belong to
 * it or to the courtesy around it: "cancel the agent and send me another" takes nothing back, and neither does a question
 * that could be about it, such as "is the agent cancelled?".
 */
export function withdrawalIn(utterance: string): Withdrawal | undefined {
  if (utterance.length > longest) return undefined;
  const lists = /[?？]/.test(utterance) ? list.asks : list.takesBack;
  let withdrawal: Withdrawal | undefined;
  for (const clause of utterance.split(clauseEnds)) {
    const { words } = tokensOf(withoutStretching(fold(clause)), mostWords + 1);
    const meaning = words.length > mostWords ? undefined : (meaningOf(words, lists) ?? asideIn(words));
    if (meaning === undefined) return undefined;
    if (meaning === 'explicit' || withdrawal === undefined) withdrawal = meaning === 'nothing' ? withdrawal : meaning;
  }
  return withdrawal;
}

type Meaning = Withdrawal | 'nothing';

/** Undefined when a word is left over. */
function meaningOf(words: readonly string[], lists: number): Meaning | undefined {
  let meaning: Meaning = 'nothing';
  for (let at = 0; at < words.length; ) {
    const sentenceEndsAt = sentenceEnd(words, at, lists);
    const dropEndsAt = phraseEnd(words, at, list.dropsIt);
    const end = sentenceEndsAt > at ? sentenceEndsAt : Math.max(dropEndsAt, besideEnd(words, at));
    if (end === at) return undefined;
    if (sentenceEndsAt > at) meaning = 'explicit';
    else if (dropEndsAt === end && meaning === 'nothing') meaning = 'vague';
    at = end;
  }
  return meaning;
}

function besideEnd(words: readonly string[], at: number): number {
  if (phraseEnd(words, at, list.doubts) > at) return at;
  const { size = 0 } = phraseAt(words, at, words.length, beside) ?? {};
  return Math.max(at + size, phraseEnd(words, at, list.around));
}

/** A clause such as "no thanks", which says nothing beside another one. Undefined for any other. */
function asideIn(words: readonly string[]): Meaning | undefined {
  for (let at = 0; at < words.length; ) {
    const phrase = phraseAt(words, at, words.length, alone);
    if (phrase === undefined) return undefined;
    at += phrase.size;
  }
  return 'nothing';
}
