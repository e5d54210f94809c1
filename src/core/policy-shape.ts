import { z } from 'zod';
import { rememberedTurns } from './policy.js';

/** What is wrong with a policy, and where: `path` leads into the document, for file and line. */
export interface PolicyFault {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

const name = z.string().trim().min(1).max(100);
const value = z.union([z.string().max(64), z.number(), z.boolean()]);
const oneOrMore = z.union([value, z.array(value).min(1).max(200)], {
  error: 'must be a value or a list of 1 to 200 values: texts of at most 64 characters, numbers, true or false',
});
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
/** A condition as it is written. */
export type ConditionShape = z.infer<typeof conditionShape>;
export type WrittenValues = z.infer<typeof oneOrMore>;

const when = z.array(conditionShape).min(1, 'needs at least one condition').max(8);
/** What a rule may come to: `cancel` takes back a handoff that waits for an agent. */
const outcomes = ['continue', 'offer', 'escalate', 'cancel'] as const;
export type WrittenOutcome = (typeof outcomes)[number];
const outcome = z.enum(outcomes, { error: `must be one of ${outcomes.join(', ')}` });
const thenShape = z.strictObject({ outcome, skill: name.optional() });
const ruleId = z
  .string()
  .regex(/^[A-Za-z0-9._-]{1,64}$/, 'must be 1 to 64 letters, digits, dots, dashes or underscores');
const ruleShape = z.strictObject({ id: ruleId, when, then: thenShape });
const skillShape = conditionShape.extend({ skill: name, when: when.optional() });
const version = z
  .union([z.string().min(1).max(100), z.number()], { error: 'must be a text of 1 to 100 characters, or a number' })
  .transform(String);
const thresholdValue = z.number().min(0).max(1);
const offerShape = z.strictObject({ quietTurns: z.number().int().min(0).max(100) });
const handoffShape = z.strictObject({
  answerWithinMinutes: z.number().positive().max(100_000).default(10),
  acceptedForHours: z.number().positive().max(10_000).default(12),
  idleMinutes: z.number().positive().max(1_000_000).optional(),
  statusExpected: z.boolean().default(true),
});
const receiptShape = z.strictObject({ context: z.array(name).max(50).default([]) });

const policyShape = z.strictObject({
  version,
  defaultSkill: name,
  thresholds: z
    .record(name, thresholdValue)
    .refine((all) => Object.keys(all).length <= 100, 'must have at most 100 entries'),
  rules: z.array(ruleShape).min(1).max(200),
  skills: z.array(skillShape).max(200).default([]),
  offer: offerShape.default({ quietTurns: 3 }),
  handoff: handoffShape.prefault({}),
  receipt: receiptShape.prefault({}),
});
/** A policy as it is written, its defaults filled in. */
export type PolicyShape = z.infer<typeof policyShape>;

/** A document that has the shape of a policy; or what can be read of it all the same, with what is wrong. */
export interface ReadShape {
  readonly shape: PolicyShape;
  readonly faults: readonly PolicyFault[];
}

/** Checks the shape. With faults, what is wrong stands in the shape as if it were not written, at its place. */
export function readShape(data: unknown): ReadShape {
  const read = policyShape.safeParse(data, { reportInput: true });
  if (read.success) return { shape: read.data, faults: [] };
  const salvaged = salvageShape.safeParse(data);
  const shape = salvaged.success ? salvaged.data : salvageShape.parse({});
  return { shape, faults: read.error.issues.flatMap(faultsOf) };
}

/** A condition without its fields that are wrong. */
const salvagedCondition = leniently(conditionShape).catch({});
const salvagedWhen = z.array(salvagedCondition).catch([]);

/** Takes any mapping: a field that is wrong becomes an empty one, and everything else keeps its place. */
const salvageShape = z.object({
  version: version.catch(''),
  defaultSkill: name.catch(''),
  thresholds: z.record(z.string(), thresholdValue.catch(Number.NaN)).catch({}),
  rules: z
    .array(
      z
        .object({
          id: ruleId.catch(''),
          when: salvagedWhen,
          then: leniently(thenShape)
            .extend({ outcome: outcome.catch('escalate') })
            .catch({ outcome: 'escalate' }),
        })
        .catch({ id: '', when: [], then: { outcome: 'escalate' } }),
    )
    .catch([]),
  skills: z
    .array(
      leniently(skillShape)
        .extend({ skill: name.catch(''), when: salvagedWhen.optional() })
        .catch({ skill: '' }),
    )
    .catch([]),
  offer: offerShape.catch({ quietTurns: 3 }),
  handoff: handoffShape.catch(handoffShape.parse({})),
  receipt: receiptShape.catch({ context: [] }),
});

/** The same object, whose fields are left out where they are wrong, as are those that it does not know. */
function leniently<Shape extends z.ZodRawShape>(object: z.ZodObject<Shape>): z.ZodObject<Shape> {
  const fields = Object.entries(object.shape).map(([key, field]) => [key, (field as z.ZodType).catch(undefined)]);
  return z.object(Object.fromEntries(fields)) as unknown as z.ZodObject<Shape>;
}

/** What each place in the document may hold, for the message about a key that is unknown there. */
const allowedKeys: readonly [RegExp, readonly string[]][] = [
  [/^$/, Object.keys(policyShape.shape)],
  [/^rules\.\d+$/, Object.keys(ruleShape.shape)],
  [/^rules\.\d+\.then$/, Object.keys(thenShape.shape)],
  [/^offer$/, Object.keys(offerShape.shape)],
  [/^receipt$/, Object.keys(receiptShape.shape)],
  [/^handoff$/, Object.keys(handoffShape.shape)],
  [/^skills\.\d+$/, ['skill', 'when', ...Object.keys(conditionShape.shape)]],
  [/\.when\.\d+$/, Object.keys(conditionShape.shape)],
];

function faultsOf(issue: z.core.$ZodIssue): PolicyFault[] {
  const path = issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step));
  if (issue.code !== 'unrecognized_keys') return [{ path, message: wordsFor(issue) }];
  const here = path.join('.');
  const allowed = allowedKeys.find(([place]) => place.test(here))?.[1] ?? [];
  return issue.keys.map((key) => ({
    path: [...path, key],
    message: `unknown key "${key}"; allowed: ${allowed.join(', ')}`,
  }));
}

const kindNames: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a mapping of keys to values',
  record: 'a mapping of names to numbers',
};

/** What the schema library found, as an operator would say it; what our schemas say themselves stays. */
function wordsFor(issue: z.core.$ZodIssue): string {
  if (!issue.message.startsWith('Invalid') && !issue.message.startsWith('Too')) return issue.message;
  switch (issue.code) {
    case 'invalid_type': {
      const wanted = `must be ${kindNames[issue.expected] ?? issue.expected}`;
      return issue.input === undefined ? `is missing; it ${wanted}` : wanted;
    }
    case 'too_small':
      return `must ${amount(issue.origin, 'at least', issue.minimum, issue.inclusive)}`;
    case 'too_big':
      return `must ${amount(issue.origin, 'at most', issue.maximum, issue.inclusive)}`;
    default:
      return issue.message;
  }
}

function amount(origin: string, bound: 'at least' | 'at most', limit: number | bigint, inclusive = true): string {
  if (origin === 'string') return `have ${bound} ${limit} characters`;
  if (origin === 'array') return `have ${bound} ${limit} entries`;
  if (inclusive) return `be ${bound} ${limit}`;
  return `be ${bound === 'at least' ? 'more' : 'less'} than ${limit}`;
}
