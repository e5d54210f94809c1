import type { Condition, Rule } from '../policy.js';
import { allImplied, excludes } from './implies.js';
import type { Law } from './law.js';

/** A rule with more combinations of its values than this is looked at as a whole. */
const mostVariants = 1_000;

/** A rule never decides when, in every situation in which it holds, an earlier one holds too. */
export const reachableRules: Law = ({ rules }) =>
  rules.flatMap((rule, r) => {
    const before = decidingBefore(rule, rules.slice(0, r));
    if (before === undefined) return [];
    const ids = before.map((id) => `"${id}"`).join(' and ');
    const message = `"${rule.id}" never decides, because ${ids} above ${before.length > 1 ? 'hold' : 'holds'} whenever it does; move it above ${ids}, ask for more there, or take it out`;
    return [{ path: ['rules', r], message }];
  });

/** A rule whose conditions contradict each other never holds. */
export const holdableRules: Law = ({ rules }) =>
  rules.flatMap(({ id, when }, r) => {
    const c = when.findIndex((condition, i) => when.slice(0, i).some((earlier) => excludes(earlier, condition)));
    const condition = when[c];
    if (condition === undefined || condition.kind === 'signal') return [];
    const what = condition.key === undefined ? condition.kind : `${condition.kind} "${condition.key}"`;
    const message = `"${id}" never holds, because it asks for two values of ${what} at once; make it two rules, or one condition with a list of values`;
    return [{ path: ['rules', r, 'when', c], message }];
  });

/**
 * The rules of which one decides whenever this one holds; undefined when there are none such. An offer above leaves the
 * turn to a rule that does not offer while the user has lately said no.
 */
function decidingBefore({ when, outcome }: Rule, earlier: readonly Rule[]): readonly string[] | undefined {
  const deciding = earlier.filter((rule) => rule.outcome !== 'offer' || outcome === 'offer');
  const ids = new Set<string>();
  for (const variant of variantsOf(when)) {
    if (variant.some((one, i) => variant.slice(i + 1).some((other) => excludes(one, other)))) continue;
    const first = deciding.find((rule) => allImplied(variant, rule.when));
    if (first === undefined) return undefined;
    ids.add(first.id);
  }
  return ids.size === 0 ? undefined : [...ids];
}

/** The conditions once for each combination of their values: they hold when one of the variants does. */
function variantsOf(when: readonly Condition[]): readonly (readonly Condition[])[] {
  const count = when.reduce((product, one) => product * (one.kind === 'signal' ? 1 : one.anyOf.size), 1);
  if (count > mostVariants) return [when];
  return when.reduce<readonly (readonly Condition[])[]>(
    (variants, condition) => variants.flatMap((variant) => singles(condition).map((single) => [...variant, single])),
    [[]],
  );
}

function singles(condition: Condition): readonly Condition[] {
  if (condition.kind === 'signal') return [condition];
  return [...condition.anyOf].map(([folded, value]) => ({ ...condition, anyOf: new Map([[folded, value]]) }));
}
