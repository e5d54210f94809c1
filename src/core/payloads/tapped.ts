import { sameChoice, tappedChoice } from '../menu/index.js';
import type { Choice, Menu, MenuChoice } from '../turn.js';
import type { Tap } from './convention.js';
import { handleOf, readPosted, wordsOfCode } from './posted.js';

const mostChoices = 100;

/** The choice of the menu that was tapped; undefined for one of another menu. */
export function tappedInMenu({ posted, verb }: Tap, menu: Menu): MenuChoice | undefined {
  const all = menu.choices.slice(0, mostChoices);
  const named = verb === undefined ? [] : all.filter((choice) => isNamed(choice, verb));
  if (named.length === 1) return chosen(named[0] as Choice, all);
  const choices = named.length > 1 ? named : all;
  for (const value of posted) {
    const at = tappedChoice(value, choices) ?? tappedChoice(readPosted(value), choices);
    if (at !== undefined) return chosen(choices[at] as Choice, all);
  }
  return undefined;
}

function isNamed({ value, title = '', synonyms = [] }: Choice, name: string): boolean {
  return [value, title, ...synonyms].some((own) => sameChoice(own, name));
}

function chosen(choice: Choice, all: readonly Choice[]): MenuChoice {
  return { value: choice.value, index: all.indexOf(choice), matchedBy: 'value' };
}

/** A choice that was tapped on no menu we were shown, and what it said: the channel's word for it, else its code as words. */
export interface TappedOutside {
  readonly choice: MenuChoice;
  readonly title: string;
}

/** Whether a title says something: an emoji alone is not read. */
export function hasLetters(title: string): boolean {
  return /\p{L}/u.test(title);
}

/** The choice by what it posted; undefined where that has no name. */
export function tappedOutside({ posted, title }: Tap): TappedOutside | undefined {
  for (const value of posted) {
    const name = handleOf(readPosted(value));
    if (name === undefined) continue;
    const said = title !== undefined && hasLetters(title) ? title : wordsOfCode(name);
    return { choice: { value: name, index: null, matchedBy: 'value' }, title: said };
  }
  return undefined;
}
