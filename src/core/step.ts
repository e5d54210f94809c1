import { botOf, userOf } from './account.js';
import type { Analysis } from './analysis.js';
import {
  type Conversation,
  type Delivery,
  type Handoff,
  isHandoffOpen,
  isHandoffWaiting,
  type KeptAnalysis,
  newConversation,
  nextInARow,
  type Reason,
  type TurnRecord,
} from './conversation.js';
import { decide, noMatch, type Situation, type Verdict } from './decide.js';
import { type Decision, decisionOf } from './decision.js';
import { expireHandoff, withdrawn } from './handoff-life.js';
import { idsOf, type TurnIds } from './ids.js';
import { toKeptAnalysis } from './kept-analysis.js';
import { type Policy, rememberedTurns } from './policy.js';
import { saysOther } from './said.js';
import { measure, type Reading } from './signals/index.js';
import type { Facts } from './signals/signal.js';
import { type Sketch, sketchOf } from './sketch.js';
import type { Turn } from './turn.js';

/** What one turn of a conversation is stepped on. */
export interface StepInput {
  readonly policy: Policy;
  readonly turn: Turn;
  readonly analysis: Analysis;
  /** What is kept of the conversation; undefined when it is new. */
  readonly stored: Conversation | undefined;
  /** The server's clock, in ms since the epoch. */
  readonly now: number;
  /** How the delivery of a new handoff starts. */
  readonly delivery: Delivery;
  /** What ids are derived with, if anything. */
  readonly idKey?: string | undefined;
  /** What was said, as `createDigestOfSaid` has it; undefined where nobody asks whether a turn that comes again says other. */
  readonly said?: string | undefined;
}

/** What one turn came to. */
export interface Step {
  /** `repeated`: this turn was answered before, and its text was not read. `non-user-turn`: no user said it. */
  readonly kind: 'decided' | 'repeated' | 'non-user-turn';
  /** Whether the turn was answered before for other words than it comes with now. */
  readonly repeatedDiffers: boolean;
  /** The policy it was decided under. */
  readonly policy: Policy;
  readonly decision: Decision;
  readonly analysis: KeptAnalysis;
  /** The handoff this turn made or took back, or the one that is open. */
  readonly handoff: Handoff | undefined;
  /** Whether this turn made it. */
  readonly initiates: boolean;
  /** Whether this turn took it back. */
  readonly withdraws: boolean;
  /** What the rules looked at; undefined when none were read, because of the kind or because an agent has accepted. */
  readonly situation: Situation | undefined;
  /** The handoff whose time this turn found to be over. */
  readonly timedOut: Handoff | undefined;
  readonly after: Conversation;
}

/**
 * One turn of a conversation: reads the signals, asks the policy, and says what to remember. Pure: a store may run it
 * again after losing a race.
 */
export function step(input: StepInput): Step {
  const { policy, turn, analysis, stored, now, delivery, idKey, said } = input;
  const ids = idsOf(turn.conversation, turn.id, idKey);
  const before = expireHandoff(policy, stored ?? newConversation, now);
  const known = before.turns.find(({ key }) => key === ids.key);
  if (known) return repeat(known, ids, before, input);
  const { reading, sketch } = measureSignals(turn, analysis, before);
  const situation = readsRules(policy, before) ? situationOf(turn, analysis, before, reading) : undefined;
  const verdict = situation ? decide(policy, situation) : noMatch;
  const reason = reasonOf(verdict, before);
  const initiates = verdict.outcome === 'escalate';
  const withdraws = reason === 'HANDOFF_WITHDRAWN';
  const record: TurnRecord = {
    key: ids.key,
    outcome: verdict.outcome,
    reason,
    verdict,
    policy: { version: policy.version, sha256: policy.sha256 },
    reading,
    analysis: toKeptAnalysis(turn, analysis),
    sketch,
    said,
  };
  const handoff = initiates
    ? initiated(ids.handoff, verdict, { now, delivery, last: before.handoff, user: userOf(turn, idKey) })
    : handoffAfter(before, withdraws, delivery, now);
  const quietTurns = quietTurnsAfter(policy, before, withdraws || reading.offerAccepted === 0);
  const bot = before.bot ?? botOf(turn, idKey);
  const after = { ...remember(before, record, handoff, quietTurns), bot };
  return {
    kind: 'decided',
    repeatedDiffers: false,
    policy,
    decision: decisionOf(ids.decision, record),
    analysis: record.analysis,
    handoff: initiates || isHandoffOpen(before) ? handoff : undefined,
    initiates,
    withdraws,
    situation,
    timedOut: before === stored ? undefined : before.handoff,
    after: withdraws ? { ...after, resetIndex: after.turns.length } : after,
  };
}

/** While a handoff waits for an agent only rules that cancel it are read, and none once an agent has accepted. */
function readsRules(policy: Policy, before: Conversation): boolean {
  return isHandoffOpen(before) ? isHandoffWaiting(before) && policy.cancelRules.length > 0 : true;
}

/** The conversation's handoff after a turn that made none: taken back, or heard of when it is open. */
function handoffAfter(before: Conversation, withdraws: boolean, delivery: Delivery, now: number): Handoff | undefined {
  const { handoff } = before;
  if (handoff === undefined || !isHandoffOpen(before)) return handoff;
  return withdraws ? withdrawn(handoff, delivery, now) : { ...handoff, heardAt: now };
}

/** The stored decision; the handoff it made is told while it is the conversation's latest. */
function repeat(known: TurnRecord, ids: TurnIds, before: Conversation, { policy, stored, said }: StepInput): Step {
  const initiates = known.outcome === 'escalate' && before.handoff?.id === ids.handoff;
  const withdraws = tookBack(known, before);
  return {
    kind: 'repeated',
    repeatedDiffers: saysOther(known.said, said),
    policy,
    decision: decisionOf(ids.decision, known),
    analysis: known.analysis,
    handoff: initiates || withdraws || isHandoffOpen(before) ? before.handoff : undefined,
    initiates,
    withdraws,
    situation: undefined,
    timedOut: undefined,
    after: stored ?? before,
  };
}

/** Whether a remembered turn took back the conversation's latest handoff. */
function tookBack(known: TurnRecord, { turns, handoff }: Conversation): boolean {
  if (known.reason !== 'HANDOFF_WITHDRAWN' || handoff?.cause !== 'withdrawn') return false;
  return turns.findLast(({ reason }) => reason === known.reason) === known;
}

/** What was measured on one turn. */
interface Measurement {
  readonly reading: Reading;
  /** Undefined when nothing was typed. */
  readonly sketch: Sketch | undefined;
}

function measureSignals(turn: Turn, analysis: Analysis, before: Conversation): Measurement {
  const { turns, resetIndex } = before;
  const earlierSketches: Sketch[] = [];
  for (let i = resetIndex; i < turns.length; i++) {
    const { sketch } = turns[i] as TurnRecord;
    if (sketch !== undefined) earlierSketches.push(sketch);
  }
  const sketch = turn.menuChoice || turn.utterance === '' ? undefined : sketchOf(turn.utterance);
  const offered = lastOffer(turns, resetIndex) !== undefined;
  const facts: Facts = { turn, analysis, sketch, earlierSketches, offered, handoffWaits: isHandoffWaiting(before) };
  return { reading: measure(facts), sketch };
}

/** The offer made on the turn before, if that turn still counts. */
function lastOffer(turns: readonly TurnRecord[], resetIndex: number): TurnRecord | undefined {
  const last = turns.length > resetIndex ? turns.at(-1) : undefined;
  return last?.outcome === 'offer' ? last : undefined;
}

function situationOf(turn: Turn, analysis: Analysis, before: Conversation, reading: Reading): Situation {
  const { turns, resetIndex, quietTurns } = before;
  return {
    reading,
    earlier: turns.slice(resetIndex).map((record) => record.reading),
    menuChoice: turn.menuChoice?.value,
    title: turn.title,
    context: turn.context,
    intent: analysis.intent?.name ?? turn.recognition?.intent,
    locale: turn.locale,
    channel: turn.channel,
    offersSuppressed: quietTurns > 0 || reading.offerAccepted === 0,
    offeredSkill: lastOffer(turns, resetIndex)?.verdict.skill ?? undefined,
    handoffWaits: isHandoffWaiting(before),
  };
}

function reasonOf({ ruleId }: Verdict, before: Conversation): Reason {
  if (isHandoffOpen(before)) return ruleId === null ? 'HANDOFF_OPEN' : 'HANDOFF_WITHDRAWN';
  return ruleId === null ? 'NO_RULE_MATCHED' : 'RULE_MATCHED';
}

function remember(
  before: Conversation,
  record: TurnRecord,
  handoff: Handoff | undefined,
  quietTurns: number,
): Conversation {
  const turns = [...before.turns, record].slice(-rememberedTurns);
  const dropped = before.turns.length + 1 - turns.length;
  return { turns, resetIndex: Math.max(0, before.resetIndex - dropped), quietTurns, handoff };
}

/** Who says no to a human, by taking the request back too, is not asked again at once. */
function quietTurnsAfter({ offer }: Policy, { quietTurns }: Conversation, saysNo: boolean): number {
  return saysNo ? offer.quietTurns : Math.max(0, quietTurns - 1);
}

interface Initiation {
  readonly now: number;
  readonly delivery: Delivery;
  /** The conversation's handoff before this one. */
  readonly last: Handoff | undefined;
  /** Who asked, as state has it. */
  readonly user: string | undefined;
}

function initiated(id: string, { skill }: Verdict, { now, delivery, last, user }: Initiation): Handoff {
  return {
    id,
    state: 'initiated',
    overdue: false,
    initiatedAt: now,
    changedAt: now,
    heardAt: now,
    skill: skill as string,
    delivery,
    inARow: nextInARow(last, now),
    user,
  };
}
