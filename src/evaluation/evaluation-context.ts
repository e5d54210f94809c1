import type { Conversation } from '../core/conversation.js';
import type { HandoffActivity } from '../core/handoff.js';
import type { DeferredStep } from '../core/handoff-limit.js';
import type { Step } from '../core/step.js';
import type { Turn } from '../core/turn.js';

/** One user turn, read and ready to be decided; both ways of handing over work on it. */
export interface EvaluationContext {
  readonly turn: Turn;
  /** The step of this turn on what a store holds of its conversation. Pure: a store may run it more than once. */
  stepOn(stored: Conversation | undefined): Step | DeferredStep;
  /** The activity of the handoff that the step made, until an agent has answered; undefined for any other step. */
  activityOf(step: Step | DeferredStep): HandoffActivity | undefined;
  /** Tells of a store that failed: the turn is then decided without the past. */
  onStoreFailure(err: unknown): void;
}
