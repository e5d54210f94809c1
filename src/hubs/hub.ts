import type { HandoffActivity, HandoffContext, Handover } from '../core/handoff.js';

/**
 * The platform where agents work. `context` says what that platform understands of a handoff; `deliver`, where a hub
 * has it, sends the activity and rejects when the hub did not take it. Without `deliver` the bot sends the activity.
 */
export interface AgentHub {
  context(handover: Handover): HandoffContext;
  deliver?(activity: HandoffActivity, limit: AbortSignal): Promise<void>;
  close(): Promise<void>;
}
