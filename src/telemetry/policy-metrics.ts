import type { Registry } from 'prom-client';
import { createCounter, createGauge } from '../lib/metrics.js';
import type { PolicyRegistry } from '../policy/policy-registry.js';

/** Shows which policies are in force, and counts their reloads. */
export interface PolicyMetrics {
  reloaded(result: 'loaded' | 'refused'): void;
  show(policies: Pick<PolicyRegistry, 'toResponse'>): void;
}

export function createPolicyMetrics(registry: Registry): PolicyMetrics {
  const reloads = createCounter(registry, {
    name: 'escalation_policy_reloads_total',
    help: 'Policy files that changed, and whether the new policy was loaded or refused',
    labelNames: ['result'],
  });
  const results = { loaded: reloads('loaded'), refused: reloads('refused') };
  return {
    reloaded(result) {
      results[result].value++;
    },
    show(policies) {
      createGauge(
        registry,
        {
          name: 'escalation_policy_info',
          help: 'Policies in force; always 1',
          labelNames: ['policy', 'version', 'sha256'],
          aggregator: 'max',
        },
        () => inForce(policies).map(({ role, version, sha256 }) => [{ policy: role, version, sha256 }, 1]),
      );
      createGauge(
        registry,
        {
          name: 'escalation_policy_refused',
          help: '1 while the file of a policy in force holds one that was refused',
          labelNames: ['policy'],
          aggregator: 'max',
        },
        () => inForce(policies).map(({ role, lastRejected }) => [{ policy: role }, lastRejected ? 1 : 0]),
      );
    },
  };
}

function inForce(policies: Pick<PolicyRegistry, 'toResponse'>) {
  const { next, shadow, ...active } = policies.toResponse();
  return Object.entries({ active, next, shadow }).flatMap(([role, policy]) => (policy ? [{ role, ...policy }] : []));
}
