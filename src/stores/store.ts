import type { Conversation } from '../core/conversation.js';

/** What a step leaves behind. `after` identical to what came in means nothing changed and nothing needs writing. */
export interface Stepped {
  readonly after: Conversation | undefined;
}

/**
 * Keeps conversation state. `update` is the only way to change it: the store runs the pure `step` on what it holds and
 * keeps `after`, atomically; it may run the step again after losing a race. Entries expire after the store's TTL, and
 * conversations with an open handoff are evicted last. A store that is down rejects; it never waits without a limit.
 */
export interface Store {
  update<T extends Stepped>(conversationId: string, step: (before: Conversation | undefined) => T): Promise<T>;
  read(conversationId: string): Promise<Conversation | undefined>;
  /** Forgets a conversation; true when there was one. */
  remove(conversationId: string): Promise<boolean>;
  /** Rejects, with a sentence for operators, while the store cannot be used. */
  check(): Promise<void>;
  /** The time of the store, in ms since the epoch, where instances share one; undefined where it does not tell. */
  time?(): Promise<number | undefined>;
  close(): Promise<void>;
}
