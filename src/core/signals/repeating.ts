import { likeness } from '../sketch.js';
import type { Signal } from './signal.js';

/**
 * How much the user says the same again: the likeness to the most alike of the earlier utterances that count. A message
 * that they only changed is no second one.
 */
export const repeating: Signal = ({ turn, sketch, earlierSketches }) => {
  if (sketch === undefined || turn.menuChoice || turn.edited) return undefined;
  let most = 0;
  for (const earlier of earlierSketches) most = Math.max(most, likeness(sketch, earlier));
  return most;
};
