import type { Conversation } from '../core/conversation.js';
import type { HandoffActivity } from '../core/handoff.js';
import type { DeferredStep } from '../core/handoff-limit.js';
import type { Step } from '../core/step.js';
import type { Deliver } from '../handoff/deliver.js';
import type { RememberingStore } from '../stores/remembering.js';
import type { DecidedTurn } from './decide-and-return.js';
import type { EvaluationContext } from './evaluation-context.js';

/** Decides a turn whose handoff, if it makes one, the service brings to the hub: within the turn, or afterwards. */
export async function decideAndEmit(
  store: RememberingStore,
  deliver: Deliver,
  context: EvaluationContext,
): Promise<DecidedTurn> {
  const { step, activity } = await claim(store, deliver, context);
  const isNew = activity !== undefined && step.kind === 'decided';
  const delivery = isNew ? await deliver.deliver(activity) : undefined;
  return { step, activity, delivery, degraded: context.degraded };
}

interface Claimed {
  readonly step: Step | DeferredStep;
  readonly activity: HandoffActivity | undefined;
}

/**
 * Keeps the activity of a new handoff before the store holds the handoff, so that no crash leaves one that nobody
 * delivers. A store that fails costs us the past, not the turn: it is decided on what this process remembers.
 */
async function claim(store: RememberingStore, deliver: Deliver, context: EvaluationContext): Promise<Claimed> {
  const { turn, stepOn, activityOf, onStoreFailure } = context;
  const look = (stored: Conversation | undefined) => withoutNewHandoff(stepOn(stored), stored);
  const { step } = await store.update(turn.conversation, look, onStoreFailure);
  const activity = await activityOf(step);
  if (activity === undefined || step.kind !== 'decided') return { step, activity };
  await deliver.keep(activity);
  const claimed = await store.update(turn.conversation, stepOn, onStoreFailure);
  return { step: claimed, activity: isOwnHandoff(claimed) ? activity : undefined };
}

/** The step, with the conversation left as it was where it makes a handoff or takes one back: its activity is kept first. */
function withoutNewHandoff(step: Step | DeferredStep, stored: Conversation | undefined) {
  return { step, after: step.kind === 'decided' && isOwnHandoff(step) ? stored : step.after };
}

/** False when, in between, another turn of the conversation handed over, or the hub answered. */
function isOwnHandoff(step: Step | DeferredStep): boolean {
  return step.kind !== 'deferred' && (step.initiates || step.withdraws);
}
