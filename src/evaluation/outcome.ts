import type { Degraded, Sentiment, TalkToHuman } from '../core/analysis.js';
import type { Delivery, HandoffState } from '../core/conversation.js';
import type { Decision } from '../core/decision.js';
import type { HandoffActivity } from '../core/handoff.js';
import type { OutcomeName, Policy, PolicyName } from '../core/policy.js';
import type { Step } from '../core/step.js';
import type { MenuChoice, Turn } from '../core/turn.js';

/** The handoff of an outcome; `activity` is there on the turn that made it, until an agent has answered. */
export interface HandoffShown {
  readonly id: string;
  readonly state: HandoffState;
  readonly activity?: HandoffActivity;
  readonly delivery: Delivery;
}

/** What another policy, which does not act, would have decided on the same readings. */
export interface ShadowDecision {
  readonly outcome: OutcomeName;
  readonly ruleId: string | null;
  readonly skill: string | null;
  readonly policy: PolicyName;
  /** Whether outcome or skill differ from the decision. */
  readonly differs: boolean;
}

/** Everything that came of one turn, as the bot is told it. */
export interface Outcome {
  readonly conversationId: string;
  readonly turnId: string;
  readonly repeated: boolean;
  readonly decision: Decision;
  readonly shadow: ShadowDecision | null;
  readonly analysis: {
    readonly language: string | null;
    readonly talkToHuman: TalkToHuman | null;
    readonly sentiment: Sentiment | null;
    readonly menuChoice: MenuChoice | null;
    readonly degraded: readonly Degraded[];
  };
  readonly handoff: HandoffShown | null;
}

/** One turn with all that came of it, for receipts and metrics. */
export interface Decided {
  readonly turn: Turn;
  readonly stepped: Step;
  readonly outcome: Outcome;
  /** The policy that decided. */
  readonly policy: Policy;
  /** When the turn came, in ms since the epoch, and how long it took. */
  readonly at: number;
  readonly durationMs: number;
}

/** Thrown for a turn that has to be sent again: nothing of it is remembered. */
export class Held extends Error {
  /** How long, in ms, the conversation has to wait; 0 when only its caller has to. */
  readonly waitMs: number;

  constructor(waitMs: number) {
    super('a limit is reached; the turn has to be sent again');
    this.name = 'Held';
    this.waitMs = waitMs;
  }
}
