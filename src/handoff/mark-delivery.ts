import type { Delivery } from '../core/conversation.js';
import { deliveryStep } from '../core/delivery.js';
import type { Log } from '../lib/log.js';
import type { Store } from '../stores/store.js';

/** Writes down, and logs, what became of a handoff's delivery. Rejects when the store does. */
export type MarkDelivery = (conversationId: string, handoffId: string, delivery: Delivery) => Promise<void>;

export function createMarkDelivery(store: Store, log: Log): MarkDelivery {
  return async (conversationId, handoffId, delivery) => {
    await store.update(conversationId, (before) => deliveryStep(before, handoffId, delivery));
    const { status, cause } = delivery;
    if (status === 'failed') log.error({ handoffId, cause }, 'a handoff was not delivered');
    else log.info({ handoffId, status, cause }, 'a handoff was delivered');
  };
}
