/** `NLU=<name>` picks one of these. Adding one is a folder beside this file and a line here. */
export { openEmbeddedNlu as embedded } from './embedded/embedded.js';
