import type { Condition, Policy, Rule, SignalCondition } from '../policy.js';
import { allImplied, implies } from './implies.js';
import type { Law } from './law.js';

/** A number that no condition uses: moving it changes nothing. */
export const usedThresholds: Law = ({ thresholds, rules, skills }) => {
  const used = new Set([...rules, ...skills].flatMap(({ when }) => when.filter(isSignal).map(nameOf)));
  return Object.keys(thresholds)
    .filter((name) => !used.has(name))
    .map((name) => ({
      path: ['thresholds', name],
      message: `no condition uses "${name}", so moving it changes nothing; name it in an atLeast, or take it out`,
    }));
};

/** An offer at a higher score than an escalation that asks for nothing more: the surer of the two gets the less. */
export const offersBelowEscalations: Law = (policy) =>
  policy.rules.flatMap((offer) => {
    const inverted = offer.outcome === 'offer' ? firstInversion(policy, offer) : undefined;
    if (inverted === undefined) return [];
    const { escalation, high, low } = inverted;
    const message = `"${offer.id}" offers from ${high.threshold.atLeast} of ${high.signal} on, where "${escalation.id}" escalates from ${low.threshold.atLeast} (${nameOf(low)}) on; make ${nameOf(high)} lower than ${nameOf(low)}`;
    return [{ path: ['thresholds', nameOf(high)], message }];
  });

interface Inversion {
  readonly escalation: Rule;
  readonly high: SignalCondition;
  readonly low: SignalCondition;
}

function firstInversion({ rules }: Policy, { when }: Rule): Inversion | undefined {
  for (const escalation of rules) {
    if (escalation.outcome !== 'escalate' || !allImplied(when, escalation.when)) continue;
    for (const low of escalation.when.filter(isSignal)) {
      const high = when
        .filter(isSignal)
        .find((one) => implies(one, low) && one.threshold.atLeast > low.threshold.atLeast);
      if (high) return { escalation, high, low };
    }
  }
  return undefined;
}

function isSignal(condition: Condition): condition is SignalCondition {
  return condition.kind === 'signal';
}

function nameOf({ threshold }: SignalCondition): string {
  return threshold.name;
}
