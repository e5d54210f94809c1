import type { Attempt } from '../core/delivery.js';

const firstPauseMs = 150;
const longestPauseMs = 60_000;
/** However long a hub asks to be left alone, it is tried so often at least while its answer is awaited. */
const leastAttempts = 5;

/**
 * How long to wait before the next attempt, in ms, after `tried` earlier ones: twice as long each time, at most a minute,
 * up to a half shorter by chance; longer where the hub asked for it. Never more than a fifth of the time in which an
 * agent has to accept: a hub that asked for all of it would never get the handoff.
 */
export function retryPauseMs(tried: number, attempt: Attempt, answerWithinMinutes: number): number {
  const own = Math.min(longestPauseMs, firstPauseMs * 2 ** tried) * (0.5 + Math.random() / 2);
  const asked = attempt.outcome === 'failed' ? (attempt.retryAfterMs ?? 0) : 0;
  return Math.min(Math.max(own, asked), (answerWithinMinutes * 60_000) / leastAttempts);
}
