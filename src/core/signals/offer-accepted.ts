import { yesOrNo } from '../yes-no.js';
import type { Signal } from './signal.js';

/** Whether the user says yes (1) or no (0) to the offer of the turn before; unmeasured when they say something else. */
export const offerAccepted: Signal = ({ turn, offered }) => {
  if (!offered) return undefined;
  const answer = yesOrNo(turn.title ?? turn.menuChoice?.value ?? turn.utterance, turn.locale);
  if (answer === undefined) return undefined;
  return answer === 'yes' ? 1 : 0;
};
