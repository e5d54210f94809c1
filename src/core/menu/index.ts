/** A menu the user saw, and which of its choices they picked. */
export { givenMenuChoice, type MenuReply, matchMenuChoice, sameChoice } from './match.js';
export { menuFromTranscript } from './menu-from-transcript.js';
