import { z } from 'zod';
import { fold } from './fold.js';
import {
  type CancelRule,
  type Condition,
  type Policy,
  rememberedTurns,
  type SkillLine,
  type ValueCondition,
} from './policy.js';
import { blockedSituation } from './reachability.js';
import { type SignalName, signalNames } from './signals/index.js';

/** What is wrong with a policy, and where: `path` leads into the document, for file and line. */
export interface PolicyFault {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

export type ParsedPolicy = { readonly policy: Policy } | { readonly faults: readonly PolicyFault[] };

const name = z.string().trim().min(1).max(100);
const value = z.union([z.string().max(64), z.number(), z.boolean()]);
const oneOrMore = z.union([value, z.array(value).min(1).max(200)]);
const window = z.number().int().min(1).max(rememberedTurns);

const conditionShape = z.strictObject({
  menuChoice: oneOrMore.optional(),
  signal: name.optional(),
  atLeast: z.string({ error: 'must be the name of a threshold, not a number' }).optional(),
  turns: window.optional(),
  of: window.optional(),
  context: name.optional(),
  intent: oneOrMore.optional(),
  locale: oneOrMore.optional(),
  channel: oneOrMore.optional(),
  in: oneOrMore.optional(),
});
type ConditionShape = z.infer<typeof conditionShape>;

/** What a rule may come to: `cancel` takes back a handoff that waits for an agent. */
const outcomes = ['continue', 'offer', 'escalate', 'cancel'] as const;

const when = z.array(conditionShape).min(1, 'needs at least one condition').max(8);

const policyShape = z.strictObject({
  version: z.union([z.string().min(1).max(100), z.number()]).transform(String),
  defaultSkill: name,
  thresholds: z.record(name, z.number().min(0).max(1)).refine((all) => Object.keys(all).length <= 100),
  rules: z
    .array(
      z.strictObject({
        id: z.string().regex(/^[A-Za-z0-9._-]{1,64}$/, 'must be 1 to 64 letters, digits, dots, dashes or underscores'),
        when,
        then: z.strictObject({
          outcome: z.enum(outcomes, { error: `must be one of ${outcomes.join(', ')}` }),
          skill: name.optional(),
        }),
      }),
    )
    .min(1)
    .max(200),
  skills: z
    .array(conditionShape.extend({ skill: name, when: when.optional() }))
    .max(200)
    .default([]),
  offer: z.strictObject({ quietTurns: z.number().int().min(0).max(100) }).default({ quietTurns: 3 }),
  handoff: z
    .strictObject({
      answerWithinMinutes: z.number().positive().max(100_000).default(10),
      acceptedForHours: z.number().positive().max(10_000).default(12),
      idleMinutes: z.number().positive().max(1_000_000).optional(),
      statusExpected: z.boolean().default(true),
    })
    .prefault({}),
  receipt: z.strictObject({ context: z.array(name).max(50).default([]) }).prefault({}),
});

/** Turns plain data (parsed YAML) into a policy, or says everything that is wrong with it. `sha256` names its source. */
export function parsePolicy(data: unknown, sha256: string): ParsedPolicy {
  const shape = policyShape.safeParse(data);
  if (!shape.success) return { faults: shape.error.issues.flatMap(faultsOf) };
  const faults: PolicyFault[] = [];
  const { rules, skills, ...rest } = shape.data;
  const at = (path: PolicyFault['path']) => (message: string) => void faults.push({ path, message });
  const written = rules.map(({ id, when, then }, r): WrittenRule => {
    const conditions = when.flatMap((shape, c) => toCondition(shape, rest.thresholds, at(['rules', r, 'when', c])));
    const rule = { id, when: conditions, ...then };
    for (const message of cancelFaults(rule)) at(['rules', r])(message);
    return rule;
  });
  const policy: Policy = {
    ...rest,
    sha256,
    rules: written.flatMap(({ id, when, outcome, skill }) =>
      outcome === 'cancel' ? [] : [{ id, when, outcome, skill }],
    ),
    cancelRules: written
      .filter(({ outcome }) => outcome === 'cancel')
      .map(({ id, when }): CancelRule => ({ id, when })),
    skills: skills.map(({ skill, when, ...inline }, s): SkillLine => {
      const shapes = Object.keys(inline).length > 0 ? [inline, ...(when ?? [])] : (when ?? []);
      if (shapes.length === 0) at(['skills', s])(`needs a condition: ${kindList}`);
      return { skill, when: shapes.flatMap((shape) => toCondition(shape, rest.thresholds, at(['skills', s]))) };
    }),
  };
  faults.push(...doubles(written));
  if (faults.length === 0) {
    const blocked = blockedSituation(policy);
    if (blocked) faults.push({ path: ['rules'], message: blocked });
  }
  return faults.length > 0 ? { faults } : { policy };
}

/** A rule as it stands in the document, whichever list of the policy it goes to. */
interface WrittenRule {
  readonly id: string;
  readonly when: readonly Condition[];
  readonly outcome: (typeof outcomes)[number];
  readonly skill?: string | undefined;
}

/** A handoff is cancelled by its user only, and what they say of it counts for nothing else. */
function* cancelFaults({ when, outcome, skill }: WrittenRule): Generator<string> {
  const onWithdraws = when.some((one) => one.kind === 'signal' && one.signal === 'withdraws');
  if (outcome !== 'cancel') {
    if (onWithdraws) yield 'a rule on withdraws is read only with the outcome cancel';
    return;
  }
  if (!onWithdraws && !when.some(({ kind }) => kind === 'menuChoice'))
    yield 'the outcome cancel needs a condition on the signal withdraws or on a menuChoice';
  if (skill !== undefined) yield 'the outcome cancel takes no skill';
}

const kinds = ['menuChoice', 'signal', 'context', 'intent', 'locale', 'channel'] as const;
const kindList = kinds.join(', ');
/** Which keys each kind of condition takes beside its own. */
const companions: Record<(typeof kinds)[number], readonly string[]> = {
  menuChoice: [],
  signal: ['atLeast', 'turns', 'of'],
  context: ['in'],
  intent: [],
  locale: [],
  channel: [],
};

function toCondition(
  shape: ConditionShape,
  thresholds: Readonly<Record<string, number>>,
  fault: (message: string) => void,
): Condition[] {
  const present = kinds.filter((kind) => shape[kind] !== undefined);
  const kind = present[0];
  if (kind === undefined || present.length > 1) {
    fault(`a condition is exactly one of ${kindList}${present.length > 1 ? `, not ${present.join(' and ')}` : ''}`);
    return [];
  }
  const foreign = Object.keys(shape).filter((key) => key !== kind && !companions[kind].includes(key));
  if (foreign.length > 0)
    fault(`${kind} does not take ${foreign.join(', ')}; allowed: ${[kind, ...companions[kind]].join(', ')}`);
  if (kind === 'signal') return signalCondition(shape, thresholds, fault);
  const values = kind === 'context' ? shape.in : shape[kind];
  if (values === undefined) {
    fault(`${kind} needs "in", a list of values`);
    return [];
  }
  return [valueCondition(kind, kind === 'context' ? shape.context : undefined, values)];
}

function signalCondition(
  { signal, atLeast, turns, of }: ConditionShape,
  thresholds: Readonly<Record<string, number>>,
  fault: (message: string) => void,
): Condition[] {
  if (!signalNames.includes(signal as SignalName)) {
    fault(`unknown signal "${signal}"; allowed: ${signalNames.join(', ')}`);
    return [];
  }
  const names = Object.keys(thresholds);
  if (atLeast === undefined || !Object.hasOwn(thresholds, atLeast)) {
    fault(
      `${atLeast === undefined ? 'a signal needs "atLeast"' : `unknown threshold "${atLeast}"`}; allowed: ${names.join(', ')}`,
    );
    return [];
  }
  const count = turns ?? 1;
  if (of !== undefined && turns === undefined) fault('"of" needs "turns" beside it');
  if (of !== undefined && of < count) fault(`"of" (${of}) must be at least "turns" (${count})`);
  const threshold = { name: atLeast, atLeast: thresholds[atLeast] as number };
  return [{ kind: 'signal', signal: signal as SignalName, threshold, turns: count, of: of ?? count }];
}

function valueCondition(
  kind: ValueCondition['kind'],
  key: string | undefined,
  values: z.infer<typeof oneOrMore>,
): ValueCondition {
  const list = Array.isArray(values) ? values : [values];
  return { kind, key, anyOf: new Map(list.map((value) => [fold(String(value)), String(value)])) };
}

function doubles(rules: readonly WrittenRule[]): PolicyFault[] {
  const first = new Map<string, number>();
  return rules.flatMap(({ id }, r) => {
    const before = first.get(id);
    if (before === undefined) first.set(id, r);
    return before === undefined
      ? []
      : [{ path: ['rules', r, 'id'], message: `"${id}" is already the id of an earlier rule` }];
  });
}

/** What each place in the document may hold, for the message about a key that is unknown there. */
const allowedKeys: readonly [RegExp, readonly string[]][] = [
  [/^$/, Object.keys(policyShape.shape)],
  [/^rules\.\d+$/, ['id', 'when', 'then']],
  [/^rules\.\d+\.then$/, ['outcome', 'skill']],
  [/^offer$/, ['quietTurns']],
  [/^receipt$/, ['context']],
  [/^handoff$/, ['answerWithinMinutes', 'acceptedForHours', 'idleMinutes', 'statusExpected']],
  [/^skills\.\d+$/, ['skill', 'when', ...Object.keys(conditionShape.shape)]],
  [/\.when\.\d+$/, Object.keys(conditionShape.shape)],
];

function faultsOf(issue: z.core.$ZodIssue): PolicyFault[] {
  const path = issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step));
  if (issue.code !== 'unrecognized_keys') return [{ path, message: issue.message }];
  const here = path.join('.');
  const allowed = allowedKeys.find(([place]) => place.test(here))?.[1] ?? [];
  return issue.keys.map((key) => ({
    path: [...path, key],
    message: `unknown key "${key}"; allowed: ${allowed.join(', ')}`,
  }));
}
