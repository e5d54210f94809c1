import type { Conversation, Delivery, Handoff } from './conversation.js';
import { type HandoffActivity, type HandoffContext, withdrawalId } from './handoff.js';
import { expireHandoff } from './handoff-life.js';
import type { Policy } from './policy.js';

/** Why an attempt failed: a closed list, shown to the bot as `delivery.cause`. */
export type FailureCause =
  | 'timeout'
  | 'throttled'
  | 'unavailable'
  | 'unauthorized'
  | 'refused'
  | 'not-found'
  | 'redirected'
  | 'host-not-allowed'
  | 'no-service-url';

/** What one attempt came to. `returned`: this channel carries no events, and the bot is to send the activity itself. */
export type Attempt =
  | { readonly outcome: 'taken'; readonly cause?: 'channel-refuses-events' }
  | { readonly outcome: 'returned'; readonly cause: 'channel-refuses-events' }
  | {
      readonly outcome: 'failed';
      readonly cause: FailureCause;
      /** How long the hub asked to be left alone. */
      readonly retryAfterMs?: number | undefined;
    };

/** Whether another attempt may fare better: the hub was busy, away, or asked us to wait. */
export function isWorthRetrying(attempt: Attempt): boolean {
  return attempt.outcome === 'failed' && ['timeout', 'throttled', 'unavailable'].includes(attempt.cause);
}

/** What an attempt says of the handoff's delivery. */
export function deliveryOf({ outcome, cause }: Attempt): Delivery {
  const status = outcome === 'taken' ? 'delivered' : outcome;
  return cause === undefined ? { status } : { status, cause };
}

/**
 * Whether an activity still waits to reach its hub: a handoff that nobody has taken, answered, failed or outlived, or the
 * news that it was taken back, for as long as an agent could have accepted it.
 */
export function awaitsDelivery(
  policy: Policy,
  stored: Conversation | undefined,
  activityId: string,
  now: number,
): boolean {
  const handoff = stored && expireHandoff(policy, stored, now).handoff;
  if (!handoff || activityIdOf(handoff) !== activityId) return false;
  const isNews = handoff.cause === 'withdrawn' && now < handoff.changedAt + policy.handoff.answerWithinMinutes * 60_000;
  if (handoff.state !== 'initiated' && !isNews) return false;
  return handoff.delivery.status === 'pending' || handoff.delivery.status === 'failed';
}

/** The id of the activity that a handoff's delivery is about. */
function activityIdOf({ id, cause }: Handoff): string {
  return cause === 'withdrawn' ? withdrawalId(id) : id;
}

export interface DeliveryStep {
  readonly after: Conversation | undefined;
}

/** Says what became of an activity. What is delivered stays delivered; a newer one's handoff is left alone. */
export function deliveryStep(stored: Conversation | undefined, activityId: string, delivery: Delivery): DeliveryStep {
  const handoff = stored?.handoff;
  if (!handoff || activityIdOf(handoff) !== activityId || handoff.delivery.status === 'delivered')
    return { after: stored };
  const { status, cause } = handoff.delivery;
  if (status === delivery.status && cause === delivery.cause) return { after: stored };
  return { after: { ...(stored as Conversation), handoff: { ...handoff, delivery } } };
}

/** What of the handoff context is ours and says nothing of the user's own words or facts. */
const impersonal = new Set(
  'skill Skill reason ruleId handoffId decisionId sentiment talkToHuman language MessageToAgent'.split(' '),
);

/** The activity without transcript, lastUtterance and the caller's context: what may wait in the clear. */
export function bareActivity({ attachments, ...activity }: HandoffActivity): HandoffActivity {
  if (activity.name === 'handoff.status') return activity;
  const value: HandoffContext = Object.fromEntries(
    Object.entries(activity.value).filter(([key]) => impersonal.has(key)),
  );
  return { ...activity, value } as HandoffActivity;
}
