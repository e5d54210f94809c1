import type { SignalName } from './signals/index.js';

/** How many turns of a conversation are remembered, and so the largest window of a condition. */
export const rememberedTurns = 10;

/** A threshold by the name the operator gave it, with its value. */
export interface Threshold {
  readonly name: string;
  readonly atLeast: number;
}

/** A signal reaches its threshold now, and on `turns` of the last `of` turns on which it was measured (now included). */
export interface SignalCondition {
  readonly kind: 'signal';
  readonly signal: SignalName;
  readonly threshold: Threshold;
  readonly turns: number;
  readonly of: number;
}

/** The picked menu choice, a fact of the context, the intent, the locale or the channel is one of these. */
export interface ValueCondition {
  readonly kind: 'menuChoice' | 'context' | 'intent' | 'locale' | 'channel';
  /** The fact's name, for `context` only. */
  readonly key: string | undefined;
  /** Folded value → the value as the operator wrote it. */
  readonly anyOf: ReadonlyMap<string, string>;
}

export type Condition = SignalCondition | ValueCondition;

export type OutcomeName = 'continue' | 'offer' | 'escalate';

/** All conditions must hold; the first rule that holds decides. */
export interface Rule {
  readonly id: string;
  readonly when: readonly Condition[];
  readonly outcome: OutcomeName;
  readonly skill: string | undefined;
}

/** Takes back a handoff that waits for an agent, when all conditions hold; the first that holds decides. */
export type CancelRule = Pick<Rule, 'id' | 'when'>;

/** Names the skill of outcomes whose rule has none: the first line whose conditions hold. */
export interface SkillLine {
  readonly skill: string;
  readonly when: readonly Condition[];
}

/** Which exact policy decided. */
export interface PolicyName {
  readonly version: string;
  readonly sha256: string;
}

export interface Policy extends PolicyName {
  readonly defaultSkill: string;
  readonly thresholds: Readonly<Record<string, number>>;
  readonly rules: readonly Rule[];
  /** The rules with the outcome `cancel`: the only ones read while a handoff waits for an agent. */
  readonly cancelRules: readonly CancelRule[];
  readonly skills: readonly SkillLine[];
  readonly offer: {
    /** After a no, no offer on that turn and on so many turns after it. */
    readonly quietTurns: number;
  };
  readonly handoff: {
    /** A handoff that nobody accepts for so long has ended. */
    readonly answerWithinMinutes: number;
    /** An accepted handoff that nobody completes for so long has ended. */
    readonly acceptedForHours: number;
    /** An accepted handoff of which no turn and no status is heard for so long has ended; undefined: never for that. */
    readonly idleMinutes?: number | undefined;
    /** Whether the agent hub sends handoff status; where it does not, silence means nothing. */
    readonly statusExpected: boolean;
  };
  readonly receipt: {
    /** The context facts that receipts may show, so that a replay can decide rules on them. */
    readonly context: readonly string[];
  };
}

/** The thresholds rules set on one signal, in ascending order without doubles. */
export function thresholdsOn(policy: Policy, signal: SignalName): number[] {
  const values = new Set<number>();
  for (const rule of policy.rules)
    for (const condition of rule.when)
      if (condition.kind === 'signal' && condition.signal === signal) values.add(condition.threshold.atLeast);
  return [...values].sort((a, b) => a - b);
}
