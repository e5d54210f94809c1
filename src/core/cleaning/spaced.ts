import { type Convention, replaceEach } from './convention.js';
import { holdsUnspacedHuman, humanIn, requestIn } from './request.js';
import { trait } from './traits.js';

/**
 * Letters written one by one, `o p e r a t o r` or `o.p.e.r.a.t.o.r`, where together they are a word for a human or a request for
 * one. So acronyms, lists of letters and product codes stay as they are.
 */
export const spaced: Convention = {
  traits: trait.spaced,
  take: (text) =>
    replaceEach(text, oneByOne, (found) => {
      const letters = found.replaceAll(/[^\p{L}ー]/gu, '');
      if (letters.charCodeAt(0) >= 0x3040) return holdsUnspacedHuman(letters) ? letters : found;
      return humanIn(letters) ?? requestIn(letters) ?? found;
    }),
};

const sign = String.raw`[\s.·•・_*\-–—/|,~+]{1,3}`;
const latin = String.raw`[\p{Script=Latin}]`;
const ideograph = String.raw`[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]`;

const oneByOne = new RegExp(
  [latin, ideograph].map((one, at) => `(?<!${one})${one}(?:${sign}${one}(?!${one})){${at === 0 ? 3 : 1},60}`).join('|'),
  'gu',
);
