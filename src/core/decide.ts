import { fold } from './fold.js';
import type { CancelRule, Condition, OutcomeName, Policy, Rule, SignalCondition, ValueCondition } from './policy.js';
import type { Reading, SignalName } from './signals/index.js';
import type { Fact } from './turn.js';

/** What conditions look at: this turn's reading, the readings that still count, and what was said beside the words. */
export interface Situation {
  readonly reading: Reading;
  /** Earlier readings that count, oldest first. */
  readonly earlier: readonly Reading[];
  readonly menuChoice: string | undefined;
  readonly title: string | undefined;
  readonly context: Readonly<Record<string, Fact>>;
  readonly intent: string | undefined;
  readonly locale: string | undefined;
  readonly channel: string | undefined;
  /** True while the user has lately said no: offers are held back. */
  readonly offersSuppressed: boolean;
  /** The skill of the offer made on the turn before, if one was. */
  readonly offeredSkill: string | undefined;
  /** True while a handoff waits for an agent: only the rules that cancel it are read. */
  readonly handoffWaits: boolean;
}

/** A condition of the rule that decided, as shown in the receipt. */
export type Matched =
  | {
      readonly signal: SignalName;
      readonly value: number;
      readonly threshold: string;
      readonly atLeast: number;
      readonly turns?: number;
      readonly of?: number;
    }
  | { readonly condition: ValueCondition['kind']; readonly value: string; readonly key?: string };

/** What the policy says of a situation: the first rule that holds, or none. */
export interface Verdict {
  readonly outcome: OutcomeName;
  readonly ruleId: string | null;
  readonly skill: string | null;
  readonly matched: readonly Matched[];
  /** Offer rules that held and were skipped, because the user lately said no. */
  readonly suppressedOffers: readonly string[];
}

const none: readonly never[] = Object.freeze([]);

/** No rule was read, or none holds: the bot goes on. */
export const noMatch: Verdict = Object.freeze({
  outcome: 'continue',
  ruleId: null,
  skill: null,
  matched: none,
  suppressedOffers: none,
});

/** Reads the rules from the top; the first whose conditions all hold decides. Pure. */
export function decide(policy: Policy, situation: Situation): Verdict {
  if (situation.handoffWaits) return decideCancel(policy.cancelRules, situation);
  let suppressedOffers: string[] | undefined;
  for (const rule of policy.rules) {
    if (!rule.when.every((condition) => holds(condition, situation))) continue;
    if (rule.outcome === 'offer' && situation.offersSuppressed) {
      suppressedOffers ??= [];
      suppressedOffers.push(rule.id);
      continue;
    }
    return {
      outcome: rule.outcome,
      ruleId: rule.id,
      skill: rule.outcome === 'continue' ? null : skillOf(rule, policy, situation),
      matched: rule.when.map((condition) => matched(condition, situation)),
      suppressedOffers: suppressedOffers ?? none,
    };
  }
  return { outcome: 'continue', ruleId: null, skill: null, matched: none, suppressedOffers: suppressedOffers ?? none };
}

/** The bot goes on either way; a rule that holds takes the handoff back. */
function decideCancel(rules: readonly CancelRule[], situation: Situation): Verdict {
  const rule = rules.find(({ when }) => when.every((condition) => holds(condition, situation)));
  if (rule === undefined) return noMatch;
  return { ...noMatch, ruleId: rule.id, matched: rule.when.map((condition) => matched(condition, situation)) };
}

/** The rule's own skill, the accepted offer's, the first line of the skill table that holds, or the default. */
function skillOf(rule: Rule, policy: Policy, situation: Situation): string {
  if (rule.skill !== undefined) return rule.skill;
  const acceptsOffer = rule.when.some(
    ({ kind, ...rest }) => kind === 'signal' && (rest as SignalCondition).signal === 'offerAccepted',
  );
  if (acceptsOffer && situation.offeredSkill !== undefined) return situation.offeredSkill;
  const line = policy.skills.find(({ when }) => when.every((condition) => holds(condition, situation)));
  return line?.skill ?? policy.defaultSkill;
}

/** Whether a condition holds now. */
export function holds(condition: Condition, situation: Situation): boolean {
  return condition.kind === 'signal'
    ? signalHolds(condition, situation)
    : valueThatHolds(condition, situation) !== undefined;
}

function signalHolds({ signal, threshold, turns, of }: SignalCondition, { reading, earlier }: Situation): boolean {
  const now = reading[signal];
  if (now === null || now < threshold.atLeast) return false;
  let reached = 1;
  let measured = 1;
  for (let i = earlier.length - 1; i >= 0 && measured < of && reached < turns; i--) {
    const then = (earlier[i] as Reading)[signal];
    if (then === null) continue;
    measured++;
    if (then >= threshold.atLeast) reached++;
  }
  return reached >= turns;
}

/** The value, as the operator wrote it, that makes the condition hold. */
function valueThatHolds({ kind, key, anyOf }: ValueCondition, situation: Situation): string | undefined {
  switch (kind) {
    case 'menuChoice':
      return found(anyOf, situation.menuChoice) ?? found(anyOf, situation.title);
    case 'intent':
      return found(anyOf, situation.intent);
    case 'channel':
      return found(anyOf, situation.channel);
    case 'locale':
      return foundLocale(anyOf, situation.locale);
    case 'context': {
      const { context } = situation;
      return key !== undefined && Object.hasOwn(context, key) ? found(anyOf, String(context[key])) : undefined;
    }
    default:
      return kind satisfies never;
  }
}

function found(anyOf: ReadonlyMap<string, string>, value: string | undefined): string | undefined {
  return value === undefined ? undefined : anyOf.get(fold(value));
}

/** `de` holds for `de-AT` too: the tag itself, then shorter and shorter prefixes of it (RFC 4647 3.4, lookup). */
function foundLocale(anyOf: ReadonlyMap<string, string>, locale: string | undefined): string | undefined {
  let tag = locale === undefined ? '' : fold(locale.replaceAll('_', '-')).slice(0, 64);
  while (tag !== '') {
    const value = anyOf.get(tag);
    if (value !== undefined) return value;
    tag = tag.slice(0, Math.max(0, tag.lastIndexOf('-')));
  }
  return undefined;
}

function matched(condition: Condition, situation: Situation): Matched {
  if (condition.kind !== 'signal') {
    const value = valueThatHolds(condition, situation) as string;
    return condition.key === undefined
      ? { condition: condition.kind, value }
      : { condition: condition.kind, key: condition.key, value };
  }
  const { signal, threshold, turns, of } = condition;
  const value = situation.reading[signal] as number;
  const reached = { signal, value, threshold: threshold.name, atLeast: threshold.atLeast };
  return of > 1 ? { ...reached, turns, of } : reached;
}
