import cards from 'card-validator';
import { findGrouped } from './digit-groups.js';
import type { Recognize } from './recognizer.js';

/** How cards print their numbers; lists of other numbers are separated by commas too, and must not become one. */
const printed = /^(?:4 4 4 4(?: [1-3])?|4 6 [45]|(?:1 ){12,18}1)$/;
const listSeparator = /[_,|·•]/;

/** Digits of a length, a prefix and a check digit (Luhn) as cards have them. */
export const findCards: Recognize = (text, { spend }) =>
  findGrouped(text, 'card', [13, 19], (written) => {
    if (listSeparator.test(written) && !printed.test(lengthsOf(written))) return false;
    spend();
    return cards.number(written.replaceAll(/\D/g, '')).isValid;
  });

function lengthsOf(written: string): string {
  return (written.match(/\d+/g) ?? []).map(({ length }) => length).join(' ');
}
