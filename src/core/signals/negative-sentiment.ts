import type { Signal } from './signal.js';

/** How negative the typed words are. A picked menu choice has no mood. */
export const negativeSentiment: Signal = ({ turn, analysis }) =>
  turn.menuChoice ? undefined : analysis.sentiment?.negative;
