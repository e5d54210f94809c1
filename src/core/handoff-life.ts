import { type Conversation, type Delivery, type Handoff, type HandoffState, isHandoffOpen } from './conversation.js';
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

function endsAt({ handoff: limits }: Policy, { state, changedAt, heardAt }: Handoff): number {
  if (state === 'initiated') return changedAt + limits.answerWithinMinutes * 60_000;
  const completedBy = changedAt + limits.acceptedForHours * 3_600_000;
  const { idleMinutes } = limits;
  return idleMinutes === undefined ? completedBy : Math.min(completedBy, heardAt + idleMinutes * 60_000);
}

/** The handoff taken back by its user before an agent accepted it; `delivery` is that of the news of it. */
export function withdrawn(handoff: Handoff, delivery: Delivery, now: number): Handoff {
  return { ...handoff, state: 'failed', cause: 'withdrawn', changedAt: now, heardAt: now, delivery };
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
  if (!handoff || Math.max(handoff.changedAt, handoff.heardAt) <= now) return conversation;
  const atMostNow = (at: number) => Math.min(at, now);
  const [initiatedAt, changedAt, heardAt] = [handoff.initiatedAt, handoff.changedAt, handoff.heardAt].map(atMostNow);
  return { ...conversation, handoff: { ...handoff, initiatedAt, changedAt, heardAt } as Handoff };
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
  if (state === undefined || !movesOn(handoff, state)) return heard(before, handoff, now);
  const moved: Handoff = { ...handoff, state, overdue: false, cause: undefined, changedAt: now, heardAt: now };
  const after = state === 'accepted' ? { ...before, handoff: moved } : ended(before, moved);
  return { handoff: moved, after };
}

/** A word that moves nothing, such as `typing`, still says that the agent is there. */
function heard(before: Conversation, handoff: Handoff, now: number): StatusStep {
  if (!isHandoffOpen(before)) return { handoff, after: before };
  const alive: Handoff = { ...handoff, heardAt: now };
  return { handoff: alive, after: { ...before, handoff: alive } };
}

function movesOn({ state, overdue }: Handoff, next: StatusState): boolean {
  if (state === 'initiated') return true;
  if (state === 'accepted') return next !== 'accepted';
  return overdue && next !== state;
}

/** Who left a conversation, and what that may end. */
export interface UserLeft {
  /** Whether the user of the handoff is one of them; both accounts as state has them. */
  readonly includes: (user: string | undefined, bot: string | undefined) => boolean;
  /** Whether it ends a handoff that an agent has accepted. */
  readonly endsAccepted: boolean;
}

/**
 * The handoff of a user who left: it has failed while nobody answered it. One that an agent has is ended only where the
 * event may say so (`endsAccepted`), because users of some channels can send such events. The hub's word may still
 * correct it.
 */
export function userLeftStep(
  policy: Policy,
  stored: Conversation | undefined,
  left: UserLeft,
  now: number,
): StatusStep {
  if (!stored?.handoff) return { handoff: undefined, after: stored };
  const before = expireHandoff(policy, stored, now);
  const handoff = before.handoff as Handoff;
  const mayEnd = handoff.state === 'initiated' || (handoff.state === 'accepted' && left.endsAccepted);
  if (!mayEnd || !left.includes(handoff.user, before.bot)) return { handoff, after: before };
  const failed: Handoff = {
    ...handoff,
    state: 'failed',
    overdue: true,
    cause: 'user-left',
    changedAt: now,
    heardAt: now,
  };
  return { handoff: failed, after: ended(before, failed) };
}
