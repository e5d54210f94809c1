import type { Signal } from './signal.js';

/** How sure the provider is that the user asks for a human, in typed words or by the title of a picked choice. */
export const talkToHuman: Signal = ({ analysis }) => analysis.talkToHuman?.score;
