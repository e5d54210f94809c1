import { expect, test } from 'vitest';
import { retryAfterMs } from '../../src/lib/retry-after.js';

test('Retry-After is read as seconds or as a time', () => {
  const now = Date.UTC(2026, 2, 2, 10, 0, 0);
  expect(retryAfterMs('3', now)).toBe(3000);
  expect(retryAfterMs('Mon, 02 Mar 2026 10:00:05 GMT', now)).toBe(5000);
  expect(retryAfterMs('Mon, 02 Mar 2026 09:00:00 GMT', now)).toBe(0);
  expect(retryAfterMs('soon', now)).toBeUndefined();
  expect(retryAfterMs(undefined, now)).toBeUndefined();
});
