import type { Analysis, Degraded, Sentiment, TalkToHuman } from './core/analysis.js';
import { nothingMeasured } from './core/analysis.js';
import type { Delivery, Handoff, HandoffState } from './core/conversation.js';
import type { Decision } from './core/decision.js';
import { type HandoffActivity, handoffActivity } from './core/handoff.js';
import type { Policy } from './core/policy.js';
import { type Step, step } from './core/step.js';
import type { MenuChoice, Turn } from './core/turn.js';
import { notAUserTurn } from './core/unread.js';
import type { AgentHub } from './hubs/hub.js';
import type { Log } from './log.js';
import type { Nlu } from './nlu/nlu.js';
import type { Store } from './stores/store.js';

/** The handoff of an outcome; `activity` is there on the turn that made it, until an agent has answered. */
export interface HandoffShown {
  readonly id: string;
  readonly state: HandoffState;
  readonly activity?: HandoffActivity;
  readonly delivery: Delivery;
}

/** Everything that came of one turn, as the bot is told it. */
export interface Outcome {
  readonly conversationId: string;
  readonly turnId: string;
  readonly repeated: boolean;
  readonly decision: Decision;
  readonly analysis: {
    readonly language: string | null;
    readonly talkToHuman: TalkToHuman | null;
    readonly sentiment: Sentiment | null;
    readonly menuChoice: MenuChoice | null;
    readonly degraded: readonly Degraded[];
  };
  readonly handoff: HandoffShown | null;
}

/** What the flow is made of. `policy` is asked once per turn, so that a reload takes effect between two turns. */
export interface Parts {
  readonly policy: () => Policy;
  readonly nlu: Nlu;
  readonly store: Store;
  readonly hub: AgentHub;
  readonly log: Log;
  readonly now: () => number;
}

export type Evaluate = (turn: Turn) => Promise<Outcome>;

/** One user turn in, one decision out: analyze, decide, hand off. */
export function createEvaluate({ policy, nlu, store, hub, log, now }: Parts): Evaluate {
  return async function evaluate(turn) {
    const active = policy();
    if (turn.kind !== 'user') return shown(turn, notAUserTurn(active, turn, await past(turn)));
    const analysis = await analyze(turn);
    const decided = await decide(active, turn, analysis);
    const outcome = shown(turn, decided);
    log.info({ turnId: turn.id, decision: outcome.decision }, 'decided');
    return outcome;
  };

  /** Nothing to read is nothing measured; a picked choice is read by its title only. */
  async function analyze(turn: Turn): Promise<Analysis> {
    const text = turn.menuChoice ? (turn.title ?? '') : turn.utterance;
    if (text === '') return nothingMeasured;
    return nlu.analyze({ text, locale: turn.locale, picked: turn.menuChoice !== undefined });
  }

  /** A store that fails costs us the past, not the turn: it is decided as a conversation's first. */
  async function decide(active: Policy, turn: Turn, analysis: Analysis): Promise<Step> {
    const at = now();
    try {
      return await store.update(turn.conversation, (before) => step(active, turn, analysis, before, at, returned));
    } catch (err) {
      log.error({ turnId: turn.id, err }, 'store unavailable, decided without the past');
      return step(active, turn, analysis, undefined, at, returned);
    }
  }

  /** A store that fails costs us whether a handoff is open: a turn that no user took does not need it. */
  async function past(turn: Turn) {
    try {
      return await store.read(turn.conversation);
    } catch (err) {
      log.error({ turnId: turn.id, err }, 'store unavailable');
      return undefined;
    }
  }

  function shown(turn: Turn, stepped: Step): Outcome {
    const { decision, analysis, handoff, repeated } = stepped;
    const { language, talkToHuman, sentiment, degraded } = analysis;
    return {
      conversationId: turn.conversation,
      turnId: turn.id,
      repeated,
      decision,
      analysis: { language, talkToHuman, sentiment, menuChoice: turn.menuChoice ?? null, degraded },
      handoff: handoff ? handoffShown(turn, stepped, handoff) : null,
    };
  }

  /** The activity comes with the turn that made the handoff, until the hub has answered. */
  function handoffShown(turn: Turn, { decision, analysis, initiates }: Step, handoff: Handoff): HandoffShown {
    const { id, state, delivery } = handoff;
    if (!initiates || state !== 'initiated') return { id, state, delivery };
    const context = hub.context({ turn, decision, analysis, handoffId: id });
    return { id, state, activity: handoffActivity(turn, id, context), delivery };
  }
}

const returned: Delivery = Object.freeze({ status: 'returned' });
