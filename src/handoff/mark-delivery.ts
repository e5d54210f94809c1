import type { Conversation, Delivery } from '../core/conversation.js';
import { deliveryStep } from '../core/delivery.js';
import type { Log } from '../lib/log.js';
import type { RememberingStore } from '../stores/remembering.js';

/** Writes down, and logs, what became of a handoff's delivery. While the store is away this process remembers it. */
export type MarkDelivery = (conversationId: string, handoffId: string, delivery: Delivery) => Promise<void>;

export function createMarkDelivery(store: RememberingStore, log: Log): MarkDelivery {
  return async (conversationId, handoffId, delivery) => {
    const onAway = (err: unknown) =>
      log.error({ handoffId, err }, 'the store is unavailable; the delivery is remembered');
    const step = (before: Conversation | undefined) => deliveryStep(before, handoffId, delivery);
    // Asked even where it failed for this conversation a moment ago: until the store knows, a kill makes a copy.
    await store.update(conversationId, step).catch(() => store.update(conversationId, step, onAway));
    const { status, cause } = delivery;
    if (status === 'failed') log.error({ handoffId, cause }, 'a handoff was not delivered');
    else log.info({ handoffId, status, cause }, 'a handoff was delivered');
  };
}
