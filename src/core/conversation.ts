import type { Degraded, Intent, Sentiment, TalkToHuman } from './analysis.js';
import type { Verdict } from './decide.js';
import type { OutcomeName, PolicyName } from './policy.js';
import type { Reading } from './signals/index.js';
import type { Sketch } from './sketch.js';
import type { MatchedBy } from './turn.js';

/** Why the outcome is what it is: a closed list. */
export type Reason =
  | 'RULE_MATCHED'
  | 'NO_RULE_MATCHED'
  | 'HANDOFF_OPEN'
  | 'NOT_A_USER_TURN'
  | 'HUMAN_AGENT'
  | 'HANDOFF_STATUS'
  | 'HANDOFF_WITHDRAWN';

/** `unknown`: the hub never said, and the policy's time is over. */
export type HandoffState = 'initiated' | 'accepted' | 'completed' | 'failed' | 'unknown';

/** Why a handoff ended otherwise than by its hub's word or the clock: its user left, or took the request back. */
export type HandoffCause = 'user-left' | 'withdrawn';

export type DeliveryStatus = 'returned' | 'pending' | 'delivered' | 'failed';

/** What became of the activity; `cause` says why it failed. */
export interface Delivery {
  readonly status: DeliveryStatus;
  readonly cause?: string | undefined;
}

export interface Handoff {
  readonly id: string;
  readonly state: HandoffState;
  /** True when the clock or the user ended it and not the hub: the hub's word may still correct that. */
  readonly overdue: boolean;
  readonly cause?: HandoffCause | undefined;
  /** Who the user of the turn that escalated was, as `accountHash` has it; undefined where the activity did not say. */
  readonly user?: string | undefined;
  /** When it was initiated and when its state last changed, in ms since the epoch. */
  readonly initiatedAt: number;
  readonly changedAt: number;
  /** When a turn or a status of it was last heard of, in ms since the epoch. */
  readonly heardAt: number;
  readonly skill: string;
  readonly delivery: Delivery;
  /** Its place, from 1, in a row of handoffs each initiated within a minute of the one before. */
  readonly inARow: number;
}

/** The scores a decision was made on, without the words: enough to show the same analysis again. */
export interface KeptAnalysis {
  readonly language: string | null;
  readonly talkToHuman: TalkToHuman | null;
  readonly sentiment: Sentiment | null;
  readonly intent: Intent | null;
  readonly menuChoice: { readonly index: number | null; readonly matchedBy: MatchedBy } | null;
  readonly degraded: readonly Degraded[];
}

/** What is remembered of one turn: enough to answer it again without reading it. No text. */
export interface TurnRecord {
  /** Derived from conversation and turn id, see `idsOf`. */
  readonly key: string;
  readonly outcome: OutcomeName;
  readonly reason: Reason;
  readonly verdict: Verdict;
  readonly policy: PolicyName;
  readonly reading: Reading;
  readonly analysis: KeptAnalysis;
  readonly sketch: Sketch | undefined;
  /** What was said, as `createDigestOfSaid` has it; undefined where it was not kept. */
  readonly said?: string | undefined;
}

/** The state kept between turns: numbers and ids only. */
export interface Conversation {
  /** The last ten turns, oldest first. */
  readonly turns: readonly TurnRecord[];
  /** How many of `turns`, from the oldest, no longer count: they came before the last handoff ended. */
  readonly resetIndex: number;
  /** On how many more turns offers are held back, since the user said no. */
  readonly quietTurns: number;
  /** The latest handoff, open or ended. */
  readonly handoff: Handoff | undefined;
  /** The account that user turns were sent to, as `accountHash` has it: who speaks from it is the bot. */
  readonly bot?: string | undefined;
}

export const newConversation: Conversation = Object.freeze({
  turns: Object.freeze([]),
  resetIndex: 0,
  quietTurns: 0,
  handoff: undefined,
});

/** Whether a handoff waits for an agent or is with one; a store evicts such conversations last. */
export function isHandoffOpen({ handoff }: Conversation): boolean {
  return handoff?.state === 'initiated' || handoff?.state === 'accepted';
}

/** Whether a handoff waits for an agent to accept it. */
export function isHandoffWaiting({ handoff }: Conversation): boolean {
  return handoff?.state === 'initiated';
}

/** How many handoffs a conversation may have in a row, each within a minute of the one before. */
export const mostInARow = 5;
const rowMs = 60_000;

/** The place in its row of a handoff initiated at `now`, in ms since the epoch, after this one. */
export function nextInARow(last: Handoff | undefined, now: number): number {
  return last && now - last.initiatedAt < rowMs ? last.inARow + 1 : 1;
}

/** For how many ms, a minute at most, a conversation has to wait before it is handed over again; 0 unless a row is full. */
export function handoffWaitMs(last: Handoff | undefined, now: number): number {
  return last && nextInARow(last, now) > mostInARow ? Math.min(rowMs, last.initiatedAt + rowMs - now) : 0;
}
