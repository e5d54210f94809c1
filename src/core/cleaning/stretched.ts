import { type Convention, replaceEach } from './convention.js';
import { humanIn, requestIn } from './request.js';
import { trait } from './traits.js';

/** Letters typed three times or more in a word for a human: `agenttt`, `huuuman`. In other words they tell a mood, and stay. */
export const stretched: Convention = {
  traits: trait.stretched,
  take: (text) =>
    replaceEach(text, word, (found) => {
      if (!repeated.test(found)) return found;
      return [found.replaceAll(repeats, '$1'), found.replaceAll(repeats, '$1$1')].find(isRequest) ?? found;
    }),
};

function isRequest(letters: string): boolean {
  return humanIn(letters) !== undefined || requestIn(letters) !== undefined;
}

const word = /\p{L}{5,}/gu;
const repeated = /(\p{L})\1\1/iu;
const repeats = /(\p{L})\1{2,}/giu;
