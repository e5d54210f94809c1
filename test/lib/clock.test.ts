import { afterEach, describe, expect, test, vi } from 'vitest';
import { clockOrigin, createClock } from '../../src/lib/clock.js';

const hourMs = 3_600_000;
afterEach(() => {
  vi.restoreAllMocks();
});

describe('the clock', () => {
  test.each([-2, 2])('only passes when the machine’s is set by %i hours', (hours) => {
    const clock = createClock();
    const before = clock.now();
    const shown = Date.now();
    vi.spyOn(Date, 'now').mockImplementation(() => shown + hours * hourMs);
    expect(clock.now() - before).toBeLessThan(1_000);
    expect(clock.now()).toBeGreaterThanOrEqual(before);
    expect(Number.isInteger(clock.now())).toBe(true);
  });

  test('is the same for all that begin at one origin', () => {
    const origin = clockOrigin();
    const first = createClock(origin);
    vi.spyOn(Date, 'now').mockImplementation(() => 0);
    expect(Math.abs(createClock(origin).now() - first.now())).toBeLessThan(1_000);
  });

  test('takes the time that instances share, and from then on none', async () => {
    const clock = createClock();
    await clock.follow(async () => 1_000_000);
    expect(clock.now()).toBeGreaterThanOrEqual(1_000_000);
    expect(clock.now()).toBeLessThan(1_001_000);
  });

  test('takes it as soon as it can be read', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const clock = createClock();
    const read = vi.fn(async () => 1_000_000).mockRejectedValueOnce(new Error('away'));
    await clock.follow(read);
    expect(clock.now()).toBeGreaterThan(1_700_000_000_000);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(clock.now()).toBeLessThan(1_001_000);
    vi.useRealTimers();
  });

  test('stays as it is where there is none to be told', async () => {
    const clock = createClock();
    await clock.follow(async () => undefined);
    expect(clock.now()).toBeGreaterThan(1_700_000_000_000);
  });
});
