import { awaitsDelivery, deliveryOf, isWorthRetrying } from '../core/delivery.js';
import type { AgentHub } from '../hubs/hub.js';
import type { Log } from '../lib/log.js';
import type { Next, Waiting } from '../outboxes/outbox.js';
import type { PolicyRegistry } from '../policy/policy-registry.js';
import type { RememberingStore } from '../stores/remembering.js';
import { fromKept } from './kept-activity.js';
import { createMarkDelivery } from './mark-delivery.js';
import { retryPauseMs } from './retry-pause.js';

export interface RedeliverDependencies {
  readonly send: NonNullable<AgentHub['deliver']>;
  readonly store: RememberingStore;
  readonly policies: PolicyRegistry;
  readonly log: Log;
  /** The server's clock, in ms since the epoch. */
  readonly now: () => number;
  /** The longest one attempt may take, in ms. */
  readonly attemptMs: number;
  /** What waiting activities are sealed with, if they are. */
  readonly keys: readonly Buffer[] | undefined;
}

/** The attempts that a turn made, as far as later ones count them. */
const turnAttempts = 3;

/** Tries again what a turn could not deliver, or a process did not live to. The state says whether it is still wanted. */
export function createRedeliver(dependencies: RedeliverDependencies): (waiting: Waiting) => Promise<Next> {
  const { send, store, policies, log, now, attemptMs, keys } = dependencies;
  const markDelivery = createMarkDelivery(store, log);

  return async ({ handoffId, conversationId, kept, attempts }) => {
    const stored = await store.read(conversationId);
    const policy = policies.of(conversationId, stored);
    if (!awaitsDelivery(policy, stored, handoffId, now())) return 'forget';
    const activity = fromKept(kept, handoffId, keys);
    if (!activity) {
      log.error({ handoffId }, 'a waiting handoff cannot be read, with OUTBOX_KEY if it is sealed, and is given up');
      await markDelivery(conversationId, handoffId, { status: 'failed', cause: 'unreadable' });
      return 'forget';
    }
    const attempt = await send(activity, AbortSignal.timeout(attemptMs));
    await markDelivery(conversationId, handoffId, deliveryOf(attempt));
    if (!isWorthRetrying(attempt)) return 'forget';
    return { againInMs: retryPauseMs(attempts + turnAttempts, attempt, policy.handoff.answerWithinMinutes) };
  };
}
