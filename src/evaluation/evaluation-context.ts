import { isFromBot } from '../core/account.js';
import type { Analysis } from '../core/analysis.js';
import { refusesEvents } from '../core/channels.js';
import type { Conversation, Delivery } from '../core/conversation.js';
import { type HandoffActivity, handoffActivity, withdrawalActivity } from '../core/handoff.js';
import { type DeferredStep, withinLimits } from '../core/handoff-limit.js';
import { stepNonUserTurn } from '../core/non-user-turn.js';
import { type Step, step } from '../core/step.js';
import type { Turn } from '../core/turn.js';
import type { AgentHub } from '../hubs/hub.js';
import type { RedactId } from '../lib/id-hash.js';
import type { Log } from '../lib/log.js';
import type { PolicyRegistry } from '../policy/policy-registry.js';
import type { Redaction } from '../redaction/redaction.js';

/** One user turn, read and ready to be decided; both ways of handing over work on it. */
export interface EvaluationContext {
  readonly turn: Turn;
  /** The step of this turn on what a store holds of its conversation. Pure: a store may run it more than once. */
  stepOn(stored: Conversation | undefined): Step | DeferredStep;
  /** The activity of the handoff that the step made, until an agent has answered, or that it took back; else undefined. */
  activityOf(step: Step | DeferredStep): HandoffActivity | undefined;
  /** Tells of a store that failed: the turn is then decided without the past. */
  onStoreFailure(err: unknown): void;
}

/** What a turn is decided under. */
export interface Conditions {
  /** When it came, in ms since the epoch. */
  readonly now: number;
  /** Whether the service, and not the bot, sends the activity of its handoff. */
  readonly emits: boolean;
  /** True for a caller over its limit: only a turn that hands over is decided. */
  readonly onlyHandoff: boolean;
  /** What was said, as `createDigestOfSaid` has it. */
  readonly said: string;
}

export interface ContextDependencies {
  readonly policies: PolicyRegistry;
  readonly hub: AgentHub;
  readonly redaction: Redaction;
  readonly log: Log;
  readonly redactId: RedactId;
  readonly idKey: string | undefined;
}

const returned: Delivery = Object.freeze({ status: 'returned' });
const returnedUnsendable: Delivery = Object.freeze({ status: 'returned', cause: 'channel-refuses-events' });
const pending: Delivery = Object.freeze({ status: 'pending' });

/** Makes the context of each turn. */
export function createContextOf(dependencies: ContextDependencies) {
  const { policies, hub, redaction, log, redactId, idKey } = dependencies;

  return (turn: Turn, analysis: Analysis, { now, emits, onlyHandoff, said }: Conditions): EvaluationContext => ({
    turn,
    stepOn(stored) {
      const policy = policies.of(turn.conversation, stored);
      const delivery = emits ? pending : toBot(turn);
      const taken = isFromBot(turn, stored, idKey)
        ? stepNonUserTurn(policy, turn, stored, idKey)
        : step({ policy, turn, analysis, stored, now, delivery, idKey, said });
      return withinLimits(taken, stored, { now, onlyHandoff });
    },
    activityOf(step) {
      if (step.kind === 'deferred') return undefined;
      if (step.withdraws && step.handoff) return withdrawalActivity(turn, step.handoff.id);
      if (!step.initiates || step.handoff?.state !== 'initiated') return undefined;
      const { decision, analysis, handoff } = step;
      const redacted = redaction.redact(turn, emits);
      const context = hub.context({ turn: redacted, decision, analysis, handoffId: handoff.id });
      return handoffActivity(redacted, handoff.id, context);
    },
    onStoreFailure(err) {
      log.error({ turn: redactId(turn.id), err }, 'store unavailable, decided without the past');
    },
  });
}

/** The bot is to send the activity, and is told where its channel will not take it. */
function toBot({ activity }: Turn): Delivery {
  return refusesEvents(activity) ? returnedUnsendable : returned;
}
