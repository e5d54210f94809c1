import type { StatusState } from './handoff-life.js';

/**
 * What hubs call the three states, in letters only; docs/hubs.md shows the table. Words for waiting (`queued`, `pending`,
 * `open`) are none of them: they change nothing.
 */
export const statusWords: Readonly<Record<StatusState, readonly string[]>> = {
  accepted: [
    'accepted',
    'accept',
    'active',
    'answered',
    'assigned',
    'claimed',
    'connected',
    'engaged',
    'established',
    'inprogress',
    'joined',
    'live',
    'ongoing',
    'pickedup',
    'taken',
  ],
  completed: [
    'completed',
    'complete',
    'archived',
    'backtobot',
    'closed',
    'close',
    'concluded',
    'disconnected',
    'done',
    'end',
    'ended',
    'finished',
    'handback',
    'handedback',
    'left',
    'released',
    'resolved',
    'returned',
    'returnedtobot',
    'solved',
    'terminated',
    'wrapup',
    'wrappedup',
    'wrapping',
  ],
  failed: [
    'failed',
    'fail',
    'failure',
    'abandoned',
    'aborted',
    'canceled',
    'cancelled',
    'cancel',
    'declined',
    'denied',
    'dropped',
    'error',
    'expired',
    'missed',
    'noagent',
    'noagents',
    'noagentavailable',
    'noagentsavailable',
    'noanswer',
    'notavailable',
    'outofhours',
    'outsidebusinesshours',
    'refused',
    'rejected',
    'reject',
    'timedout',
    'timeout',
    'unavailable',
    'undeliverable',
  ],
};

const states = new Map(
  Object.entries(statusWords).flatMap(([state, known]) => known.map((word) => [word, state as StatusState])),
);

/** What an event is named for before its state: `conversation.closed`, `agent_joined`, `chatEnded`. */
const subject =
  /^(conversation|chat|handoff|handover|session|agent|operator|ticket|case|task|contact|interaction|engagement|escalation|transfer|request)(status|state)?/;

const longestWord = 100;

/** The form in which words are compared: letters and digits only, in small letters. */
export function statusKey(word: string): string {
  return word.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '');
}

/** The state a hub's word stands for; undefined for one we do not know. `own` are the operator's words, by `statusKey`. */
export function stateOfWord(word: string, own: ReadonlyMap<string, StatusState>): StatusState | undefined {
  if (word.length > longestWord) return undefined;
  const key = statusKey(word);
  return own.get(key) ?? states.get(key) ?? states.get(key.replace(subject, ''));
}
