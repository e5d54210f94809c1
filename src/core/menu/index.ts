/** A menu the user saw, and which of its choices they picked. */
export { givenMenuChoice, matchMenuChoice, type Said, sameChoice } from './match.js';
export { menuOf } from './shown.js';
