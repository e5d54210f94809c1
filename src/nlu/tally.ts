import type { Registry } from 'prom-client';
import { createCounter } from '../lib/metrics.js';
import type { Thresholds } from './nlu.js';

type CountSignal = (signal: keyof Thresholds) => void;

/** Counts what a cascade asks and saves, and how often the cloud saw a score on another side of a threshold. */
export interface Tally {
  readonly asked: CountSignal;
  readonly saved: CountSignal;
  readonly agreed: CountSignal;
  readonly disagreed: CountSignal;
}

export function createTally(metrics: Registry): Tally {
  const count = (name: string, help: string): CountSignal => {
    const counter = createCounter(metrics, { name, help, labelNames: ['signal'] });
    return (signal) => {
      counter(signal).value++;
    };
  };
  return {
    asked: count('escalation_nlu_cloud_asked_total', 'Turns on which the cloud was asked for a signal'),
    saved: count('escalation_nlu_cloud_saved_total', 'Turns on which the embedded score was enough'),
    agreed: count('escalation_nlu_cloud_agreed_total', 'Cloud scores on the same side of every threshold'),
    disagreed: count('escalation_nlu_cloud_disagreed_total', 'Cloud scores on another side of a threshold'),
  };
}
