import type { Handoff, HandoffState } from '../core/conversation.js';
import { statusStep } from '../core/handoff-life.js';
import type { StatusEvent } from '../core/status-event.js';
import type { Log } from '../lib/log.js';
import type { PolicyRegistry } from '../policy/policy-registry.js';
import type { Store } from '../stores/store.js';

/** The handoff a status event was about, after it; null when there is none. */
export interface StatusAnswer {
  readonly conversationId: string;
  readonly handoff: { readonly id: string; readonly state: HandoffState } | null;
}

export interface HandoffStatus {
  /** Moves the handoff on. Always answers; `conversationId` is the first the event names. */
  take(event: StatusEvent): Promise<StatusAnswer>;
  close(): void;
}

interface HandoffStatusDependencies {
  readonly policies: PolicyRegistry;
  readonly store: Store;
  readonly log: Log;
  readonly now: () => number;
  /** Told of every handoff that came to another state, by the hub's word or because its time was over. */
  readonly onMoved: (handoff: Handoff) => void;
}

/** When an event that the store could not take is tried again, in ms after the failure. */
const retryAfterMs = [1_000, 5_000, 30_000, 120_000] as const;
/** Events that may wait for the store at one time; beyond, the handoff's own time limit ends it. */
const mostWaiting = 10_000;

/** The hub's word comes back: `handoff.status` moves the conversation's handoff on. */
export function createHandoffStatus({ policies, store, log, now, onMoved }: HandoffStatusDependencies): HandoffStatus {
  const waiting = new Set<NodeJS.Timeout>();

  async function take(event: StatusEvent): Promise<StatusAnswer> {
    const conversationId = event.conversations[0] ?? '';
    try {
      return await apply(event);
    } catch (err) {
      log.error({ err }, 'store unavailable, a handoff status waits');
      later(event, 0);
      return { conversationId, handoff: null };
    }
  }

  async function apply(event: StatusEvent): Promise<StatusAnswer> {
    for (const conversationId of event.conversations) {
      const { handoff, moved } = await store.update(conversationId, (before) => {
        if (event.handoffId !== undefined && event.handoffId !== before?.handoff?.id)
          return { handoff: before?.handoff, after: before, moved: false };
        const stepped = statusStep(policies.of(conversationId, before), event.state, before, now());
        return { ...stepped, moved: stepped.handoff?.state !== before?.handoff?.state };
      });
      if (handoff && moved) onMoved(handoff);
      if (handoff) return { conversationId, handoff: toResponse(handoff) };
    }
    return { conversationId: event.conversations[0] ?? '', handoff: null };
  }

  /** A store that fails costs us time, not the hub's word: it is tried again, a few times, while we run. */
  function later(event: StatusEvent, attempt: number): void {
    const delay = retryAfterMs[attempt];
    if (delay === undefined || waiting.size >= mostWaiting) return;
    const timer = setTimeout(() => {
      waiting.delete(timer);
      apply(event).catch(() => later(event, attempt + 1));
    }, delay);
    timer.unref();
    waiting.add(timer);
  }

  return {
    take,
    close() {
      for (const timer of waiting) clearTimeout(timer);
    },
  };
}

function toResponse({ id, state }: Handoff) {
  return { id, state };
}
