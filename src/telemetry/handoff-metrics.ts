import type { Registry } from 'prom-client';
import type { Handoff } from '../core/conversation.js';
import type { EvaluatedTurn } from '../evaluation/outcome.js';
import { createCounter, createHistogram } from '../lib/metrics.js';

/** Counts what becomes of handoffs. */
export interface HandoffMetrics {
  /** Counts the handoff a turn made or took back, and its delivery. */
  count(decided: EvaluatedTurn): void;
  /** A handoff has come to another state than it was stored with. */
  moved(handoff: Handoff): void;
  /** A hub has said a status by a word that is not known. */
  unknownStatus(): void;
}

export function createHandoffMetrics(registry: Registry): HandoffMetrics {
  const handoffs = createCounter(registry, {
    name: 'escalation_handoffs_total',
    help: 'Handoffs that came to a state, by skill; one whose time runs out is counted when its conversation is next heard of',
    labelNames: ['skill', 'state'],
  });
  const acceptance = createHistogram(registry, {
    name: 'escalation_handoff_acceptance_seconds',
    help: 'From a handoff initiated to accepted by an agent',
    labelNames: ['skill'],
    buckets: [1, 5, 10, 20, 30, 60, 120, 300, 600, 1200, 3600],
  });
  const deliveries = createCounter(registry, {
    name: 'escalation_deliveries_total',
    help: 'What became of handoff activities within their turn, by the cause where one failed',
    labelNames: ['status', 'cause'],
  });

  const unknown = createCounter(registry, {
    name: 'escalation_unknown_statuses_total',
    help: 'Status events whose word is not known, which change nothing: set STATUS_WORDS',
  })();

  function moved({ skill, state, initiatedAt, changedAt }: Handoff): void {
    handoffs(skill, state).value++;
    if (state === 'accepted') acceptance(skill)((changedAt - initiatedAt) / 1000);
  }

  return {
    count({ step, outcome }) {
      if (step.timedOut) moved(step.timedOut);
      if (!(step.initiates || step.withdraws) || step.kind === 'repeated' || !step.handoff) return;
      moved(step.handoff);
      const { status, cause = 'none' } = outcome.handoff?.delivery ?? step.handoff.delivery;
      deliveries(status, cause).value++;
    },
    moved,
    unknownStatus() {
      unknown.value++;
    },
  };
}
