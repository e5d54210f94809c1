export interface PostOptions {
  /** The longest it may take, in ms. */
  readonly limitMs: number;
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** Somebody answered, and not with 2xx. */
export class RefusedError extends Error {
  readonly status: number;

  constructor(status: number) {
    super(`answered ${status}`);
    this.status = status;
  }
}

/** Posts JSON and returns the answer: what its JSON says, else its text. */
export async function post<Answer>(url: string, body: object, { limitMs, headers }: PostOptions): Promise<Answer> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(limitMs),
  });
  if (!response.ok) throw new RefusedError(response.status);
  const isJson = response.headers.get('content-type')?.includes('json');
  return (isJson ? await response.json() : await response.text()) as Answer;
}

/** Why something failed, in a few words and without anything that was sent. */
export function whyOf(err: unknown): string {
  const { name, message, cause } = err as Error & { cause?: { code?: string } };
  return name === 'TimeoutError' ? 'no answer in time' : (cause?.code ?? message);
}
