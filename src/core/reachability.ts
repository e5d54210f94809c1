import { decide, type Situation } from './decide.js';
import { fold } from './fold.js';
import { type Policy, rememberedTurns, type ValueCondition } from './policy.js';
import { type Reading, unmeasured } from './signals/index.js';

const kinds = ['context', 'locale', 'channel'] as const;
/** More combinations than this are not tried: nobody could oversee such a policy either. */
const mostSituations = 20_000;

/**
 * Looks for a user who can never reach a human: for every combination of the context, locale and channel values the
 * policy names (and "other"), ten turns of asking for a human, all else unmeasured and offers accepted, must escalate.
 * Returns a sentence that names the first combination that does not, or undefined when there is none.
 */
export function blockedSituation(policy: Policy): string | undefined {
  const dimensions = dimensionsOf(policy);
  const count = dimensions.reduce((product, { values }) => product * values.length, 1);
  if (count > mostSituations)
    return `names ${count} combinations of context, locale and channel values, more than the ${mostSituations} that can be checked for a way to a human; name fewer values`;
  for (let n = 0; n < count; n++) {
    const facts = factsAt(dimensions, n);
    if (!reachesHuman(policy, facts)) return sentence(facts, dimensions.length);
  }
  return undefined;
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

function factsAt(dimensions: readonly Dimension[], n: number): NamedValues {
  let rest = n;
  return dimensions.map((dimension) => {
    const value = dimension.values[rest % dimension.values.length];
    rest = Math.floor(rest / dimension.values.length);
    return { dimension, value };
  });
}

function reachesHuman(policy: Policy, facts: NamedValues): boolean {
  const of = (kind: Dimension['kind']) => facts.find(({ dimension }) => dimension.kind === kind)?.value;
  const context = Object.fromEntries(
    facts.flatMap(({ dimension, value }) =>
      dimension.kind === 'context' && value !== undefined ? [[dimension.key, value]] : [],
    ),
  );
  const earlier: Reading[] = [];
  let offeredSkill: string | undefined;
  for (let turn = 0; turn < rememberedTurns; turn++) {
    const reading: Reading = { ...unmeasured, talkToHuman: 1, offerAccepted: offeredSkill === undefined ? null : 1 };
    const situation: Situation = {
      reading,
      earlier,
      context,
      offeredSkill,
      offersSuppressed: false,
      handoffWaits: false,
      menuChoice: undefined,
      title: undefined,
      intent: undefined,
      locale: of('locale'),
      channel: of('channel'),
    };
    const { outcome, skill } = decide(policy, situation);
    if (outcome === 'escalate') return true;
    offeredSkill = outcome === 'offer' ? (skill ?? undefined) : undefined;
    earlier.push(reading);
  }
  return false;
}

function sentence(facts: NamedValues, dimensions: number): string {
  const where = facts.map(
    ({ dimension: { kind, key }, value }) => `${kind === 'context' ? `context.${key}` : kind} ${value ?? 'other'}`,
  );
  const who = dimensions === 0 ? 'a user' : `a user with ${where.join(', ')}`;
  return `${who} who asks for a human ten times never reaches one; add a rule like { id: asked-for-human, when: [{ signal: talkToHuman, atLeast: … }], then: { outcome: escalate } } before the rules that keep such users from it`;
}
