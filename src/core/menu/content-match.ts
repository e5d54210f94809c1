import type { Choice } from '../turn.js';
import { kind, phraseAt } from '../words/index.js';
import { type Cores, choosing } from './cores.js';
import { type Content, contentOf, isNegated, isNegatedLabel } from './labels.js';
import { type Found, sole } from './names.js';
import { isInflected, isPart, isTypo } from './word-likeness.js';

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
export function byContent(
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
