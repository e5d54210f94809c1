import { isNoMatch } from '../no-match.js';
import type { Signal } from './signal.js';

/**
 * How sure it is that the bot's own NLU failed on the typed words: 1 for a name that says no intent fits, whatever score
 * comes with it, else 1 minus the score.
 */
export const notUnderstood: Signal = ({ turn }) => {
  const { recognition } = turn;
  if (!recognition || turn.menuChoice || turn.utterance === '') return undefined;
  const { intent, score, noMatch } = recognition;
  if (noMatch || (intent !== undefined && isNoMatch(intent))) return 1;
  return score === undefined ? undefined : 1 - score;
};
