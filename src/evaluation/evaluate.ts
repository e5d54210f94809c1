import { type Analysis, nothingMeasured } from '../core/analysis.js';
import type { Delivery } from '../core/conversation.js';
import { handoffActivity } from '../core/handoff.js';
import { withinLimits } from '../core/handoff-limit.js';
import { stepNonUserTurn } from '../core/non-user-turn.js';
import { type Step, step } from '../core/step.js';
import type { Turn } from '../core/turn.js';
import type { Deliver } from '../handoff/deliver.js';
import type { AgentHub } from '../hubs/hub.js';
import type { RedactId } from '../lib/id-hash.js';
import type { Log } from '../lib/log.js';
import type { TraceHeaders } from '../lib/turn-context.js';
import type { Nlu } from '../nlu/nlu.js';
import type { PolicyRegistry } from '../policy/policy-registry.js';
import type { Redaction } from '../redaction/redaction.js';
import type { Store } from '../stores/store.js';
import { decideAndEmit } from './decide-and-emit.js';
import { type DecidedTurn, decideAndReturn } from './decide-and-return.js';
import type { EvaluationContext } from './evaluation-context.js';
import { type EvaluatedTurn, type Outcome, toOutcome } from './outcome.js';
import { TurnDeferredError } from './turn-deferred-error.js';

/** What the flow is made of. `onEvaluated` is told of every turn after it was answered for. */
export interface Dependencies {
  readonly policies: PolicyRegistry;
  readonly nlu: Nlu;
  readonly store: Store;
  readonly hub: AgentHub;
  /** Undefined where the hub does not deliver; then the bot sends every activity. */
  readonly deliver: Deliver | undefined;
  readonly redaction: Redaction;
  /** Who sends the activity unless a request says otherwise. */
  readonly defaultDelivery: 'return' | 'emit';
  readonly log: Log;
  readonly now: () => number;
  /** Ids as they may stand in a log. */
  readonly redactId: RedactId;
  /** What the ids of decisions and handoffs are derived with, if anything. */
  readonly idKey: string | undefined;
  readonly onEvaluated: (evaluated: EvaluatedTurn) => void;
}

/** Who sends the activity: the bot (`return`), or the service (`emit`); undefined means as configured. */
export interface EvaluateOptions {
  readonly delivery: 'return' | 'emit' | undefined;
  /** The trace this turn is part of, where the caller named one. */
  readonly trace?: TraceHeaders | undefined;
  /** True for a caller over its limit: a turn that hands over is decided, any other is deferred. */
  readonly onlyHandoff?: boolean;
}

/** @throws TurnDeferredError */
export type Evaluate = (turn: Turn, options: EvaluateOptions) => Promise<Outcome>;

const returned: Delivery = Object.freeze({ status: 'returned' });
const pending: Delivery = Object.freeze({ status: 'pending' });

/** One user turn in, one decision out: analyze, decide, hand off, deliver. */
export function createEvaluate(dependencies: Dependencies): Evaluate {
  const { policies, nlu, store, hub, deliver, redaction, defaultDelivery, log, now, redactId, idKey, onEvaluated } =
    dependencies;

  return async function evaluate(turn, { delivery = defaultDelivery, onlyHandoff = false }) {
    const at = now();
    const begun = performance.now();
    const emits = delivery === 'emit' && deliver !== undefined;
    const decided =
      turn.kind === 'user'
        ? await evaluateUserTurn(turn, { now: at, emits, onlyHandoff })
        : await evaluateNonUserTurn(turn, onlyHandoff);
    const { step } = decided;
    if (step.kind === 'deferred') throw new TurnDeferredError(step.retryAfterMs);
    const outcome = toOutcome(turn, step, policies.shadow, decided);
    onEvaluated({ turn, step, outcome, at, durationMs: performance.now() - begun });
    return outcome;
  };

  async function evaluateUserTurn(turn: Turn, conditions: Conditions): Promise<DecidedTurn> {
    const context = contextOf(turn, await analyze(turn), conditions);
    return conditions.emits && deliver ? decideAndEmit(store, deliver, context) : decideAndReturn(store, context);
  }

  /** Nothing to read is nothing measured; a picked choice is read by its title only. */
  function analyze(turn: Turn): Analysis | Promise<Analysis> {
    const picked = turn.menuChoice !== undefined;
    const text = picked ? (turn.title ?? '') : turn.utterance;
    return text === '' ? nothingMeasured : nlu.analyze({ text, locale: turn.locale, picked });
  }

  function contextOf(turn: Turn, analysis: Analysis, { now, emits, onlyHandoff }: Conditions): EvaluationContext {
    const delivery = emits ? pending : returned;
    return {
      turn,
      stepOn(stored) {
        const policy = policies.of(turn.conversation, stored);
        const taken = step({ policy, turn, analysis, stored, now, delivery, idKey });
        return withinLimits(taken, stored, { now, onlyHandoff });
      },
      activityOf: (step) => (step.kind === 'deferred' ? undefined : activityOf(turn, step, emits)),
      onStoreFailure: (err) =>
        log.error({ turn: redactId(turn.id), err }, 'store unavailable, decided without the past'),
    };
  }

  function activityOf(turn: Turn, { decision, analysis, initiates, handoff }: Step, emits: boolean) {
    if (!initiates || handoff?.state !== 'initiated') return undefined;
    const redacted = redaction.redact(turn, emits);
    const context = hub.context({ turn: redacted, decision, analysis, handoffId: handoff.id });
    return handoffActivity(redacted, handoff.id, context);
  }

  /** What no user said changes nothing. A store that fails costs us only whether a handoff is open. */
  async function evaluateNonUserTurn(turn: Turn, onlyHandoff: boolean): Promise<DecidedTurn> {
    if (onlyHandoff) throw new TurnDeferredError(0);
    const stored = await store.read(turn.conversation).catch((err: unknown) => {
      log.error({ turn: redactId(turn.id), err }, 'store unavailable');
      return undefined;
    });
    const step = stepNonUserTurn(policies.of(turn.conversation, stored), turn, stored, idKey);
    return { step, activity: undefined, delivery: undefined };
  }
}

/** What a turn is decided under. */
interface Conditions {
  /** When it came, in ms since the epoch. */
  readonly now: number;
  /** Whether the service, and not the bot, sends the activity of its handoff. */
  readonly emits: boolean;
  readonly onlyHandoff: boolean;
}
