import type { HandoffActivity, HandoffContext, Handover } from '../core/handoff.js';

/** Why an attempt failed: a closed list, shown to the bot as `delivery.cause`. */
export type FailureCause =
  | 'timeout'
  | 'throttled'
  | 'unavailable'
  | 'unauthorized'
  | 'refused'
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

/**
 * The platform where agents work. `context` says what that platform understands of a handoff. `deliver`, where a hub has
 * it, sends the activity once, within the limit; it never rejects, and repeats nothing but a call refused for an old
 * token: how often to try is the flow's to say. Without `deliver` the bot sends the activity.
 */
export interface AgentHub {
  context(handover: Handover): HandoffContext;
  deliver?(activity: HandoffActivity, limit: AbortSignal): Promise<Attempt>;
  close(): Promise<void>;
}
