import type { Policy } from '../policy.js';
import type { PolicyFault } from '../policy-shape.js';
import { acceptedOffers } from './accepted-offers.js';
import { keptContext } from './kept-context.js';
import { knownSkills } from './known-skills.js';
import type { Law, Surroundings } from './law.js';
import { holdableRules, reachableRules } from './reachable-rules.js';
import { offersBelowEscalations, usedThresholds } from './thresholds.js';

/** Those whose breach `policy check` refuses. The service warns and goes on, as it did before there was the law. */
export const strictLaws = { acceptedOffers } satisfies Record<string, Law>;

/** Those whose breach is a warning everywhere. Adding one is a file beside this one and a line here. */
export const laws = {
  reachableRules,
  holdableRules,
  offersBelowEscalations,
  usedThresholds,
  knownSkills,
  keptContext,
} satisfies Record<string, Law>;

/** Every breach of these laws by a policy. */
export function breachesOf(
  which: Readonly<Record<string, Law>>,
  policy: Policy,
  surroundings: Surroundings = {},
): readonly PolicyFault[] {
  return Object.values(which).flatMap((law) => law(policy, surroundings));
}
