import type { Registry } from 'prom-client';
import { createBoundedWait } from '../lib/deadline.js';
import { createCounter, createGauge } from '../lib/metrics.js';

/** Shows what is under way and what waits, and counts what was given up. */
export interface LoadMetrics {
  /** Shows how many requests are being answered. */
  inFlight(read: () => number): void;
  /** Shows how many activities wait for the hub. */
  waiting(count: () => Promise<number>): void;
  receiptDropped(): void;
}

/** The longest that a scrape waits for the outbox, in ms. */
const outboxLimitMs = 1_000;

export function createLoadMetrics(registry: Registry): LoadMetrics {
  const dropped = createCounter(registry, {
    name: 'escalation_receipts_dropped_total',
    help: 'Receipts that were lost because what takes them was behind',
  })();
  return {
    inFlight(read) {
      const help = 'Requests being answered';
      createGauge(registry, { name: 'escalation_requests_in_flight', help, aggregator: 'sum' }, () => [[{}, read()]]);
    },
    waiting(count) {
      const withinLimit = createBoundedWait('The outbox', outboxLimitMs);
      const help = 'Handoff activities that wait for the hub; what several processes share, each of them tells';
      const described = { name: 'escalation_outbox_waiting', help, aggregator: 'max' } as const;
      createGauge(registry, described, async () => [[{}, await withinLimit(count)]]);
    },
    receiptDropped() {
      dropped.value++;
    },
  };
}
