import { fold } from './fold.js';
import type { CancelRule, Condition, Policy, Rule, SkillLine, ValueCondition } from './policy.js';
import {
  type ConditionShape,
  type PolicyFault,
  type PolicyShape,
  readShape,
  type WrittenOutcome,
  type WrittenValues,
} from './policy-shape.js';
import { blockedSituation } from './reachability.js';
import { type SignalName, signalNames } from './signals/index.js';

/**
 * A policy, or everything that is wrong with one. `favourable` is what could be read of it, with whatever is wrong
 * taken in its favour: what is found even in that is wrong too.
 */
export type ParsedPolicy =
  | { readonly policy: Policy }
  | { readonly faults: readonly PolicyFault[]; readonly favourable: Policy };

/** Turns plain data (parsed YAML) into a policy, or says everything that is wrong with it. `sha256` names its source. */
export function parsePolicy(data: unknown, sha256: string): ParsedPolicy {
  const { shape, faults: shapeFaults } = readShape(data);
  const faults = [...shapeFaults];
  const policy = toPolicy(shape, sha256, { shapeFaults, found: (fault) => void faults.push(fault) });
  faults.push(...doubles(shape.rules));
  const favourable = faults.length === 0 ? policy : inFavourOf(policy, shape, faults);
  const blocked = favourable.rules.length === 0 ? undefined : blockedSituation(favourable);
  if (blocked) faults.push({ path: ['rules'], message: blocked });
  return faults.length === 0 ? { policy } : { faults, favourable };
}

/** Where faults go, and those of the shape, which what follows from them does not repeat. */
interface Faults {
  readonly shapeFaults: readonly PolicyFault[];
  found(fault: PolicyFault): void;
}

function toPolicy({ rules, skills, ...rest }: PolicyShape, sha256: string, faults: Faults): Policy {
  const known = isAtFault(faults.shapeFaults, ['thresholds']) ? undefined : rest.thresholds;
  const written = rules.map(({ id, when, then }, r): WrittenRule => {
    const conditions = when.flatMap((shape, c) => toCondition(shape, known, faultsAt(['rules', r, 'when', c], faults)));
    const rule = { id, when: conditions, ...then };
    for (const message of cancelFaults(rule)) faultsAt(['rules', r], faults)(message, anyField);
    return rule;
  });
  return {
    ...rest,
    sha256,
    rules: written.flatMap(({ id, when, outcome, skill }) =>
      outcome === 'cancel' ? [] : [{ id, when, outcome, skill }],
    ),
    cancelRules: written
      .filter(({ outcome }) => outcome === 'cancel')
      .map(({ id, when }): CancelRule => ({ id, when })),
    skills: skills.map(({ skill, when, ...inline }, s): SkillLine => {
      const fault = faultsAt(['skills', s], faults);
      const shapes = Object.keys(inline).length > 0 ? [inline, ...(when ?? [])] : (when ?? []);
      if (shapes.length === 0) fault(`needs a condition: ${kindList}`, anyField);
      return { skill, when: shapes.flatMap((shape) => toCondition(shape, known, fault)) };
    }),
  };
}

/** Tells a fault of one place, unless the shape of the field it is about is at fault already. */
type Fault = (message: string, about?: string) => void;

/** For a message about what is missing altogether: any field that is wrong may be it. */
const anyField = '*';

function faultsAt(path: PolicyFault['path'], { shapeFaults, found }: Faults): Fault {
  return (message, about) => {
    const isKnown =
      about === anyField
        ? shapeFaults.some((fault) => path.every((step, i) => fault.path[i] === step))
        : about !== undefined && isAtFault(shapeFaults, [...path, about]);
    if (!isKnown) found({ path, message });
  };
}

function isAtFault(faults: readonly PolicyFault[], path: PolicyFault['path']): boolean {
  const place = path.join('.');
  return faults.some((fault) => fault.path.join('.') === place);
}

/** A rule as it stands in the document, whichever list of the policy it goes to. */
interface WrittenRule {
  readonly id: string;
  readonly when: readonly Condition[];
  readonly outcome: WrittenOutcome;
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

type Thresholds = Readonly<Record<string, number>>;

/** `thresholds` is undefined where nobody can say which there are. */
function toCondition(shape: ConditionShape, thresholds: Thresholds | undefined, fault: Fault): Condition[] {
  const present = kinds.filter((kind) => shape[kind] !== undefined);
  const kind = present[0];
  if (kind === undefined || present.length > 1) {
    const both = present.length > 1 ? `, not ${present.join(' and ')}` : '';
    fault(`a condition is exactly one of ${kindList}${both}`, kind === undefined ? anyField : undefined);
    return [];
  }
  const foreign = Object.keys(shape).filter(
    (key) => shape[key as keyof ConditionShape] !== undefined && key !== kind && !companions[kind].includes(key),
  );
  if (foreign.length > 0)
    fault(`${kind} does not take ${foreign.join(', ')}; allowed: ${[kind, ...companions[kind]].join(', ')}`);
  if (kind === 'signal') return signalCondition(shape, thresholds, fault);
  const values = kind === 'context' ? shape.in : shape[kind];
  if (values === undefined) {
    fault(`${kind} needs "in", a list of values`, 'in');
    return [];
  }
  return [valueCondition(kind, kind === 'context' ? shape.context : undefined, values)];
}

function signalCondition(
  { signal, atLeast, turns, of }: ConditionShape,
  thresholds: Thresholds | undefined,
  fault: Fault,
): Condition[] {
  const isSignal = signalNames.includes(signal as SignalName);
  if (!isSignal) fault(`unknown signal "${signal}"; allowed: ${signalNames.join(', ')}`);
  const count = turns ?? 1;
  if (of !== undefined && turns === undefined) fault('"of" needs "turns" beside it', 'turns');
  else if (of !== undefined && of < count) fault(`"of" (${of}) must be at least "turns" (${count})`);
  const value = thresholdValue(atLeast, thresholds, fault);
  if (!isSignal || atLeast === undefined || value === undefined) return [];
  const threshold = { name: atLeast, atLeast: value };
  return [{ kind: 'signal', signal: signal as SignalName, threshold, turns: count, of: of ?? count }];
}

function thresholdValue(
  name: string | undefined,
  thresholds: Thresholds | undefined,
  fault: Fault,
): number | undefined {
  const allowed = thresholds && Object.keys(thresholds).join(', ');
  if (name === undefined) {
    fault(`a signal needs "atLeast"${allowed === undefined ? '' : `; allowed: ${allowed}`}`, 'atLeast');
    return undefined;
  }
  if (thresholds === undefined) return undefined;
  if (!Object.hasOwn(thresholds, name)) {
    fault(`unknown threshold "${name}"; allowed: ${allowed}`);
    return undefined;
  }
  const value = thresholds[name] as number;
  return Number.isNaN(value) ? undefined : value;
}

function valueCondition(kind: ValueCondition['kind'], key: string | undefined, values: WrittenValues): ValueCondition {
  const list = Array.isArray(values) ? values : [values];
  return { kind, key, anyOf: new Map(list.map((value) => [fold(String(value)), String(value)])) };
}

function doubles(rules: PolicyShape['rules']): PolicyFault[] {
  const first = new Map<string, number>();
  return rules.flatMap(({ id }, r) => {
    if (id === '') return [];
    const before = first.get(id);
    if (before === undefined) first.set(id, r);
    return before === undefined
      ? []
      : [{ path: ['rules', r, 'id'], message: `"${id}" is already the id of an earlier rule` }];
  });
}

/**
 * The policy as good for the user as its faults leave room for: a rule that cannot be read fully escalates whenever
 * what can be read of it holds, and keeps nobody from a human. Without rules, nothing can be said.
 */
function inFavourOf(policy: Policy, shape: PolicyShape, faults: readonly PolicyFault[]): Policy {
  const faulty = new Set(faults.flatMap(({ path }) => (path[0] === 'rules' && path[2] !== 'id' ? [path[1]] : [])));
  const rules = policy.rules.flatMap((rule, r): Rule[] => {
    const isWhole = !faulty.has(r) && rule.when.length === shape.rules[r]?.when.length;
    if (isWhole) return [rule];
    return rule.outcome === 'continue' ? [] : [{ ...rule, outcome: 'escalate' }];
  });
  return { ...policy, rules };
}
