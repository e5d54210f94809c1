import { type Convention, replaceEach } from './convention.js';
import { requestIn } from './request.js';
import { trait } from './traits.js';

/** A request for a human without its spaces: `talktooperator`, `ichwillmiteinemmenschensprechen`, `getMeAPerson`, `talk2agent`. */
export const runTogether: Convention = {
  traits: trait.runTogether,
  take: (text) => replaceEach(text, word, (found) => requestIn(found) ?? found),
};

const word = /[\p{L}2]{6,}/gu;
