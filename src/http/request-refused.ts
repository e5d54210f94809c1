import type { components } from './openapi.js';

/** What to change about a request: `path` is a JSON pointer into the body, empty for the body itself. */
export type FieldError = components['schemas']['InvalidRequest']['errors'][number];

/** A request we do not take. The message says what to change and never repeats what was sent. */
export class RequestRefusedError extends Error {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly errors: readonly FieldError[] | undefined;
  /** What the log says beside the status. */
  readonly facts: Readonly<Record<string, string>>;

  constructor(status: number, message: string, { headers = {}, errors, facts = {} }: RefusalOptions = {}) {
    super(message);
    this.name = 'RequestRefusedError';
    this.status = status;
    this.headers = headers;
    this.errors = errors;
    this.facts = facts;
  }
}

interface RefusalOptions {
  readonly headers?: Readonly<Record<string, string>>;
  readonly errors?: readonly FieldError[];
  readonly facts?: Readonly<Record<string, string>>;
}

/** A body that does not fit the contract, with a sentence for every field to change. */
export function invalid(errors: readonly FieldError[]): RequestRefusedError {
  return new RequestRefusedError(400, 'The request does not fit the contract; errors says what to change.', { errors });
}
