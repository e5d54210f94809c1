import { fold } from '../fold.js';
import { tokensOf } from '../tokens.js';
import { kind, phraseAt } from '../words/index.js';
import { languages } from './languages.js';
import type { WithdrawalWords } from './withdrawal-words.js';

/** The lists a phrase stands in, as bits. `asks`: a sentence that takes a request back even with a question mark. */
export const list = {
  takesBack: 1 << 0,
  asks: 1 << 1,
  agents: 1 << 2,
  requests: 1 << 3,
  dropsIt: 1 << 4,
  around: 1 << 5,
  doubts: 1 << 6,
} as const;

/** What can follow a word, and the lists that phrases ending here stand in. */
interface Branch {
  readonly next: Map<string, Branch>;
  lists: number;
}

/** Stands in a sentence for an agent; no word of an utterance is looked up by it. */
const agentSign = '#';
const root = newBranch();

for (const words of Object.values<WithdrawalWords>(languages)) {
  for (const sentence of phrasesIn(words.takesBack))
    add(sentence, list.takesBack | (sentence.endsWith('?') ? list.asks : 0));
  for (const name of ['agents', 'requests', 'dropsIt', 'around', 'doubts'] as const)
    for (const phrase of phrasesIn(words[name])) add(phrase, list[name]);
}

/** Where the longest phrase of one of these lists that begins at a word ends; that word's own place when none does. */
export function phraseEnd(words: readonly string[], from: number, lists: number): number {
  let branch: Branch | undefined = root;
  let end = from;
  for (let at = from; at < words.length && branch; at++) {
    branch = branchAfter(branch, words[at]);
    if (branch && (branch.lists & lists) !== 0) end = at + 1;
  }
  return end;
}

/** Where the longest sentence of one of these lists that begins at a word ends; -1 when none does. "Please" may stand in it. */
export function sentenceEnd(words: readonly string[], at: number, lists: number, branch = root): number {
  const onWord = branchAfter(branch, words[at]);
  const onAgent = branch.next.get(agentSign);
  const agentEndsAt = onAgent ? agentEnd(words, at) : at;
  const please = phraseAt(words, at, words.length, kind.please);
  return Math.max(
    branch.lists & lists ? at : -1,
    onWord ? sentenceEnd(words, at + 1, lists, onWord) : -1,
    onAgent && agentEndsAt > at ? sentenceEnd(words, agentEndsAt, lists, onAgent) : -1,
    please ? sentenceEnd(words, at + please.size, lists, branch) : -1,
  );
}

/** Where an agent, or a request for one, ends that begins at a word; that word's own place where there is none. */
function agentEnd(words: readonly string[], from: number): number {
  let end = from;
  let named = false;
  for (let at = from; at < words.length; ) {
    const agentEndsAt = phraseEnd(words, at, list.agents);
    const nounEndsAt = Math.max(agentEndsAt, phraseEnd(words, at, list.requests));
    named ||= agentEndsAt > at && agentEndsAt === nounEndsAt;
    const small = nounEndsAt > at ? undefined : phraseAt(words, at, words.length, kind.the | kind.small);
    if (nounEndsAt === at && small === undefined) break;
    at = small ? at + small.size : nounEndsAt;
    if (named && !small) end = at;
  }
  return end;
}

function branchAfter(branch: Branch, word: string | undefined): Branch | undefined {
  return word === undefined || word === agentSign ? undefined : branch.next.get(word);
}

function newBranch(): Branch {
  return { next: new Map(), lists: 0 };
}

function phrasesIn(list: string): string[] {
  return list.split(',').map((phrase) => phrase.trim());
}

function add(phrase: string, lists: number): void {
  let branch = root;
  for (const word of tokensOf(fold(phrase)).words) {
    const next: Branch = branch.next.get(word) ?? newBranch();
    branch.next.set(word, next);
    branch = next;
  }
  branch.lists |= lists;
}
