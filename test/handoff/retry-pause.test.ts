import { describe, expect, test, vi } from 'vitest';
import type { Attempt } from '../../src/core/delivery.js';
import type { HandoffActivity } from '../../src/core/handoff.js';
import { createDeliver } from '../../src/handoff/deliver.js';
import { retryPauseMs } from '../../src/handoff/retry-pause.js';
import type { Outbox } from '../../src/outboxes/outbox.js';
import type { PolicyRegistry } from '../../src/policy/policy-registry.js';
import { openMemoryStore } from '../../src/stores/memory.js';
import { testRuntime } from '../support/runtime.js';

const asking = (retryAfterMs?: number): Attempt => ({ outcome: 'failed', cause: 'throttled', retryAfterMs });
const minuteMs = 60_000;

describe('the pause before the next attempt', () => {
  test.each([
    { is: 'what the hub asked for', minutes: 10, asked: 30_000, between: [30_000, 30_000] },
    {
      is: 'a fifth of the time to answer where that is asked',
      minutes: 10,
      asked: 600_000,
      between: [120_000, 120_000],
    },
    { is: 'no more where years are asked', minutes: 10, asked: 1e12, between: [120_000, 120_000] },
    { is: 'shorter where an answer is due sooner', minutes: 0.5, asked: 600_000, between: [6_000, 6_000] },
    { is: 'up to a minute by itself', minutes: 60, tried: 20, between: [30_000, 60_000] },
    { is: 'less of a short time to answer', minutes: 1, tried: 20, between: [12_000, 12_000] },
    { is: 'never shorter than its own', minutes: 10, asked: 0, between: [75, 150] },
  ] as const)('is $is', ({ minutes, between, ...more }) => {
    const { tried = 0, asked } = { asked: undefined, ...more } as { tried?: number; asked: number | undefined };
    for (let i = 0; i < 50; i++) {
      const pauseMs = retryPauseMs(tried, asking(asked), minutes);
      expect(pauseMs).toBeGreaterThanOrEqual(between[0]);
      expect(pauseMs).toBeLessThanOrEqual(between[1]);
    }
  });
});

test('a hub that asks to be left alone until the handoff is overdue is asked again long before', async () => {
  const runtime = testRuntime();
  const store = await openMemoryStore({}, runtime);
  const policies = { of: () => ({ handoff: { answerWithinMinutes: 10 } }) } as unknown as PolicyRegistry;
  const hub = { context: () => ({}), deliver: async () => asking(10 * minuteMs), async close() {} };
  const outbox = { keep: vi.fn(), postpone: vi.fn(), forget: vi.fn(), work: vi.fn(), close: vi.fn() };
  const waits = { ...outbox, waiting: async () => 0 } as unknown as Outbox;
  const settings = { limitMs: 100, attemptMs: 100, keys: undefined };
  const deliver = createDeliver({ ...runtime, hub, outbox: waits, store, policies, settings });
  const activity = { id: 'h1', name: 'handoff.initiate', conversation: { id: 'c' } } as HandoffActivity;
  expect(await deliver?.deliver(activity)).toEqual({ status: 'failed', cause: 'throttled' });
  expect(outbox.postpone.mock.calls).toEqual([['h1', 2 * minuteMs]]);
  await store.close();
});
