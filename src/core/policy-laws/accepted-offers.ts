import { combinationsOf, countCombinations, mostCombinations } from '../combinations.js';
import { decide, type Situation } from '../decide.js';
import { type Policy, type Rule, rememberedTurns, type SignalCondition } from '../policy.js';
import { type Reading, type SignalName, unmeasured } from '../signals/index.js';
import type { Law } from './law.js';

/**
 * A yes to an offer leads to a human: for every combination of the context, locale and channel values the policy names
 * (and "other"), the turn after an offer, all unmeasured but the yes, must escalate.
 */
export const acceptedOffers: Law = (policy) => {
  const first = policy.rules.findIndex(({ outcome }) => outcome === 'offer');
  if (first < 0 || countCombinations(policy) > mostCombinations) return [];
  const users = [...combinationsOf(policy)];
  const deaf = users.filter(({ situation }) => !yesEscalates(policy, situation));
  if (deaf.length === users.length) {
    const ids = policy.rules.filter(({ outcome }) => outcome === 'offer').map(({ id }) => `"${id}"`);
    const message = `${ids.join(', ')} may offer a human, and a user who says yes reaches none; add a rule like ${example}`;
    return [{ path: ['rules', first], message }];
  }
  for (const { situation, who } of deaf) {
    const r = policy.rules.findIndex((rule) => offers(policy, rule, situation));
    if (r < 0) continue;
    const message = `"${policy.rules[r]?.id}" may offer a human to ${who}, who says yes and reaches none; let a rule like ${example} hold for such users, before the rules that keep them from it`;
    return [{ path: ['rules', r], message }];
  }
  return [];
};

const example = '{ id: accepted-offer, when: [{ signal: offerAccepted, atLeast: … }], then: { outcome: escalate } }';

function yesEscalates(policy: Policy, user: Situation): boolean {
  const yes: Situation = { ...user, reading: { ...unmeasured, offerAccepted: 1 }, offeredSkill: policy.defaultSkill };
  return decide(policy, yes).outcome === 'escalate';
}

/** Whether this rule decides for such a user when it only just holds. */
function offers(policy: Policy, rule: Rule, user: Situation): boolean {
  if (rule.outcome !== 'offer') return false;
  return decide(policy, justHolding(rule, user)).ruleId === rule.id;
}

function justHolding({ when }: Rule, user: Situation): Situation {
  const conditions = when.filter((one): one is SignalCondition => one.kind === 'signal');
  const readingOf = (turnsAgo: number): Reading => ({
    ...unmeasured,
    ...Object.fromEntries(
      conditions.filter(({ turns }) => turns > turnsAgo).map(({ signal }) => [signal, highest(conditions, signal)]),
    ),
  });
  const picked = (kind: 'menuChoice' | 'intent') => {
    const condition = when.find((one) => one.kind === kind);
    return condition?.kind === kind ? [...condition.anyOf.values()][0] : undefined;
  };
  return {
    ...user,
    reading: readingOf(0),
    earlier: Array.from({ length: rememberedTurns - 1 }, (_, i) => readingOf(rememberedTurns - 1 - i)),
    menuChoice: picked('menuChoice'),
    intent: picked('intent'),
  };
}

function highest(conditions: readonly SignalCondition[], signal: SignalName): number {
  return Math.max(...conditions.filter((one) => one.signal === signal).map(({ threshold }) => threshold.atLeast));
}
