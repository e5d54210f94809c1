import type { Conversation, Handoff, HandoffState } from '../core/conversation.js';
import { type StatusStep, statusStep, type UserLeft, userLeftStep } from '../core/handoff-life.js';
import type { StatusEvent } from '../core/status-event.js';
import type { Log } from '../lib/log.js';
import type { PolicyRegistry } from '../policy/policy-registry.js';
import type { OnAway, RememberingStore } from '../stores/remembering.js';

/** The handoff a status event was about, after it; null when there is none. */
export interface StatusAnswer {
  readonly conversationId: string;
  readonly handoff: { readonly id: string; readonly state: HandoffState } | null;
}

/** What came of a status event. */
export interface TakenStatus {
  /** False where the store could not keep it: it waits in this process, and whoever sent it should send it again. */
  readonly isKept: boolean;
  readonly answer: StatusAnswer;
}

export interface HandoffStatus {
  /** Moves the handoff on. Always answers; `conversationId` is the first the event names. */
  take(event: StatusEvent): Promise<TakenStatus>;
  /** Ends the handoff of a user who left the conversation. */
  userLeft(conversationId: string, left: UserLeft): Promise<TakenStatus>;
  close(): void;
}

/** What somebody said of a handoff: where it may be found, and what it comes to. */
interface Word {
  readonly conversations: readonly string[];
  readonly stepOn: (conversationId: string, before: Conversation | undefined) => StatusStep;
}

interface HandoffStatusDependencies {
  readonly policies: PolicyRegistry;
  readonly store: RememberingStore;
  readonly log: Log;
  readonly now: () => number;
  /** Told of every handoff that came to another state, by the hub's word or because its time was over. */
  readonly onMoved: (handoff: Handoff) => void;
}

/** When an event that the store could not take is tried again, in ms after the failure. */
const retryAfterMs = [1_000, 5_000, 30_000, 120_000] as const;
const givenUp = 'a handoff status is given up here; its sender was told to send it again';
/** Events that may wait for the store at one time; beyond, the handoff's own time limit ends it. */
const mostWaiting = 10_000;

/** The hub's word comes back: `handoff.status` moves the conversation's handoff on. */
export function createHandoffStatus({ policies, store, log, now, onMoved }: HandoffStatusDependencies): HandoffStatus {
  const waiting = new Set<NodeJS.Timeout>();

  function statusWord({ conversations, state, handoffId }: StatusEvent): Word {
    return {
      conversations,
      stepOn(conversationId, before) {
        const about = handoffId === undefined || handoffId === before?.handoff?.id;
        return statusStep(policies.of(conversationId, before), about ? state : undefined, before, now());
      },
    };
  }

  /** A store that fails costs us time, not the hub's word: a handoff that this process remembers moves on at once. */
  async function take(word: Word): Promise<TakenStatus> {
    let failure: { readonly err: unknown } | undefined;
    const answer = await apply(word, (err) => {
      failure = { err };
    });
    if (failure) {
      log.error(failure, 'store unavailable, a handoff status waits');
      later(word, 0);
    }
    return { isKept: failure === undefined, answer };
  }

  async function apply({ conversations, stepOn }: Word, onAway?: OnAway): Promise<StatusAnswer> {
    for (const conversationId of conversations) {
      const step = (before: Conversation | undefined) => {
        const stepped = stepOn(conversationId, before);
        return { ...stepped, moved: stepped.handoff?.state !== before?.handoff?.state };
      };
      const { handoff, moved } = await store.update(conversationId, step, onAway);
      if (handoff && moved) onMoved(handoff);
      if (handoff) return { conversationId, handoff: toResponse(handoff) };
    }
    return { conversationId: conversations[0] ?? '', handoff: null };
  }

  /** It is tried again, a few times, while we run. */
  function later(word: Word, attempt: number): void {
    const delay = retryAfterMs[attempt];
    if (delay === undefined || waiting.size >= mostWaiting) {
      log.error({ attempt, waiting: waiting.size }, givenUp);
      return;
    }
    const timer = setTimeout(() => {
      waiting.delete(timer);
      apply(word).catch(() => later(word, attempt + 1));
    }, delay);
    timer.unref();
    waiting.add(timer);
  }

  return {
    take: (event) => take(statusWord(event)),
    userLeft(conversationId, left) {
      const stepOn = (id: string, before: Conversation | undefined) =>
        userLeftStep(policies.of(id, before), before, left, now());
      return take({ conversations: [conversationId], stepOn });
    },
    close() {
      for (const timer of waiting) clearTimeout(timer);
    },
  };
}

function toResponse({ id, state }: Handoff) {
  return { id, state };
}
