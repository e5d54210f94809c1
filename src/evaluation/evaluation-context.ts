import { isFromBot } from '../core/account.js';
import type { Analysis } from '../core/analysis.js';
import { refusesEvents } from '../core/channels.js';
import type { Conversation, Delivery } from '../core/conversation.js';
import { type HandoffActivity, makeHandoffActivity, withdrawalActivity } from '../core/handoff.js';
import { type DeferredStep, withinLimits } from '../core/handoff-limit.js';
import { stepNonUserTurn } from '../core/non-user-turn.js';
import { type Step, step } from '../core/step.js';
import type { Activity, Turn } from '../core/turn.js';
import type { AgentHub } from '../hubs/hub.js';
import { LimitReachedError } from '../lib/deadline.js';
import type { RedactId } from '../lib/id-hash.js';
import type { Log } from '../lib/log.js';
import { inSlices } from '../lib/slices.js';
import type { PolicyRegistry } from '../policy/policy-registry.js';
import type { Redaction } from '../redaction/redaction.js';
import type { OnAway } from '../stores/remembering.js';
import type { StateDegraded } from './outcome.js';

/** One user turn, read and ready to be decided; both ways of handing over work on it. */
export interface EvaluationContext {
  readonly turn: Turn;
  /** The step of this turn on what a store holds of its conversation. Pure: a store may run it more than once. */
  stepOn(stored: Conversation | undefined): Step | DeferredStep;
  /** The activity of the handoff that the step made, until an agent has answered, or that it took back; else undefined. */
  activityOf(step: Step | DeferredStep): Promise<HandoffActivity | undefined>;
  /** Tells of a store that failed: the turn is then decided on what this process remembers. */
  readonly onStoreFailure: OnAway;
  /** What the failures of the store cost this turn. */
  readonly degraded: readonly StateDegraded[];
}

/** What a turn is decided under. */
export interface Conditions {
  /** When it came, in ms since the epoch. */
  readonly now: number;
  /** Whether the service, and not the bot, sends the activity of its handoff. */
  readonly emits: boolean;
  /** True for a caller over its limit: only a turn that hands over is decided. */
  readonly onlyHandoff: boolean;
}

export interface ContextDependencies {
  readonly policies: PolicyRegistry;
  readonly hub: AgentHub;
  readonly redaction: Redaction;
  readonly log: Log;
  readonly redactId: RedactId;
  readonly idKey: string | undefined;
  /** What was said on a turn, without its words. */
  readonly digestOfSaid: (activity: Activity) => string;
}

/** The state of a turn that a failing store did not give, or did not take. */
export function stateDegraded(err: unknown): StateDegraded {
  return { provider: 'store', signal: 'state', cause: err instanceof LimitReachedError ? 'timeout' : 'unavailable' };
}

const nothingDegraded: readonly StateDegraded[] = Object.freeze([]);
const returned: Delivery = Object.freeze({ status: 'returned' });
const returnedUnsendable: Delivery = Object.freeze({ status: 'returned', cause: 'channel-refuses-events' });
const pending: Delivery = Object.freeze({ status: 'pending' });

const storeUnavailable = 'store unavailable, decided on what this process remembers';

/** Makes the context of each turn. */
export function createContextOf(dependencies: ContextDependencies) {
  const { policies, hub, redaction, log, redactId, idKey, digestOfSaid } = dependencies;

  return (turn: Turn, analysis: Analysis, { now, emits, onlyHandoff }: Conditions): EvaluationContext => {
    const said = digestOfSaid(turn.activity);
    let degraded = nothingDegraded;
    return {
      turn,
      get degraded() {
        return degraded;
      },
      stepOn(stored) {
        const policy = policies.of(turn.conversation, stored);
        const delivery = emits ? pending : toBot(turn);
        const taken = isFromBot(turn, stored, idKey)
          ? stepNonUserTurn(policy, turn, stored, idKey)
          : step({ policy, turn, analysis, stored, now, delivery, idKey, said });
        return withinLimits(taken, stored, { now, onlyHandoff });
      },
      async activityOf(step) {
        if (step.kind === 'deferred') return undefined;
        if (step.withdraws && step.handoff) return withdrawalActivity(turn, step.handoff.id);
        if (!step.initiates || step.handoff?.state !== 'initiated') return undefined;
        const { decision, analysis, handoff } = step;
        const redacted = await redaction.redact(turn, emits);
        const context = hub.context({ turn: redacted, decision, analysis, handoffId: handoff.id });
        return await inSlices(makeHandoffActivity(redacted, handoff.id, context));
      },
      onStoreFailure(err) {
        if (degraded.length === 0) log.error({ turn: redactId(turn.id), err }, storeUnavailable);
        degraded = [stateDegraded(err)];
      },
    };
  };
}

/** The bot is to send the activity, and is told where its channel will not take it. */
function toBot({ activity }: Turn): Delivery {
  return refusesEvents(activity) ? returnedUnsendable : returned;
}
