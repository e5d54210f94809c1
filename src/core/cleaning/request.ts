import { fold } from '../fold.js';
import { type RequestGrammar, requestGrammars, unspacedHumans, wholeWords } from './request-words.js';

/** The longest run of letters that is taken apart, in UTF-16 units. */
const longest = 60;

const lettersOf = (text: string) => fold(text).replaceAll(/[^\p{L}]/gu, '');

/** A part's forms as letters only, with the words they stand for. */
function formsOf(part: string): [letters: string, words: string][] {
  return part.split('|').map((words) => [lettersOf(words), words]);
}

interface Pattern {
  /** One optional group for each part but the human, so that the groups that matched are the words in their order. */
  readonly runs: RegExp;
  readonly words: ReadonlyMap<string, string>;
}

function patternOf({ before, human, after }: RequestGrammar): Pattern {
  const group = (part: string) =>
    formsOf(part)
      .map(([letters]) => letters)
      .toSorted((one, other) => other.length - one.length)
      .join('|');
  const optional = (part: string) => `(${group(part)})?`;
  const runs = new RegExp(`^${before.map(optional).join('')}(${group(human)})${after.map(optional).join('')}$`);
  return { runs, words: new Map([...before, human, ...after].flatMap(formsOf)) };
}

const patterns = requestGrammars.map(patternOf);

const humans = new Map(requestGrammars.flatMap(({ human }) => formsOf(human)));

const unbroken = new Set(wholeWords);

/** The word for a human that these letters are; undefined for none. */
export function humanIn(letters: string): string | undefined {
  return letters.length <= longest ? humans.get(lettersOf(letters)) : undefined;
}

/** The words of a request for a human whose letters were run together, "talktooperator"; undefined for any other run. */
export function requestIn(letters: string): string | undefined {
  if (letters.length > longest) return undefined;
  const folded = lettersOf(letters);
  const human = humans.get(folded);
  if (human !== undefined) return human.includes(' ') ? human : undefined;
  if (unbroken.has(folded)) return undefined;
  for (const { runs, words } of patterns) {
    const parts = runs.exec(folded)?.slice(1);
    if (parts) return parts.flatMap((part) => words.get(part) ?? []).join(' ');
  }
  return undefined;
}

/** Whether a run of ideographs holds a word for a human. */
export function holdsUnspacedHuman(run: string): boolean {
  return unspacedHumans.some((human) => run.includes(human));
}

/** Letters from the end of a word to its start, as far as words for a human, and what may follow one, go. */
interface Ending {
  readonly before: Map<number, Ending>;
  isWhole: boolean;
  /** Whether the words it is are more than one, so that by itself it was run together. */
  isPhrase: boolean;
}

const endings: Ending = { before: new Map(), isWhole: false, isPhrase: false };

for (const { human, after } of requestGrammars)
  for (const part of [human, ...after])
    for (const [letters, words] of formsOf(part))
      for (const form of [letters, words]) addEnding(form.toLowerCase(), words.includes(' '));

function addEnding(form: string, isPhrase: boolean): void {
  let ending = endings;
  for (let at = form.length - 1; at >= 0; at--) {
    const code = form.charCodeAt(at);
    const known = ending.before.get(code);
    const next = known ?? { before: new Map(), isWhole: false, isPhrase: false };
    if (!known) ending.before.set(code, next);
    ending = next;
  }
  ending.isWhole = true;
  ending.isPhrase = isPhrase;
}

/** Whether the letters from one index up to another end as a request does, with more before that. Fails at once for most words. */
export function endsAsRequest(text: string, from: number, to: number): boolean {
  let ending: Ending | undefined = endings;
  for (let at = to - 1; at >= from; at--) {
    ending = ending.before.get(lowerCase(text.charCodeAt(at)));
    if (ending === undefined) return false;
    if (ending.isWhole && (at > from || ending.isPhrase)) return true;
  }
  return false;
}

function lowerCase(code: number): number {
  return (code >= 0x41 && code <= 0x5a) || (code >= 0xc0 && code <= 0xde) ? code + 0x20 : code;
}
