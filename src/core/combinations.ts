import type { Situation } from './decide.js';
import { fold } from './fold.js';
import type { Policy, ValueCondition } from './policy.js';
import { unmeasured } from './signals/index.js';

const kinds = ['context', 'locale', 'channel'] as const;
/** More combinations than this are not tried: nobody could oversee such a policy either. */
export const mostCombinations = 20_000;

/** One value, or "other", of each fact, locale and channel by which the rules of a policy tell users apart. */
export interface Combination {
  /** What the rules see of such a user, with nothing said and nothing measured. */
  readonly situation: Situation;
  /** `a user with context.tier gold, channel other`; `a user` where rules tell nobody apart. */
  readonly who: string;
}

/** How many combinations a policy has. */
export function countCombinations(policy: Policy): number {
  return dimensionsOf(policy).reduce((product, { values }) => product * values.length, 1);
}

/** Every combination of the context, locale and channel values that the rules name, and "other". */
export function* combinationsOf(policy: Policy): Generator<Combination> {
  const dimensions = dimensionsOf(policy);
  const count = countCombinations(policy);
  for (let n = 0; n < count; n++) yield toCombination(valuesAt(dimensions, n));
}

interface Dimension {
  readonly kind: (typeof kinds)[number];
  readonly key: string;
  /** One value for each way rules can tell them apart; undefined is every value that no rule names. */
  readonly values: readonly (string | undefined)[];
}

type NamedValues = readonly { readonly dimension: Dimension; readonly value: string | undefined }[];

function dimensionsOf({ rules }: Policy): Dimension[] {
  const conditions = rules
    .flatMap(({ when }) => when)
    .filter((c): c is ValueCondition => kinds.includes(c.kind as never));
  return [...grouped(conditions).values()].map((same) => {
    const { kind, key } = same[0] as ValueCondition;
    return { kind: kind as Dimension['kind'], key: key ?? kind, values: [undefined, ...distinctValues(same)] };
  });
}

function nameOf({ kind, key }: ValueCondition): string {
  return key === undefined ? kind : `${kind}.${key}`;
}

function grouped(conditions: readonly ValueCondition[]): Map<string, ValueCondition[]> {
  const groups = new Map<string, ValueCondition[]>();
  for (const condition of conditions) {
    const name = nameOf(condition);
    groups.set(name, [...(groups.get(name) ?? []), condition]);
  }
  return groups;
}

/** Values named in exactly the same conditions are alike: one of them is enough. */
function distinctValues(conditions: readonly ValueCondition[]): string[] {
  const byMembership = new Map<string, string>();
  for (const value of new Set(conditions.flatMap(({ anyOf }) => [...anyOf.values()]))) {
    const membership = conditions.map(({ kind, anyOf }) => Number(isIn(kind, anyOf, value))).join('');
    if (!byMembership.has(membership)) byMembership.set(membership, value);
  }
  return [...byMembership.values()];
}

function isIn(kind: ValueCondition['kind'], anyOf: ReadonlyMap<string, string>, value: string): boolean {
  const folded = fold(value);
  return kind === 'locale'
    ? [...anyOf.keys()].some((tag) => folded === tag || folded.startsWith(`${tag}-`))
    : anyOf.has(folded);
}

function valuesAt(dimensions: readonly Dimension[], n: number): NamedValues {
  let rest = n;
  return dimensions.map((dimension) => {
    const value = dimension.values[rest % dimension.values.length];
    rest = Math.floor(rest / dimension.values.length);
    return { dimension, value };
  });
}

function toCombination(facts: NamedValues): Combination {
  const of = (kind: Dimension['kind']) => facts.find(({ dimension }) => dimension.kind === kind)?.value;
  const context = Object.fromEntries(
    facts.flatMap(({ dimension, value }) =>
      dimension.kind === 'context' && value !== undefined ? [[dimension.key, value]] : [],
    ),
  );
  const situation: Situation = {
    reading: unmeasured,
    earlier: [],
    menuChoice: undefined,
    title: undefined,
    context,
    intent: undefined,
    locale: of('locale'),
    channel: of('channel'),
    offersSuppressed: false,
    handoffWaits: false,
    offeredSkill: undefined,
  };
  return { situation, who: whoHas(facts) };
}

function whoHas(facts: NamedValues): string {
  const where = facts.map(
    ({ dimension: { kind, key }, value }) => `${kind === 'context' ? `context.${key}` : kind} ${value ?? 'other'}`,
  );
  return where.length === 0 ? 'a user' : `a user with ${where.join(', ')}`;
}
