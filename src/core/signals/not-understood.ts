import type { Signal } from './signal.js';

/** Names that bots' own NLUs give to "no intent fits". */
const none = new Set([
  '',
  'none',
  'fallback',
  'nlu_fallback',
  'unknown',
  'default fallback intent',
  'oos',
  'out_of_scope',
]);

/** How sure it is that the bot's own NLU failed on the typed words: 1 for no intent, else 1 minus its score. */
export const notUnderstood: Signal = ({ turn }) => {
  const { recognition } = turn;
  if (!recognition || turn.menuChoice || turn.utterance === '') return undefined;
  if (recognition.intent !== undefined && none.has(recognition.intent.trim().toLowerCase())) return 1;
  return recognition.score === undefined ? undefined : 1 - recognition.score;
};
