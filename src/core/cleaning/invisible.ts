import { type Convention, replaceEach } from './convention.js';
import { trait } from './traits.js';

/**
 * Characters that nobody sees, as they come with copied text and in words meant to get past a filter. Joiners stay
 * between letters that join (Arabic, Indic scripts) and inside of emoji, where they mean something.
 */
export const invisible: Convention = {
  traits: trait.invisible,
  take: (text) =>
    replaceEach(text, unseen, (found, before = '', joiners, behind = '') => {
      if (joiners === undefined) return '';
      return joined.test(before) && joined.test(behind) ? found : before;
    }),
};

const unseen = new RegExp(
  [
    String.raw`(?:\u00ad|\u034f|[\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0])+`,
    String.raw`([^\u200c\u200d])?([\u200c\u200d]+)(?=([\s\S])?)`,
  ].join('|'),
  'g',
);

/** Neither Latin nor Chinese or Japanese nor a sign: what a joiner can stand between. */
const joined = /[\u0250-\u303f\ua000-\uffff]/;
