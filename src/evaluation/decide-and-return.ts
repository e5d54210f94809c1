import type { DeferredStep } from '../core/handoff-limit.js';
import type { Step } from '../core/step.js';
import type { Store } from '../stores/store.js';
import type { EvaluationContext } from './evaluation-context.js';
import type { HandoffResult } from './outcome.js';

/** A step, and what became of its handoff within the turn. */
export interface DecidedTurn extends HandoffResult {
  readonly step: Step | DeferredStep;
}

/**
 * Decides a turn whose handoff, if it makes one, the bot sends: its activity is in the answer. A store that fails costs
 * us the past, not the turn: it is decided as a conversation's first.
 */
export async function decideAndReturn(store: Store, context: EvaluationContext): Promise<DecidedTurn> {
  const { turn, stepOn, activityOf, onStoreFailure } = context;
  let step: Step | DeferredStep;
  try {
    step = await store.update(turn.conversation, stepOn);
  } catch (err) {
    onStoreFailure(err);
    step = stepOn(undefined);
  }
  return { step, activity: await activityOf(step), delivery: undefined };
}
