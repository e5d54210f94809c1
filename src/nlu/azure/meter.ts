import type { Registry } from 'prom-client';
import type { DegradedCause } from '../../core/analysis.js';
import { createCounter, createGauge, createHistogram } from '../../lib/metrics.js';

/** What is counted about calls to Azure, by service (`sentiment`, `clu`). */
export interface Meter {
  /** A call begins; the function it returns says that it has ended. */
  call(service: string): () => void;
  lost(service: string, cause: DegradedCause): void;
  /** Text records Azure bills for. */
  billed(service: string, records: number): void;
  /** An utterance answered without a call: from the cache, or together with the same utterance of another turn. */
  recalled(service: string): void;
  breakerOpen(service: string, open: boolean): void;
}

export function createMeter(metrics: Registry): Meter {
  const labelNames = ['service'];
  const seconds = createHistogram(metrics, {
    name: 'escalation_azure_call_seconds',
    help: 'Calls to Azure Language and how long they took',
    labelNames,
    buckets: [0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 0.8, 1, 2, 5],
  });
  const lost = createCounter(metrics, {
    name: 'escalation_azure_lost_total',
    help: 'Calls that brought no answer, by cause; the embedded scores stood in',
    labelNames: ['service', 'cause'],
  });
  const billed = createCounter(metrics, {
    name: 'escalation_azure_records_billed_total',
    help: 'Text records of up to 1,000 characters that Azure bills for',
    labelNames,
  });
  const recalled = createCounter(metrics, {
    name: 'escalation_azure_recalled_total',
    help: 'Utterances answered without a call: cached, or the same as one being asked',
    labelNames,
  });
  const openBreakers = new Map<string, number>();
  createGauge(
    metrics,
    {
      name: 'escalation_azure_breaker_open',
      help: '1 while the circuit breaker keeps calls from Azure',
      labelNames,
      aggregator: 'sum',
    },
    () => Array.from(openBreakers, ([service, open]) => [{ service }, open] as const),
  );
  return {
    call(service) {
      const begun = performance.now();
      return () => seconds(service)((performance.now() - begun) / 1000);
    },
    lost: (service, cause) => void lost(service, cause).value++,
    billed(service, records) {
      billed(service).value += records;
    },
    recalled: (service) => void recalled(service).value++,
    breakerOpen: (service, open) => void openBreakers.set(service, open ? 1 : 0),
  };
}
