import type { components } from './openapi.js';

/** What to change about a request: `path` is a JSON pointer into the body, empty for the body itself. */
export type FieldError = components['schemas']['InvalidRequest']['errors'][number];

/** A request we do not take. The message says what to change and never repeats what was sent. */
export class Refusal extends Error {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly errors: readonly FieldError[] | undefined;

  constructor(
    status: number,
    message: string,
    { headers = {}, errors }: { headers?: Record<string, string>; errors?: readonly FieldError[] } = {},
  ) {
    super(message);
    this.name = 'Refusal';
    this.status = status;
    this.headers = headers;
    this.errors = errors;
  }
}

/** A body that does not fit the contract, with a sentence for every field to change. */
export function invalid(errors: readonly FieldError[]): Refusal {
  return new Refusal(400, 'The request does not fit the contract; errors says what to change.', { errors });
}
