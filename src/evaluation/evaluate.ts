import { type Analysis, nothingMeasured } from '../core/analysis.js';
import { type Conversation, type Delivery, type Handoff, handoffWaitMs } from '../core/conversation.js';
import { decide as decideOf, type Verdict } from '../core/decide.js';
import { type HandoffActivity, handoffActivity } from '../core/handoff.js';
import { notAUserTurn } from '../core/non-user-turn.js';
import type { Policy } from '../core/policy.js';
import { type Step, step } from '../core/step.js';
import type { Turn } from '../core/turn.js';
import type { Deliver } from '../handoff/deliver.js';
import type { AgentHub } from '../hubs/hub.js';
import type { RedactId } from '../lib/id-hash.js';
import type { Log } from '../lib/log.js';
import type { TraceHeaders } from '../lib/turn-context.js';
import type { Nlu } from '../nlu/nlu.js';
import type { Policies } from '../policy/policy-registry.js';
import type { Redaction } from '../redaction/redaction.js';
import type { Store } from '../stores/store.js';
import { type Decided, type HandoffShown, Held, type Outcome, type ShadowDecision } from './outcome.js';

/** What the flow is made of. `onDecided` is told of every turn after it was answered for. */
export interface Parts {
  readonly policies: Policies;
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
  readonly onDecided: (decided: Decided) => void;
}

/** Who sends the activity: the bot (`return`), or the service (`emit`); undefined means as configured. */
export interface EvaluateOptions {
  readonly delivery: 'return' | 'emit' | undefined;
  /** The trace this turn is part of, where the caller said so. */
  readonly trace?: TraceHeaders | undefined;
  /** True for a caller over its limit: a turn that hands over is decided, any other is held. */
  readonly onlyHandoff?: boolean;
}

/** Rejects with `Held` only. */
export type Evaluate = (turn: Turn, options: EvaluateOptions) => Promise<Outcome>;

/** One user turn in, one decision out: analyze, decide, hand off, deliver. */
export function createEvaluate(parts: Parts): Evaluate {
  const { policies, nlu, store, hub, deliver, redaction, defaultDelivery, log, now, redactId, idKey, onDecided } =
    parts;
  return async function evaluate(turn, { delivery = defaultDelivery, onlyHandoff = false }) {
    if (onlyHandoff && turn.kind !== 'user') throw new Held(0);
    const at = now();
    const started = performance.now();
    const how = { at, emits: delivery === 'emit' && deliver !== undefined, onlyHandoff };
    const decided = turn.kind === 'user' ? await decide(turn, await analyze(turn), how) : await pass(turn);
    const { stepped, policy } = decided;
    if ('heldMs' in stepped) throw new Held(stepped.heldMs);
    const { activity = activityOf(turn, stepped, how.emits) } = decided;
    const claims = how.emits && activity !== undefined && !stepped.repeated;
    const outcome = shown(turn, stepped, activity, claims ? await deliver?.deliver(activity) : undefined);
    onDecided({ turn, stepped, outcome, policy, at, durationMs: performance.now() - started });
    return outcome;
  };

  /** Nothing to read is nothing measured; a picked choice is read by its title only. */
  function analyze(turn: Turn): Analysis | Promise<Analysis> {
    const text = turn.menuChoice ? (turn.title ?? '') : turn.utterance;
    return text === ''
      ? nothingMeasured
      : nlu.analyze({ text, locale: turn.locale, picked: turn.menuChoice !== undefined });
  }

  /** A store that fails costs us the past, not the turn: it is decided as a conversation's first. */
  async function decide(turn: Turn, analysis: Analysis, how: How): Promise<DecidedBy> {
    const { at, emits, onlyHandoff } = how;
    let policy = policies.active;
    const stepOn = (before: Conversation | undefined) => {
      policy = policies.of(turn.conversation, before);
      const stepped = step(policy, turn, analysis, before, at, emits ? pending : returned, idKey);
      return withinLimits(stepped, before, at, onlyHandoff);
    };
    try {
      if (!emits) return { stepped: await store.update(turn.conversation, stepOn), policy };
      const { stepped } = await store.update(turn.conversation, (before) => unclaimed(stepOn(before), before));
      const activity = 'heldMs' in stepped || stepped.repeated ? undefined : activityOf(turn, stepped, emits);
      if (!activity) return { stepped, policy };
      await deliver?.keep(activity);
      const claimed = await store.update(turn.conversation, stepOn);
      return 'heldMs' in claimed || !claimed.initiates
        ? { stepped: claimed, policy }
        : { stepped: claimed, policy, activity };
    } catch (err) {
      log.error({ turn: redactId(turn.id), err }, 'store unavailable, decided without the past');
      return { stepped: stepOn(undefined), policy };
    }
  }

  /** What no user said changes nothing. A store that fails costs us only whether a handoff is open. */
  async function pass(turn: Turn): Promise<DecidedBy> {
    const before = await store.read(turn.conversation).catch((err: unknown) => {
      log.error({ turn: redactId(turn.id), err }, 'store unavailable');
      return undefined;
    });
    const policy = policies.of(turn.conversation, before);
    return { stepped: notAUserTurn(policy, turn, before, idKey), policy };
  }

  function shown(turn: Turn, stepped: Step, activity?: HandoffActivity, delivery?: Delivery): Outcome {
    const { decision, analysis, handoff, repeated } = stepped;
    const { language, talkToHuman, sentiment, degraded } = analysis;
    return {
      conversationId: turn.conversation,
      turnId: turn.id,
      repeated,
      decision,
      shadow: shadowOf(stepped),
      analysis: { language, talkToHuman, sentiment, menuChoice: turn.menuChoice ?? null, degraded },
      handoff: handoff ? handoffShown(handoff, activity, delivery) : null,
    };
  }

  function shadowOf({ decision, situation }: Step): ShadowDecision | null {
    const { shadow } = policies;
    if (!shadow || !situation) return null;
    const { outcome, ruleId, skill }: Verdict = decideOf(shadow, situation);
    const differs = outcome !== decision.outcome || skill !== decision.skill;
    return { outcome, ruleId, skill, policy: { version: shadow.version, sha256: shadow.sha256 }, differs };
  }

  /** The activity comes with the turn that made the handoff, until the hub has answered. */
  function activityOf(turn: Turn, { decision, analysis, initiates, handoff }: Step, emits: boolean) {
    if (!initiates || handoff?.state !== 'initiated') return undefined;
    const fit = redaction.redact(turn, emits);
    const context = hub.context({ turn: fit, decision, analysis, handoffId: handoff.id });
    return handoffActivity(fit, handoff.id, context);
  }
}

/** A step with the policy that made it, and the activity where it was needed already. */
interface DecidedBy {
  readonly stepped: Step | HeldStep;
  readonly policy: Policy;
  readonly activity?: HandoffActivity;
}

/** Writes no new handoff down yet: its activity is kept first, so that no crash leaves one that nobody delivers. */
function unclaimed(stepped: Step | HeldStep, before: Conversation | undefined) {
  const claims = !('heldMs' in stepped) && stepped.initiates && !stepped.repeated;
  return { stepped, after: claims ? before : stepped.after };
}

function handoffShown({ id, state, delivery }: Handoff, activity?: HandoffActivity, now?: Delivery): HandoffShown {
  return { id, state, ...(activity && { activity }), delivery: now ?? delivery };
}

const returned: Delivery = Object.freeze({ status: 'returned' });
const pending: Delivery = Object.freeze({ status: 'pending' });

/** What a turn is decided under. */
interface How {
  readonly at: number;
  readonly emits: boolean;
  readonly onlyHandoff: boolean;
}

/** A step that is not taken: the conversation stays as it was. */
interface HeldStep {
  readonly heldMs: number;
  readonly after: Conversation | undefined;
}

/**
 * Handoffs are limited by their conversation and not by the caller: who asks for a human gets one even when the bot is
 * over its limit, and who is handed over again and again waits a minute.
 */
function withinLimits(stepped: Step, before: Conversation | undefined, at: number, onlyHandoff: boolean) {
  const { initiates, repeated } = stepped;
  const waitMs = initiates && !repeated ? handoffWaitMs(before?.handoff, at) : 0;
  const passes = waitMs === 0 && (initiates || !onlyHandoff);
  return passes ? stepped : ({ heldMs: waitMs, after: before } satisfies HeldStep);
}
