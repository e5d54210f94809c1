import type { Source } from '../core/analysis.js';
import { toPoints } from '../core/codec/scores.js';
import type { HandoffState, Reason } from '../core/conversation.js';
import type { Situation } from '../core/decide.js';
import type { OutcomeName, Policy, PolicyName, Threshold } from '../core/policy.js';
import { type Reading, type SignalName, signalNames } from '../core/signals/index.js';
import type { Fact, MenuChoice, Turn } from '../core/turn.js';
import type { EvaluatedTurn, Outcome, ShadowDecision } from '../evaluation/outcome.js';
import type { RedactId } from '../lib/id-hash.js';
import { namedBy, toldLocale, toldName } from './told-names.js';

/** A signal as it was read, with the policy's nearest threshold on it and how far the value is above (or below) that. */
export interface SignalReceipt {
  readonly value: number;
  readonly threshold?: string;
  readonly atLeast?: number;
  readonly margin?: number;
}

/**
 * What the rules looked at, enough to decide again: a replay of it under the same policy gives the same decision.
 * `context` holds the facts that the policy lists under `receipt.context`, and `known` those names: a rule on any other
 * fact cannot be replayed. What a request named (a choice, an intent, a locale, a channel) stands here where it has the
 * shape of a name or the policy names it: anything else may be text, and decides nothing.
 */
export interface Replayable {
  readonly menuChoice: string | null;
  /** What the picked choice said, where the policy names it. */
  readonly title: string | null;
  readonly intent: string | null;
  readonly locale: string | null;
  readonly channel: string | null;
  /** Whether offers were held back, because the user had lately said no. */
  readonly quiet: boolean;
  readonly offeredSkill: string | null;
  /** There while a handoff waited for an agent: only rules that cancel it were read. */
  readonly handoffWaits?: true;
  /** The earlier readings that counted, oldest first, signals in their fixed order. In ten-thousandths. */
  readonly window: readonly (readonly (number | null)[])[];
  readonly known: readonly string[];
  readonly context: Readonly<Record<string, Fact>>;
}

/** One structured record per decision: who, what, why, on which numbers. Never text. */
export interface Receipt {
  readonly conversation: string;
  readonly turn: string;
  /** When the turn came, ISO 8601. */
  readonly at: string;
  readonly decisionId: string;
  /** Left out where neither the caller nor the service makes traces. */
  readonly traceId?: string | undefined;
  readonly outcome: OutcomeName;
  readonly reason: Reason;
  readonly ruleId: string | null;
  readonly skill: string | null;
  readonly suppressedOffers: readonly string[];
  readonly policy: PolicyName;
  readonly repeated: boolean;
  readonly signals: Readonly<Partial<Record<SignalName, SignalReceipt>>>;
  readonly reading: readonly (number | null)[];
  readonly sources: Readonly<Record<'talkToHuman' | 'sentiment', string | null>>;
  readonly degraded: Outcome['analysis']['degraded'];
  readonly shadow: ShadowDecision | null;
  readonly handoff: { readonly id: string; readonly state: HandoffState; readonly delivery: string } | null;
  readonly durationMs: number;
  /** Null when no rule was read: a repeated turn, a handoff that an agent accepted, or not a user's turn. */
  readonly replay: Replayable | null;
}

/** The receipt of a decided turn. */
export function toReceipt(evaluated: EvaluatedTurn, redactId: RedactId, traceId?: string): Receipt {
  const { turn, step, outcome, at, durationMs } = evaluated;
  const { decision, situation, policy } = step;
  const { analysis, handoff, shadow, repeated } = outcome;
  return {
    conversation: redactId(turn.conversation),
    turn: redactId(turn.id),
    at: new Date(at).toISOString(),
    decisionId: decision.id,
    traceId,
    outcome: decision.outcome,
    reason: decision.reason,
    ruleId: decision.ruleId,
    skill: decision.skill,
    suppressedOffers: decision.suppressedOffers,
    policy: decision.policy,
    repeated,
    signals: toSignalReceipts(decision.reading, policy),
    reading: valuesOf(decision.reading),
    sources: { talkToHuman: sourceOf(analysis.talkToHuman), sentiment: sourceOf(analysis.sentiment) },
    degraded: analysis.degraded,
    shadow,
    handoff: handoff && { id: handoff.id, state: handoff.state, delivery: handoff.delivery.status },
    durationMs: Math.round(durationMs * 1000) / 1000,
    replay: situation ? replayable(situation, turn, policy) : null,
  };
}

function valuesOf(reading: Reading): (number | null)[] {
  return signalNames.map((name) => reading[name]);
}

/** A reading in whole numbers: they are written five times as fast as decimals, and there may be nine such readings. */
function pointsOf(reading: Reading): (number | null)[] {
  return signalNames.map((name) => toPoints(reading[name]));
}

function sourceOf(source: Source | null): string | null {
  return source && `${source.provider} ${source.model}`;
}

function replayable(situation: Situation, turn: Turn, policy: Policy): Replayable {
  const { receipt } = policy;
  const { title, intent, locale, channel, offersSuppressed, offeredSkill, earlier, context } = situation;
  const known = receipt.context.filter((key) => Object.hasOwn(context, key));
  return {
    menuChoice: turn.menuChoice ? choiceFor(turn.menuChoice, policy) : null,
    title: title === undefined ? null : namedBy(policy, 'menuChoice', title),
    intent: intent === undefined ? null : toldName('intent', intent, policy),
    locale: locale === undefined ? null : toldLocale(locale, policy),
    channel: channel === undefined ? null : toldName('channel', channel, policy),
    quiet: offersSuppressed,
    offeredSkill: offeredSkill ?? null,
    ...(situation.handoffWaits && { handoffWaits: true as const }),
    window: earlier.map(pointsOf),
    known: receipt.context,
    context: Object.fromEntries(known.map((key) => [key, context[key] as Fact])),
  };
}

/**
 * A picked choice's title, and a tap on a menu we were not shown, may be what the user typed: a receipt has them only as
 * the policy's own word. One that no rule names decides nothing.
 */
function choiceFor({ value, index, matchedBy }: MenuChoice, policy: Policy): string | null {
  const mayBeTyped = index === null && matchedBy !== 'given';
  return mayBeTyped ? namedBy(policy, 'menuChoice', value) : toldName('menuChoice', value, policy);
}

/** Every measured signal with the nearest threshold that rules of the policy set on it. */
export function toSignalReceipts(reading: Reading, policy: Policy): Receipt['signals'] {
  const signals: Partial<Record<SignalName, SignalReceipt>> = {};
  for (const name of signalNames) {
    const value = reading[name];
    if (value === null) continue;
    const nearest = nearestThreshold(policy, name, value);
    signals[name] = nearest
      ? { value, threshold: nearest.name, atLeast: nearest.atLeast, margin: margin(value, nearest.atLeast) }
      : { value };
  }
  return signals;
}

function margin(value: number, atLeast: number): number {
  return Math.round((value - atLeast) * 10_000) / 10_000;
}

const thresholds = new WeakMap<Policy, ReadonlyMap<SignalName, readonly Threshold[]>>();

function nearestThreshold(policy: Policy, signal: SignalName, value: number): Threshold | undefined {
  const bySignal = thresholds.get(policy) ?? thresholdsBySignal(policy);
  let nearest: Threshold | undefined;
  for (const one of bySignal.get(signal) ?? [])
    if (!nearest || Math.abs(value - one.atLeast) < Math.abs(value - nearest.atLeast)) nearest = one;
  return nearest;
}

function thresholdsBySignal(policy: Policy): Map<SignalName, Threshold[]> {
  const bySignal = new Map<SignalName, Threshold[]>();
  for (const rule of [...policy.rules, ...policy.cancelRules])
    for (const condition of rule.when)
      if (condition.kind === 'signal')
        bySignal.set(condition.signal, [...(bySignal.get(condition.signal) ?? []), condition.threshold]);
  thresholds.set(policy, bySignal);
  return bySignal;
}
