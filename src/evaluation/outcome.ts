import type { Degraded, Sentiment, TalkToHuman } from '../core/analysis.js';
import type { Delivery, Handoff, HandoffCause, HandoffState } from '../core/conversation.js';
import { decide } from '../core/decide.js';
import type { Decision } from '../core/decision.js';
import type { HandoffActivity } from '../core/handoff.js';
import type { OutcomeName, Policy, PolicyName } from '../core/policy.js';
import type { Step } from '../core/step.js';
import type { CleanedCounts, MenuChoice, Turn } from '../core/turn.js';

/** The handoff of an outcome; `activity` is there on the turn that made it, until an agent has answered, or took it back. */
export interface OutcomeHandoff {
  readonly id: string;
  readonly state: HandoffState;
  /** Why it failed, where it was neither the hub nor the clock. */
  readonly cause?: HandoffCause;
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

/** What the store keeps of the conversation could not be read or kept: this process's memory stood in. */
export interface StateDegraded {
  readonly provider: 'store';
  readonly signal: 'state';
  readonly cause: 'timeout' | 'unavailable';
}

/** Everything that came of one turn, as the bot is told it. */
export interface Outcome {
  readonly conversationId: string;
  readonly turnId: string;
  readonly repeated: boolean;
  /** Whether it was decided for other words than it comes with now; false where that is not known. */
  readonly repeatedDiffers: boolean;
  readonly decision: Decision;
  readonly shadow: ShadowDecision | null;
  readonly analysis: {
    readonly language: string | null;
    readonly talkToHuman: TalkToHuman | null;
    readonly sentiment: Sentiment | null;
    readonly menuChoice: MenuChoice | null;
    /** How often each convention stood in the text; empty where nothing was taken away. */
    readonly cleaned: CleanedCounts;
    readonly degraded: readonly (Degraded | StateDegraded)[];
  };
  readonly handoff: OutcomeHandoff | null;
}

/** One turn with all that came of it, for receipts and metrics. */
export interface EvaluatedTurn {
  readonly turn: Turn;
  readonly step: Step;
  readonly outcome: Outcome;
  /** When the turn came, in ms since the epoch, and how long it took. */
  readonly at: number;
  readonly durationMs: number;
}

/** What became of a handoff within the turn that made it. */
export interface HandoffResult {
  readonly activity: HandoffActivity | undefined;
  /** Undefined where nothing was delivered within the turn: what is stored of the handoff then says it. */
  readonly delivery: Delivery | undefined;
}

/** What became of a turn beside its step. */
export interface TurnResult extends HandoffResult {
  /** What a failing store cost the turn; it is told and not kept. */
  readonly degraded: readonly StateDegraded[];
}

/** The outcome of a turn. `shadow` is the policy that decides without acting, if there is one. */
export function toOutcome(turn: Turn, step: Step, shadow: Policy | undefined, result: TurnResult): Outcome {
  const { decision, analysis, handoff } = step;
  const { language, talkToHuman, sentiment } = analysis;
  const degraded = result.degraded.length === 0 ? analysis.degraded : [...analysis.degraded, ...result.degraded];
  return {
    conversationId: turn.conversation,
    turnId: turn.id,
    repeated: step.kind === 'repeated',
    repeatedDiffers: step.repeatedDiffers,
    decision,
    shadow: shadow ? shadowDecision(step, shadow) : null,
    analysis: {
      language,
      talkToHuman,
      sentiment,
      menuChoice: turn.menuChoice ?? null,
      cleaned: turn.cleaned,
      degraded,
    },
    handoff: handoff ? toOutcomeHandoff(handoff, result) : null,
  };
}

/** Null where no rule was read. */
function shadowDecision({ decision, situation }: Step, shadow: Policy): ShadowDecision | null {
  if (!situation) return null;
  const { outcome, ruleId, skill } = decide(shadow, situation);
  const cancels = situation.handoffWaits && (ruleId === null) !== (decision.ruleId === null);
  const differs = outcome !== decision.outcome || skill !== decision.skill || cancels;
  return { outcome, ruleId, skill, policy: { version: shadow.version, sha256: shadow.sha256 }, differs };
}

function toOutcomeHandoff(handoff: Handoff, { activity, delivery }: HandoffResult): OutcomeHandoff {
  const { id, state, cause } = handoff;
  return { id, state, ...(cause && { cause }), ...(activity && { activity }), delivery: delivery ?? handoff.delivery };
}
