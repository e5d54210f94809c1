import type { Analysis, Sentiment, TalkToHuman } from './analysis.js';
import {
  type Conversation,
  type Delivery,
  type Handoff,
  isHandoffOpen,
  type KeptAnalysis,
  newConversation,
  nextInARow,
  type Reason,
  type TurnRecord,
} from './conversation.js';
import { decide, type Situation, type Verdict } from './decide.js';
import { type Decision, decisionOf } from './decision.js';
import { settleOverdue } from './handoff-life.js';
import { idsOf } from './ids.js';
import { type Policy, rememberedTurns } from './policy.js';
import { measure, type Reading, rounded } from './signals/index.js';
import type { Facts } from './signals/signal.js';
import { type Sketch, sketchOf } from './sketch.js';
import type { Turn } from './turn.js';

/** What one turn came to. */
export interface Step {
  readonly decision: Decision;
  readonly analysis: KeptAnalysis;
  /** The handoff this turn made, or the one that is open. */
  readonly handoff: Handoff | undefined;
  /** Whether it is this turn's own. */
  readonly initiates: boolean;
  /** True when this turn was answered before; its text was not read. */
  readonly repeated: boolean;
  /** What the rules looked at; undefined when none were read: a repeated turn, or an open handoff. */
  readonly situation: Situation | undefined;
  /** The handoff whose time this turn found to be over. */
  readonly timedOut: Handoff | undefined;
  readonly after: Conversation;
}

/**
 * One turn of a conversation: reads the signals, asks the policy, and says what to remember. Pure: a store may run it
 * again after losing a race. `now` is the server's clock in ms since the epoch; `delivery` is how a new handoff starts;
 * `idKey` is what ids are derived with, if anything.
 */
export function step(
  policy: Policy,
  turn: Turn,
  analysis: Analysis,
  stored: Conversation | undefined,
  now: number,
  delivery: Delivery,
  idKey?: string,
): Step {
  const ids = idsOf(turn.conversation, turn.id, idKey);
  const before = settleOverdue(policy, stored ?? newConversation, now);
  const known = before.turns.find(({ key }) => key === ids.key);
  if (known) return answerAgain(known, ids.decision, ids.handoff, before, stored);
  const seen = look(turn, analysis, before);
  const open = isHandoffOpen(before);
  const situation = open ? undefined : situationOf(turn, analysis, before, seen);
  const verdict = situation ? decide(policy, situation) : goOn;
  const reason = open ? 'HANDOFF_OPEN' : verdict.ruleId === null ? 'NO_RULE_MATCHED' : 'RULE_MATCHED';
  const record = recordOf(policy, ids.key, reason, verdict, seen, keep(turn, analysis));
  const initiates = verdict.outcome === 'escalate';
  const handoff = initiates ? initiated(ids.handoff, verdict, now, delivery, before.handoff) : before.handoff;
  return {
    decision: decisionOf(ids.decision, record),
    analysis: record.analysis,
    handoff: initiates || open ? handoff : undefined,
    initiates,
    repeated: false,
    situation,
    timedOut: before === stored ? undefined : before.handoff,
    after: remember(before, record, handoff, quietAfter(policy, before, seen.reading)),
  };
}

/** Nothing decided: the bot goes on. */
export const goOn: Verdict = Object.freeze({
  outcome: 'continue',
  ruleId: null,
  skill: null,
  matched: [],
  quieted: [],
});

/** The stored decision; the handoff it made is shown while it is the conversation's latest. */
function answerAgain(
  known: TurnRecord,
  decisionId: string,
  handoffId: string,
  before: Conversation,
  stored: Conversation | undefined,
): Step {
  const initiates = known.outcome === 'escalate' && before.handoff?.id === handoffId;
  return {
    decision: decisionOf(decisionId, known),
    analysis: known.analysis,
    handoff: initiates || isHandoffOpen(before) ? before.handoff : undefined,
    initiates,
    repeated: true,
    situation: undefined,
    timedOut: undefined,
    after: stored ?? before,
  };
}

interface Seen {
  readonly reading: Reading;
  readonly sketch: Sketch | undefined;
}

function look(turn: Turn, analysis: Analysis, { turns, settled }: Conversation): Seen {
  const earlierSketches: Sketch[] = [];
  for (let i = settled; i < turns.length; i++) {
    const { sketch } = turns[i] as TurnRecord;
    if (sketch !== undefined) earlierSketches.push(sketch);
  }
  const sketch = turn.menuChoice || turn.utterance === '' ? undefined : sketchOf(turn.utterance);
  const facts: Facts = { turn, analysis, sketch, earlierSketches, offered: lastOffer(turns, settled) !== undefined };
  return { reading: measure(facts), sketch };
}

/** The offer made on the turn before, if that turn still counts. */
function lastOffer(turns: readonly TurnRecord[], settled: number): TurnRecord | undefined {
  const last = turns.length > settled ? turns.at(-1) : undefined;
  return last?.outcome === 'offer' ? last : undefined;
}

function situationOf(turn: Turn, analysis: Analysis, before: Conversation, { reading }: Seen): Situation {
  const { turns, settled, quietTurns } = before;
  return {
    reading,
    earlier: turns.slice(settled).map((record) => record.reading),
    menuChoice: turn.menuChoice?.value,
    title: turn.title,
    context: turn.context,
    intent: analysis.intent?.name ?? turn.recognition?.intent,
    locale: turn.locale,
    channel: turn.channel,
    quiet: quietTurns > 0 || reading.offerAccepted === 0,
    offeredSkill: lastOffer(turns, settled)?.verdict.skill ?? undefined,
  };
}

function recordOf(
  { version, sha256 }: Policy,
  key: string,
  reason: Reason,
  verdict: Verdict,
  { reading, sketch }: Seen,
  analysis: KeptAnalysis,
): TurnRecord {
  return { key, outcome: verdict.outcome, reason, verdict, policy: { version, sha256 }, reading, analysis, sketch };
}

function remember(
  before: Conversation,
  record: TurnRecord,
  handoff: Handoff | undefined,
  quietTurns: number,
): Conversation {
  const turns = [...before.turns, record].slice(-rememberedTurns);
  const dropped = before.turns.length + 1 - turns.length;
  return { turns, settled: Math.max(0, before.settled - dropped), quietTurns, handoff };
}

function quietAfter({ offer }: Policy, { quietTurns }: Conversation, reading: Reading): number {
  return reading.offerAccepted === 0 ? offer.quietTurns : Math.max(0, quietTurns - 1);
}

function initiated(
  id: string,
  { skill }: Verdict,
  now: number,
  delivery: Delivery,
  last: Handoff | undefined,
): Handoff {
  return {
    ...{ id, state: 'initiated', overdue: false, initiatedAt: now, changedAt: now, skill: skill as string, delivery },
    inARow: nextInARow(last, now),
  };
}

/** The analysis as it is shown and remembered: scores with 4 decimals, as they were compared. */
function keep(turn: Turn, { language, talkToHuman, sentiment, intent, degraded }: Analysis): KeptAnalysis {
  const { menuChoice } = turn;
  return {
    language: language ?? null,
    talkToHuman: talkToHuman ? roundTalk(talkToHuman) : null,
    sentiment: sentiment && !menuChoice ? roundSentiment(sentiment) : null,
    intent: intent ? { ...intent, score: rounded(intent.score) ?? 0 } : null,
    menuChoice: menuChoice ? { index: menuChoice.index, matchedBy: menuChoice.matchedBy } : null,
    degraded,
  };
}

function roundTalk({ score, provider, model }: TalkToHuman): TalkToHuman {
  return { score: rounded(score) ?? 0, provider, model };
}

function roundSentiment({ label, positive, neutral, negative, provider, model }: Sentiment): Sentiment {
  return {
    label,
    positive: rounded(positive) ?? 0,
    neutral: rounded(neutral) ?? 0,
    negative: rounded(negative) ?? 0,
    provider,
    model,
  };
}
