import { fromPoints } from '../core/codec/scores.js';
import { decide, holds, type Situation, type Verdict } from '../core/decide.js';
import type { Condition, OutcomeName, Policy } from '../core/policy.js';
import { type Reading, type SignalName, signalNames } from '../core/signals/index.js';
import type { Receipt, Replayable } from './decision-record.js';

/** What recomputing receipts showed. Turns that no rule decided (repeated, handoff open) stay as they are. */
export interface Replay {
  receipts: number;
  /** Decided by rules, and by them again the same. */
  same: number;
  /** No rule was read: repeated turns, open handoffs, activities of no user. */
  unruled: number;
  readonly unruledBecause: Record<UnruledCause, number>;
  /** A rule on a fact that the receipt does not hold could have decided. */
  undecidable: number;
  /** Of the same policy but decided otherwise: never, unless a receipt was altered. */
  wrong: number;
  readonly changed: Changed;
  readonly byRule: Map<string, Changed>;
  readonly byDay: Map<string, Changed>;
  readonly outcomes: Outcomes;
  /** The outcomes that asked for each skill. */
  readonly bySkill: Map<string, OutcomeCounts>;
  /** By the hour a turn came in, as `2026-11-25T16`, UTC. */
  readonly byHour: Map<string, Outcomes>;
}

export type UnruledCause = 'sentAgain' | 'handoffOpen' | 'noUserTurn';

/** How often there was which outcome: as the receipts have it, and under the policy. */
export interface OutcomeCounts {
  escalatedBefore: number;
  escalatedAfter: number;
  offeredBefore: number;
  offeredAfter: number;
}

export interface Outcomes extends OutcomeCounts {
  /** The turns that rules decided before and decided again: what the others are a share of. */
  decided: number;
}

/** How decisions differ under another policy. */
export interface Changed {
  newlyEscalated: number;
  /** What the user would have said next is not known. */
  noLongerEscalated: number;
  newlyOffered: number;
  noLongerOffered: number;
  /** Same outcome, by another rule or for another skill. */
  otherwise: number;
}

export function newReplay(): Replay {
  return {
    receipts: 0,
    same: 0,
    unruled: 0,
    unruledBecause: { sentAgain: 0, handoffOpen: 0, noUserTurn: 0 },
    undecidable: 0,
    wrong: 0,
    changed: unchanged(),
    byRule: new Map(),
    byDay: new Map(),
    outcomes: noOutcomes(),
    bySkill: new Map(),
    byHour: new Map(),
  };
}

function noCounts(): OutcomeCounts {
  return { escalatedBefore: 0, escalatedAfter: 0, offeredBefore: 0, offeredAfter: 0 };
}

function noOutcomes(): Outcomes {
  return { decided: 0, ...noCounts() };
}

function unchanged(): Changed {
  return { newlyEscalated: 0, noLongerEscalated: 0, newlyOffered: 0, noLongerOffered: 0, otherwise: 0 };
}

/** Recomputes one decision from its receipt under a policy and counts what came of it. */
export function replayOne(replay: Replay, receipt: Receipt, policy: Policy): void {
  replay.receipts++;
  if (!receipt.replay) {
    replay.unruled++;
    replay.unruledBecause[causeOf(receipt)]++;
    return;
  }
  const situation = situationOf(receipt, receipt.replay);
  if (isUndecidable(policy, situation, new Set(receipt.replay.known))) {
    replay.undecidable++;
    return;
  }
  const verdict = decide(policy, situation);
  const same =
    verdict.outcome === receipt.outcome && verdict.ruleId === receipt.ruleId && verdict.skill === receipt.skill;
  if (same) replay.same++;
  else if (receipt.policy.sha256 === policy.sha256) {
    replay.wrong++;
    return;
  } else countChange(replay, receipt, verdict);
  countOutcomes(replay, receipt, verdict);
}

function causeOf({ repeated, reason }: Receipt): UnruledCause {
  if (repeated) return 'sentAgain';
  return reason === 'HANDOFF_OPEN' ? 'handoffOpen' : 'noUserTurn';
}

function situationOf({ reading }: Receipt, replay: Replayable): Situation {
  const { menuChoice, title, intent, locale, channel, offeredSkill, quiet, window, context } = replay;
  return {
    reading: readingOf(reading),
    earlier: window.map((points) => readingOf(points.map(fromPoints))),
    menuChoice: menuChoice ?? undefined,
    title: title ?? undefined,
    context,
    intent: intent ?? undefined,
    locale: locale ?? undefined,
    channel: channel ?? undefined,
    offersSuppressed: quiet,
    offeredSkill: offeredSkill ?? undefined,
    handoffWaits: replay.handoffWaits ?? false,
  };
}

function readingOf(values: readonly (number | null)[]): Reading {
  const reading = {} as Record<SignalName, number | null>;
  for (let i = 0; i < signalNames.length; i++) reading[signalNames[i] as SignalName] = values[i] ?? null;
  return reading;
}

/** Whether a rule on an unknown fact comes, with all its other conditions holding, before one that surely decides. */
function isUndecidable(policy: Policy, situation: Situation, known: ReadonlySet<string>): boolean {
  const unknown = (condition: Condition) =>
    condition.kind === 'context' && condition.key !== undefined && !known.has(condition.key);
  if (situation.handoffWaits) return isCancelUndecidable(policy, situation, unknown);
  for (const { when, outcome, skill } of policy.rules) {
    if (!when.every((condition) => unknown(condition) || holds(condition, situation))) continue;
    if (outcome === 'offer' && situation.offersSuppressed) continue;
    if (when.some(unknown)) return true;
    return outcome !== 'continue' && skill === undefined && policy.skills.some(({ when }) => when.some(unknown));
  }
  return false;
}

function isCancelUndecidable(
  { cancelRules }: Policy,
  situation: Situation,
  unknown: (condition: Condition) => boolean,
): boolean {
  const first = cancelRules.find(({ when }) => when.every((one) => unknown(one) || holds(one, situation)));
  return first?.when.some(unknown) ?? false;
}

function countOutcomes(replay: Replay, { at, outcome, skill }: Receipt, verdict: Verdict): void {
  for (const outcomes of [replay.outcomes, entry(replay.byHour, at.slice(0, 13), noOutcomes)]) {
    outcomes.decided++;
    addOutcome(outcomes, outcome, 'Before');
    addOutcome(outcomes, verdict.outcome, 'After');
  }
  if (skill !== null) addOutcome(entry(replay.bySkill, skill, noCounts), outcome, 'Before');
  if (verdict.skill !== null) addOutcome(entry(replay.bySkill, verdict.skill, noCounts), verdict.outcome, 'After');
}

function addOutcome(outcomes: OutcomeCounts, outcome: OutcomeName, when: 'Before' | 'After'): void {
  if (outcome === 'escalate') outcomes[`escalated${when}`]++;
  else if (outcome === 'offer') outcomes[`offered${when}`]++;
}

function countChange(replay: Replay, { at, outcome, ruleId }: Receipt, verdict: Verdict): void {
  const what = difference(outcome, verdict.outcome);
  const rule = (verdict.outcome === 'continue' ? ruleId : verdict.ruleId) ?? 'none';
  const byDay = entry(replay.byDay, at.slice(0, 10), unchanged);
  for (const changed of [replay.changed, entry(replay.byRule, rule, unchanged), byDay]) changed[what]++;
}

function difference(before: OutcomeName, after: OutcomeName): keyof Changed {
  if (before === after) return 'otherwise';
  if (after === 'escalate') return 'newlyEscalated';
  if (before === 'escalate') return 'noLongerEscalated';
  return after === 'offer' ? 'newlyOffered' : 'noLongerOffered';
}

function entry<Counts>(map: Map<string, Counts>, key: string, none: () => Counts): Counts {
  const known = map.get(key) ?? none();
  map.set(key, known);
  return known;
}
