import type { Registry } from 'prom-client';
import { createCounter } from '../lib/metrics.js';

/** What the log says of a refusal beside its status: `denied` or `scope` of a credential, `shed` under too much load. */
type Facts = Readonly<Record<string, string>>;

/** Counts requests that were refused or failed, by their status; credentials and load by themselves, too. */
export function createProblemMetrics(registry: Registry): (status: number, facts?: Facts) => void {
  const problems = createCounter(registry, {
    name: 'escalation_problems_total',
    help: 'Requests refused (4xx) or failed (5xx), by status',
    labelNames: ['status'],
  });
  const credentials = createCounter(registry, {
    name: 'escalation_credentials_refused_total',
    help: 'Requests whose credential was missing, not good or without the scope, by reason',
    labelNames: ['reason'],
  });
  const shed = createCounter(registry, {
    name: 'escalation_requests_shed_total',
    help: 'Requests answered 503 because more was asked than could be answered in time',
  })();
  return (status, facts = {}) => {
    problems(String(status)).value++;
    const reason = facts.denied ?? (facts.scope === undefined ? undefined : 'out-of-scope');
    if (reason !== undefined) credentials(reason).value++;
    if (facts.shed !== undefined) shed.value++;
  };
}
