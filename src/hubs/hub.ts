import type { Attempt } from '../core/delivery.js';
import type { HandoffActivity, HandoffContext, Handover } from '../core/handoff.js';

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
