import type { DeferredStep } from '../core/handoff-limit.js';
import type { Step } from '../core/step.js';
import type { RememberingStore } from '../stores/remembering.js';
import type { EvaluationContext } from './evaluation-context.js';
import type { TurnResult } from './outcome.js';

/** A step, and what became of its handoff within the turn. */
export interface DecidedTurn extends TurnResult {
  readonly step: Step | DeferredStep;
}

/**
 * Decides a turn whose handoff, if it makes one, the bot sends: its activity is in the answer. A store that fails costs
 * us the past, not the turn: it is decided on what this process remembers.
 */
export async function decideAndReturn(store: RememberingStore, context: EvaluationContext): Promise<DecidedTurn> {
  const { turn, stepOn, activityOf, onStoreFailure } = context;
  const step = await store.update(turn.conversation, stepOn, onStoreFailure);
  return { step, activity: await activityOf(step), delivery: undefined, degraded: context.degraded };
}
