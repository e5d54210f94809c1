import { type Conversation, type Handoff, newConversation } from '../../src/core/conversation.js';

/** A conversation that counts. */
export function counted(count: number, handoff?: Handoff): Conversation {
  return { ...newConversation, quietTurns: count, handoff };
}

export const openHandoff: Handoff = {
  id: 'a2f7c6de-0000-8000-a000-000000000000',
  state: 'initiated',
  overdue: false,
  initiatedAt: 1_700_000_000_000,
  changedAt: 1_700_000_000_000,
  skill: 'general',
  delivery: { status: 'returned' },
  heardAt: 1_700_000_000_000,
  inARow: 1,
};

export const addOne = (before: Conversation | undefined) => ({ after: counted((before?.quietTurns ?? 0) + 1) });
export const setTo = (after: Conversation | undefined) => () => ({ after });
