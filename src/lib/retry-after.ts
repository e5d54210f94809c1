/**
 * A `Retry-After` header in ms, whether it counts seconds or names a time (RFC 9110 10.2.3); never negative. Undefined
 * when there is none to go by. `now` is in ms since the epoch.
 */
export function retryAfterMs(header: string | undefined, now: number): number | undefined {
  if (header === undefined) return undefined;
  const ms = /^\d{1,9}$/.test(header) ? Number(header) * 1000 : Date.parse(header) - now;
  return Number.isNaN(ms) ? undefined : Math.max(0, ms);
}
