import { digitRun } from './digit-groups.js';
import { type Recognize, spansOf } from './recognizer.js';

const link = /(?:\b[a-z][a-z0-9+.-]{1,20}:\/\/|\bwww\.)\S+/gi;

/** Web addresses, which may name an account. */
export const findLinks: Recognize = (text) => spansOf(text, link, 'link');

const leastLongNumber = 6;

/** Numbers of six digits or more, in groups or not: accounts, orders and whatever else may tell one user from another. */
export const findLongNumbers: Recognize = (text) =>
  spansOf(
    text,
    digitRun,
    'number',
    ({ from, to }) => text.slice(from, to).replaceAll(/\D/g, '').length >= leastLongNumber,
  );
