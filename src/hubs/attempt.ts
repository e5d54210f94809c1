import type { Attempt, FailureCause } from '../core/delivery.js';
import { HostRefusedError, type HttpAnswer } from '../lib/outbound-http.js';
import { retryAfterMs } from '../lib/retry-after.js';

export const taken: Attempt = Object.freeze({ outcome: 'taken' });

/** What an answer says of the attempt; a redirect is never followed. */
export function attemptOf({ status, headers }: HttpAnswer, now: number): Attempt {
  if (status >= 200 && status < 300) return taken;
  const cause = causeOfStatus(status);
  return { outcome: 'failed', cause, retryAfterMs: retryAfterMs(headers['retry-after'], now) };
}

function causeOfStatus(status: number): FailureCause {
  if (status >= 300 && status < 400) return 'redirected';
  if (status === 401 || status === 403) return 'unauthorized';
  if (status === 412 || status === 429) return 'throttled';
  if (status === 408 || status >= 500) return 'unavailable';
  return status === 404 ? 'not-found' : 'refused';
}

/** What a call that got no answer says of the attempt. */
export function attemptWithout(err: unknown, limit: AbortSignal): Attempt {
  if (err instanceof HostRefusedError) return { outcome: 'failed', cause: 'host-not-allowed' };
  return { outcome: 'failed', cause: limit.aborted ? 'timeout' : 'unavailable' };
}
