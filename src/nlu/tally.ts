import { Counter, type Registry } from 'prom-client';
import type { Thresholds } from './nlu.js';

type Count = (signal: keyof Thresholds) => void;

/** Counts what a cascade asks and saves, and how often the cloud saw a score on another side of a threshold. */
export interface Tally {
  readonly asked: Count;
  readonly saved: Count;
  readonly agreed: Count;
  readonly disagreed: Count;
}

export function createTally(metrics: Registry): Tally {
  const count = (name: string, help: string): Count => {
    const counter = new Counter({ name, help, labelNames: ['signal'], registers: [metrics] });
    return (signal) => counter.inc({ signal });
  };
  return {
    asked: count('escalation_nlu_cloud_asked_total', 'Turns on which the cloud was asked for a signal'),
    saved: count('escalation_nlu_cloud_saved_total', 'Turns on which the embedded score was enough'),
    agreed: count('escalation_nlu_cloud_agreed_total', 'Cloud scores on the same side of every threshold'),
    disagreed: count('escalation_nlu_cloud_disagreed_total', 'Cloud scores on another side of a threshold'),
  };
}
