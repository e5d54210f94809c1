/** An activity that waits to reach its hub, by the id of its handoff. */
export interface Waiting {
  readonly handoffId: string;
  readonly conversationId: string;
  /** The activity as it may be kept: sealed, or bare. */
  readonly kept: string;
  /** How often it was handed out. */
  readonly attempts: number;
}

/** What to do with an entry after an attempt. */
export type Next = 'forget' | { readonly againInMs: number };

/** As many handoffs wait as may. */
export class OutboxFullError extends Error {
  constructor(maxEntries: number) {
    super(`The outbox is full: ${maxEntries} handoffs wait in it.`);
    this.name = 'OutboxFullError';
  }
}

/**
 * Keeps activities until they are delivered, beyond the end of the process where the outbox can. Each is handed out when
 * it is due, to one worker at a time; one whose worker died is handed out again.
 */
export interface Outbox {
  /** Keeps an activity, due in so many ms. One that waits already stays as it is. Rejects when it cannot be kept. */
  keep(waiting: Omit<Waiting, 'attempts'>, dueInMs: number): Promise<void>;
  /** Makes a waiting one due in so many ms. */
  postpone(handoffId: string, dueInMs: number): Promise<void>;
  forget(handoffId: string): Promise<void>;
  /** How many wait, those being tried included. */
  waiting(): Promise<number>;
  /** Hands out, from now until closed, what is due. An attempt that rejects is made again after a while. */
  work(attempt: (waiting: Waiting) => Promise<Next>): void;
  /** Hands out no more and waits for the attempts under way. */
  close(): Promise<void>;
}
