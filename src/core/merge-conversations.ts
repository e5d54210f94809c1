import type { Conversation, Handoff, HandoffState, TurnRecord } from './conversation.js';
import { rememberedTurns } from './policy.js';

/**
 * One conversation of what a store holds and of what was decided while it was away. No turn is lost but the oldest, none
 * stands twice, and a turn that no longer counts in either does not count. The later handoff is the conversation's.
 */
export function mergeConversations(stored: Conversation, later: Conversation): Conversation {
  const known = new Set(later.turns.map(({ key }) => key));
  const before = stored.turns.filter(({ key }) => !known.has(key));
  const turns = [...before, ...later.turns].slice(-rememberedTurns);
  const ended = new Set([...endedIn(stored), ...endedIn(later)]);
  return {
    ...later,
    turns,
    resetIndex: turns.findLastIndex(({ key }) => ended.has(key)) + 1,
    handoff: laterHandoff(stored.handoff, later.handoff),
    bot: later.bot ?? stored.bot,
  };
}

function endedIn({ turns, resetIndex }: Conversation): string[] {
  return turns.slice(0, resetIndex).map(({ key }: TurnRecord) => key);
}

/** Of one handoff the version that moved on further, and of two the one that was initiated later. */
function laterHandoff(stored: Handoff | undefined, later: Handoff | undefined): Handoff | undefined {
  if (!stored || !later) return later ?? stored;
  if (stored.id !== later.id) return stored.initiatedAt > later.initiatedAt ? stored : later;
  const furthest = progress[stored.state] > progress[later.state] ? stored : later;
  const delivered = [stored, later].find(
    ({ cause, delivery }) => delivery.status === 'delivered' && cause === furthest.cause,
  );
  return delivered ? { ...furthest, delivery: delivered.delivery } : furthest;
}

const progress: Readonly<Record<HandoffState, number>> = {
  initiated: 0,
  accepted: 1,
  unknown: 2,
  completed: 3,
  failed: 3,
};
