/** A menu the user saw, and which of its choices they picked. */
export { givenMenuChoice, type MenuReply, matchMenuChoice } from './match.js';
export { menuFromTranscript } from './menu-from-transcript.js';
export { sameChoice } from './names.js';
export { tappedChoice } from './tapped-choice.js';
