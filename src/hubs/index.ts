/** `HUB=<name>` picks one of these. Adding one is a file beside this one and a line here. */
export { openReturnHub as return } from './return.js';
