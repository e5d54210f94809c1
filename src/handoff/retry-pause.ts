import type { Attempt } from '../core/delivery.js';

const firstPauseMs = 150;
const longestPauseMs = 60_000;
/** A hub that asks for more is asked again all the same, so that nothing waits longer than anybody wants it. */
const longestAskedMs = 600_000;

/**
 * How long to wait before the next attempt, in ms, after `tried` earlier ones: twice as long each time, at most a minute,
 * up to a half shorter by chance; longer where the hub asked for it.
 */
export function retryPauseMs(tried: number, attempt: Attempt): number {
  const own = Math.min(longestPauseMs, firstPauseMs * 2 ** tried) * (0.5 + Math.random() / 2);
  const asked = attempt.outcome === 'failed' ? (attempt.retryAfterMs ?? 0) : 0;
  return Math.max(own, Math.min(asked, longestAskedMs));
}
