import { type Convention, replaceEach } from './convention.js';
import { trait } from './traits.js';

/**
 * Characters that nobody sees, as they come with copied text and in words meant to get past a filter. Joiners stay
 * between letters that join (Arabic, Indic scripts) and inside of emoji, where they mean something.
 */
export const invisible: Convention = {
  traits: trait.invisible,
  take: (text) => replaceEach(text, unseen, () => ''),
};

const unseen = new RegExp(
  [
    '[\\u00ad\\u034f\\u061c\\u180e\\u200b\\u200e\\u200f\\u202a-\\u202e\\u2060-\\u206f\\u3164\\ufeff\\uffa0]+',
    '(?<=[\\u0020-\\u024f\\u3040-\\u9fff])[\\u200c\\u200d]+',
    '[\\u200c\\u200d]+(?=[\\u0020-\\u024f\\u3040-\\u9fff])',
  ].join('|'),
  'g',
);
