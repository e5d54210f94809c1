import { Gauge, type Registry } from 'prom-client';
import type { PolicyRegistry } from '../policy/policy-registry.js';
import { createCounter } from './series.js';

/** Shows which policies are in force, and counts their reloads. */
export interface PolicyMetrics {
  reloaded(result: 'loaded' | 'refused'): void;
  show(policies: Pick<PolicyRegistry, 'toResponse'>): void;
}

export function createPolicyMetrics(registry: Registry): PolicyMetrics {
  const registers = [registry];
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
      const inForce = () => {
        const { next, shadow, ...active } = policies.toResponse();
        return Object.entries({ active, next, shadow }).flatMap(([role, policy]) =>
          policy ? [{ role, ...policy }] : [],
        );
      };
      new Gauge({
        name: 'escalation_policy_info',
        help: 'Policies in force; always 1',
        labelNames: ['policy', 'version', 'sha256'],
        registers,
        aggregator: 'max',
        collect() {
          this.reset();
          for (const { role, version, sha256 } of inForce()) this.set({ policy: role, version, sha256 }, 1);
        },
      });
      new Gauge({
        name: 'escalation_policy_refused',
        help: '1 while the file of a policy in force holds one that was refused',
        labelNames: ['policy'],
        registers,
        aggregator: 'max',
        collect() {
          for (const { role, lastRejected } of inForce()) this.set({ policy: role }, lastRejected ? 1 : 0);
        },
      });
    },
  };
}
