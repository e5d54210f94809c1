/** Thrown for a turn that has to be sent again: nothing of it is remembered. */
export class TurnDeferredError extends Error {
  /** How long the conversation has to wait, in ms; 0 when only its caller has to. */
  readonly retryAfterMs: number;

  constructor(retryAfterMs: number) {
    super('a limit is reached; the turn has to be sent again');
    this.name = 'TurnDeferredError';
    this.retryAfterMs = retryAfterMs;
  }
}
