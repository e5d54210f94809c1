import { type Conversation, type Handoff, type HandoffState, isHandoffOpen } from './conversation.js';
import type { Policy } from './policy.js';

/**
 * Ends a handoff whose time is over, so that no conversation is ever stuck: one nobody accepted as `failed`, or as
 * `unknown` where the hub sends no status; one nobody completed as `unknown`.
 */
export function expireHandoff(policy: Policy, conversation: Conversation, now: number): Conversation {
  const { handoff } = conversation;
  if (!handoff || !isHandoffOpen(conversation) || now < endsAt(policy, handoff)) return conversation;
  const unanswered = handoff.state === 'initiated' && policy.handoff.statusExpected;
  return ended(conversation, { ...handoff, state: unanswered ? 'failed' : 'unknown', overdue: true, changedAt: now });
}

function endsAt({ handoff: limits }: Policy, { state, changedAt }: Handoff): number {
  return (
    changedAt + (state === 'initiated' ? limits.answerWithinMinutes * 60_000 : limits.acceptedForHours * 3_600_000)
  );
}

/** After a handoff the conversation starts afresh: what was read before never hands the same user off again. */
function ended(conversation: Conversation, handoff: Handoff): Conversation {
  return { ...conversation, handoff, resetIndex: conversation.turns.length, quietTurns: 0 };
}

/**
 * A handoff never began later than now: one that says so was written before the clock was set back, and its time begins
 * now, so that nobody waits until the clock is where it was.
 */
export function notAhead(conversation: Conversation, now: number): Conversation {
  const { handoff } = conversation;
  if (!handoff || handoff.changedAt <= now) return conversation;
  return { ...conversation, handoff: { ...handoff, initiatedAt: Math.min(handoff.initiatedAt, now), changedAt: now } };
}

/** What a hub says of a handoff, in our words. */
export type StatusState = Extract<HandoffState, 'accepted' | 'completed' | 'failed'>;

export interface StatusStep {
  readonly handoff: Handoff | undefined;
  readonly after: Conversation | undefined;
}

/**
 * The hub's word on the latest handoff. Duplicates and late events change nothing: a handoff only moves on
 * (initiated, accepted, ended). One that our clock ended may still be corrected by the hub, unless a newer one exists.
 */
export function statusStep(
  policy: Policy,
  state: StatusState | undefined,
  stored: Conversation | undefined,
  now: number,
): StatusStep {
  if (!stored?.handoff) return { handoff: undefined, after: stored };
  const before = expireHandoff(policy, stored, now);
  const handoff = before.handoff as Handoff;
  if (state === undefined || !movesOn(handoff, state)) return { handoff, after: before };
  const moved: Handoff = { ...handoff, state, overdue: false, changedAt: now };
  const after = state === 'accepted' ? { ...before, handoff: moved } : ended(before, moved);
  return { handoff: moved, after };
}

function movesOn({ state, overdue }: Handoff, next: StatusState): boolean {
  if (state === 'initiated') return true;
  if (state === 'accepted') return next !== 'accepted';
  return overdue && next !== state;
}
