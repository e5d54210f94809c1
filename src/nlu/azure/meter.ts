import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import type { DegradedCause } from '../../core/analysis.js';

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
  const registers = [metrics];
  const labelNames = ['service'];
  const seconds = new Histogram({
    name: 'escalation_azure_call_seconds',
    help: 'Calls to Azure Language and how long they took',
    labelNames,
    buckets: [0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 0.8, 1, 2, 5],
    registers,
  });
  const lost = new Counter({
    name: 'escalation_azure_lost_total',
    help: 'Calls that brought no answer, by cause; the embedded scores stood in',
    labelNames: ['service', 'cause'],
    registers,
  });
  const billed = new Counter({
    name: 'escalation_azure_records_billed_total',
    help: 'Text records of up to 1,000 characters that Azure bills for',
    labelNames,
    registers,
  });
  const recalled = new Counter({
    name: 'escalation_azure_recalled_total',
    help: 'Utterances answered without a call: cached, or the same as one being asked',
    labelNames,
    registers,
  });
  const breaker = new Gauge({
    name: 'escalation_azure_breaker_open',
    help: '1 while the circuit breaker keeps calls from Azure',
    labelNames,
    registers,
  });
  return {
    call(service) {
      const stop = seconds.startTimer({ service });
      return () => stop();
    },
    lost: (service, cause) => lost.inc({ service, cause }),
    billed: (service, records) => billed.inc({ service }, records),
    recalled: (service) => recalled.inc({ service }),
    breakerOpen: (service, open) => breaker.set({ service }, open ? 1 : 0),
  };
}
