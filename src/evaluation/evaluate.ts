import { type Analysis, nothingMeasured } from '../core/analysis.js';
import { stepNonUserTurn } from '../core/non-user-turn.js';
import type { DigestOfSaid } from '../core/said.js';
import type { Turn } from '../core/turn.js';
import type { Deliver } from '../handoff/deliver.js';
import type { AgentHub } from '../hubs/hub.js';
import type { RedactId } from '../lib/id-hash.js';
import type { Log } from '../lib/log.js';
import type { TraceHeaders } from '../lib/turn-context.js';
import type { Nlu } from '../nlu/nlu.js';
import type { PolicyRegistry } from '../policy/policy-registry.js';
import type { Redaction } from '../redaction/redaction.js';
import type { RememberingStore } from '../stores/remembering.js';
import { decideAndEmit } from './decide-and-emit.js';
import { type DecidedTurn, decideAndReturn } from './decide-and-return.js';
import { createContextOf, type EvaluationContext, stateDegraded } from './evaluation-context.js';
import { type EvaluatedTurn, type Outcome, type StateDegraded, toOutcome } from './outcome.js';
import { TurnDeferredError } from './turn-deferred-error.js';

/** What the flow is made of. `onEvaluated` is told of every turn after it was answered for. */
export interface EvaluateDependencies {
  readonly policies: PolicyRegistry;
  readonly nlu: Nlu;
  readonly store: RememberingStore;
  readonly hub: AgentHub;
  /** Undefined where the hub does not deliver; then the bot sends every activity. */
  readonly deliver: Deliver | undefined;
  readonly redaction: Redaction;
  /** Who sends the activity unless a request says otherwise. */
  readonly defaultDelivery: 'return' | 'emit';
  readonly log: Log;
  /** The server's time, which only passes, and what its clock shows; in ms since the epoch. */
  readonly now: () => number;
  readonly shownNow: () => number;
  /** Ids as they may stand in a log. */
  readonly redactId: RedactId;
  /** What the ids of decisions and handoffs are derived with, if anything. */
  readonly idKey: string | undefined;
  /** By what a turn that comes again is told to say the same. */
  readonly digestOfSaid: DigestOfSaid;
  readonly onEvaluated: (evaluated: EvaluatedTurn) => void;
}

/** Who sends the activity: the bot (`return`), or the service (`emit`); undefined means as configured. */
export interface EvaluateOptions {
  readonly delivery: 'return' | 'emit' | undefined;
  /** The trace this turn is part of, where the caller named one. */
  readonly trace?: TraceHeaders | undefined;
  /** True for a caller over its limit: a turn that hands over is decided, any other is deferred. */
  readonly onlyHandoff?: boolean;
  /** False for a status event that the store could not keep. */
  readonly isStatusKept?: boolean;
}

/** @throws TurnDeferredError */
export type Evaluate = (turn: Turn, options: EvaluateOptions) => Promise<Outcome>;

/** One user turn in, one decision out: analyze, decide, hand off, deliver. */
export function createEvaluate(dependencies: EvaluateDependencies): Evaluate {
  const { policies, nlu, store, deliver, defaultDelivery, log, now, shownNow, redactId, idKey, onEvaluated } =
    dependencies;
  const createContext = createContextOf(dependencies);

  return async function evaluate(turn, options) {
    const { delivery = defaultDelivery, onlyHandoff = false } = options;
    const at = shownNow();
    const cameAt = now();
    const begun = performance.now();
    const emits = delivery === 'emit' && deliver !== undefined;
    const decided =
      turn.kind === 'user'
        ? await decide(createContext(turn, await analyze(turn), { now: cameAt, emits, onlyHandoff }), emits)
        : await evaluateNonUserTurn(turn, options);
    const { step } = decided;
    if (step.kind === 'deferred') throw new TurnDeferredError(step.retryAfterMs);
    const outcome = toOutcome(turn, step, policies.shadow, decided);
    onEvaluated({ turn, step, outcome, at, durationMs: performance.now() - begun });
    return outcome;
  };

  function decide(context: EvaluationContext, emits: boolean): Promise<DecidedTurn> {
    return emits && deliver ? decideAndEmit(store, deliver, context) : decideAndReturn(store, context);
  }

  /** Nothing to read is nothing measured; a picked choice is read by its title only. */
  function analyze(turn: Turn): Analysis | Promise<Analysis> {
    const picked = turn.menuChoice !== undefined;
    const text = picked ? (turn.title ?? '') : turn.utterance;
    return text === ''
      ? nothingMeasured
      : nlu.analyze({ text, locale: turn.locale, picked, cut: turn.isCut && !picked });
  }

  /** What no user said changes nothing. A store that fails costs us only whether a handoff is open. */
  async function evaluateNonUserTurn(
    turn: Turn,
    { onlyHandoff = false, isStatusKept = true }: EvaluateOptions,
  ): Promise<DecidedTurn> {
    if (onlyHandoff) throw new TurnDeferredError(0);
    let degraded: readonly StateDegraded[] = isStatusKept ? [] : [stateDegraded(undefined)];
    const stored = await store.read(turn.conversation, (err) => {
      log.error({ turn: redactId(turn.id), err }, 'store unavailable');
      degraded = [stateDegraded(err)];
    });
    const step = stepNonUserTurn(policies.of(turn.conversation, stored), turn, stored, idKey);
    return { step, activity: undefined, delivery: undefined, degraded };
  }
}
