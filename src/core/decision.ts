import type { Reason, TurnRecord } from './conversation.js';
import type { Matched, Verdict } from './decide.js';
import type { PolicyName } from './policy.js';
import type { Reading, SignalName } from './signals/index.js';

interface DecisionBase {
  /** Derived from conversation and turn: the same turn always has the same decision. */
  readonly id: string;
  readonly reason: Reason;
  readonly ruleId: string | null;
  /** One sentence anybody can check against `matched` and `reading`. */
  readonly explanation: string;
  readonly policy: PolicyName;
  readonly matched: readonly Matched[];
  readonly suppressedOffers: readonly string[];
  readonly reading: Reading;
}

/** The bot goes on. */
export interface Continue extends DecisionBase {
  readonly outcome: 'continue';
  readonly skill: null;
}

/** The bot asks whether the user would like to talk to a person; `skill` is what a yes will ask for. */
export interface Offer extends DecisionBase {
  readonly outcome: 'offer';
  readonly skill: string;
}

/** A human should take over. */
export interface Escalate extends DecisionBase {
  readonly outcome: 'escalate';
  readonly skill: string;
}

export type Decision = Continue | Offer | Escalate;

/** The decision a remembered turn got, the same to the letter each time. */
export function decisionOf(id: string, { reason, verdict, policy, reading }: TurnRecord): Decision {
  return {
    id,
    outcome: verdict.outcome,
    reason,
    ruleId: verdict.ruleId,
    explanation: explain(reason, verdict),
    skill: verdict.skill,
    policy: { version: policy.version, sha256: policy.sha256 },
    matched: verdict.matched,
    suppressedOffers: verdict.suppressedOffers,
    reading,
  } as Decision;
}

const explanations: Readonly<Record<SignalName, string>> = {
  talkToHuman: 'The user asked for a human',
  negativeSentiment: 'The user is upset',
  notUnderstood: 'The bot did not understand',
  repeating: 'The user says the same again',
  offerAccepted: 'The user accepted the offer',
  withdraws: 'The user takes the request for a human back',
};

function explain(reason: Reason, { ruleId, matched, suppressedOffers }: Verdict): string {
  switch (reason) {
    case 'RULE_MATCHED':
    case 'HANDOFF_WITHDRAWN':
      return `${lead(matched)}: ${matched.map(condition).join(' and ')}.`;
    case 'NO_RULE_MATCHED':
      return suppressedOffers.length === 0
        ? 'No rule of the policy holds.'
        : `No rule holds but ${suppressedOffers.join(', ')}, and the user lately said no to an offer.`;
    case 'HANDOFF_OPEN':
      return 'A handoff of this conversation is open; nothing new is created.';
    case 'NOT_A_USER_TURN':
      return 'The activity is not something the user said.';
    case 'HUMAN_AGENT':
      return 'A human agent said this, not the user.';
    case 'HANDOFF_STATUS':
      return 'The activity is a handoff status.';
    default:
      return `${reason satisfies never} ${ruleId}`;
  }
}

function lead(matched: readonly Matched[]): string {
  const first = matched[0];
  if (first === undefined) return 'The rule holds';
  if ('signal' in first) return explanations[first.signal];
  return first.condition === 'menuChoice' ? 'The user picked a menu choice' : 'The rule holds';
}

function condition(one: Matched): string {
  if ('condition' in one)
    return `${one.key === undefined ? one.condition : `${one.condition}.${one.key}`} is ${one.value}`;
  const reached = `${one.signal} ${one.value} is at least ${one.threshold} ${one.atLeast.toFixed(2)}`;
  return one.of === undefined ? reached : `${reached}, on ${one.turns} of the last ${one.of} turns that measured it`;
}
