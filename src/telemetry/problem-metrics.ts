import type { Registry } from 'prom-client';
import { createCounter } from '../lib/metrics.js';

/** Counts requests that were refused or failed, by their status. */
export function createProblemMetrics(registry: Registry): (status: number) => void {
  const problems = createCounter(registry, {
    name: 'escalation_problems_total',
    help: 'Requests refused (4xx) or failed (5xx), by status',
    labelNames: ['status'],
  });
  return (status) => {
    problems(String(status)).value++;
  };
}
