import { kind, phraseAt, phraseBefore } from '../words/index.js';

/** What remains of an utterance while the words around the choice are taken away, one phrase after the other. */
export interface Cores {
  readonly cores: readonly (readonly string[])[];
  /** Without greetings, thanks and "please". */
  readonly polite: readonly string[];
  /** Without articles and "I'll take", too. */
  readonly light: readonly string[];
  /** Without "I'd like to" as well. */
  readonly full: readonly string[];
}

const courtesy = kind.please | kind.courtesy;

export const choosing = courtesy | kind.choosing | kind.the | kind.nouns | kind.small;

const wishing = choosing | kind.wishing;

/** All kinds are looked up, so that no phrase is torn apart: the "i" of "I'd like" is not the Italian article. */
const anyKind = wishing | kind.yes | kind.no | kind.agree | kind.decline | kind.soft | kind.weak | kind.not;

/** "Yes" and "sure" go too where no choice means yes or no. */
export function coresOf(words: readonly string[], withYes: boolean): Cores {
  const yes = withYes ? kind.yes | kind.agree : 0;
  const cores = [words];
  const polite = strip(words, courtesy | yes, cores);
  const wished = strip(polite, (wishing | yes) & ~kind.nouns, cores);
  const light = strip(polite, choosing | yes, cores);
  const full = strip(wished, wishing | yes, cores);
  return { cores, polite, light, full };
}

/** Takes phrases of these kinds away from both ends, but never all of it; adds each step to `cores`. */
function strip(from: readonly string[], kinds: number, cores: (readonly string[])[]): readonly string[] {
  const trailing = kinds & ~(kind.the | kind.small | kind.yes | kind.agree);
  let words = from;
  for (;;) {
    const lead = phraseAt(words, 0, words.length, anyKind);
    const trail = phraseBefore(words, 0, words.length, anyKind);
    if (lead && lead.kinds & kinds && lead.size < words.length) words = words.slice(lead.size);
    else if (trail && trail.kinds & trailing && trail.size < words.length) words = words.slice(0, -trail.size);
    else return words;
    cores.push(words);
  }
}
