import { type Convention, replaceEach } from './convention.js';
import { emojiCodes } from './emoji-codes.js';
import { trait } from './traits.js';

/** An emoji by its name, `:wave:`, as the emoji. A name we do not know, such as a team's own, gives way to a space. */
export const emojiCode: Convention = {
  traits: trait.colon,
  take: (text) =>
    replaceEach(text, code, (found, name = '') => {
      if (/^\d/.test(name) && !emojiCodes.has(name)) return found;
      return emojiCodes.get(name.toLowerCase()) ?? ' ';
    }),
};

/** With the tone of skin that may follow it. No code begins right behind a letter, a digit or another colon: `std::vector::size`. */
const code = /(?<![\p{L}\p{N}:]):(?:skin-tone-\d:)?([a-zA-Z\d][\w-]{0,40}|[+-]1):(?::skin-tone-\d:)?(?![\p{L}\p{N}])/gu;
