import { withdrawalIn } from '../withdrawal/withdrawal.js';
import type { Signal } from './signal.js';

/**
 * Whether the user takes the request for an agent back: 1 in full, 0.5 for a bare "never mind", which may be about anything.
 * Measured only while a handoff waits for an agent.
 */
export const withdraws: Signal = ({ turn, handoffWaits }) => {
  if (!handoffWaits) return undefined;
  const said = turn.title ?? turn.menuChoice?.value ?? turn.utterance;
  if (said === '') return undefined;
  const withdrawal = withdrawalIn(said);
  if (withdrawal === undefined) return 0;
  return withdrawal === 'explicit' ? 1 : 0.5;
};
