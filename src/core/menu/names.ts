import { fold } from '../fold.js';
import type { Choice, MatchedBy } from '../turn.js';
import type { Name } from './labels.js';

const longestName = 2_000;

const mostSynonyms = 50;

/** A choice found, `several` when two were, undefined when none was. */
export type Found = Pick<Name, 'index' | 'by'> | 'several' | undefined;

/** Every name of every choice, in the order a match is named by. */
export function namesOf(choices: readonly Choice[]): Name[] {
  const names: Name[] = [];
  for (const [index, { value, title, synonyms = [] }] of choices.entries()) {
    addName(names, index, 'value', value);
    if (title !== undefined && title !== value) addName(names, index, 'title', title);
    for (const synonym of synonyms.slice(0, mostSynonyms)) addName(names, index, 'synonym', synonym);
  }
  return names;
}

function addName(names: Name[], index: number, by: MatchedBy, text: string): void {
  if (text.length > longestName) return;
  const folded = fold(text);
  if (folded !== '') names.push({ index, by, folded });
}

/** The one choice with a name for which this holds; choices with the same value count as one. */
export function sole<N extends Pick<Name, 'index' | 'by'>>(
  names: readonly N[],
  choices: readonly Choice[],
  holds: (name: N) => boolean,
): Found {
  let found: N | undefined;
  for (const name of names) {
    if (!holds(name)) continue;
    if (found === undefined) found = name;
    else if (name.index !== found.index && !sameChoice(choiceValue(choices, name), choiceValue(choices, found)))
      return 'several';
  }
  return found;
}

function choiceValue(choices: readonly Choice[], { index }: Pick<Name, 'index'>): string {
  return choices[index]?.value ?? '';
}

/** True when two values name the same choice: case, accents and outer space do not count. */
export function sameChoice(one: string, other: string): boolean {
  return one === other || fold(one) === fold(other);
}
