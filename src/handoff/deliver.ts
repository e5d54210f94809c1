import { setTimeout } from 'node:timers/promises';
import type { Delivery } from '../core/conversation.js';
import { type Attempt, deliveryOf, isWorthRetrying } from '../core/delivery.js';
import type { HandoffActivity } from '../core/handoff.js';
import type { AgentHub } from '../hubs/hub.js';
import { createBoundedWait } from '../lib/deadline.js';
import { sealingKeys } from '../lib/encryption.js';
import type { Log } from '../lib/log.js';
import { wholeNumber } from '../lib/setting-fields.js';
import { defineSettings, parseSettings, type Settings } from '../lib/settings.js';
import type { Outbox } from '../outboxes/outbox.js';
import type { PolicyRegistry } from '../policy/policy-registry.js';
import type { RememberingStore } from '../stores/remembering.js';
import { toKept } from './kept-activity.js';
import { createMarkDelivery } from './mark-delivery.js';
import { createRedeliver } from './redeliver.js';
import { retryPauseMs } from './retry-pause.js';

/** Settings `DELIVERY_…`. */
export const deliverySettings = defineSettings('DELIVERY', {
  /** The longest a turn waits for its handoff to be delivered, in ms. */
  limitMs: wholeNumber(50, 10_000).default(3000).meta({ example: 3000 }),
  /** The longest one attempt may take, in ms. */
  attemptMs: wholeNumber(50, 30_000).default(2000).meta({ example: 2000 }),
});
/** Setting `OUTBOX_KEY`. */
export const outboxKeySetting = defineSettings('OUTBOX', { key: sealingKeys.optional() });

export interface DeliverySettings {
  readonly limitMs: number;
  readonly attemptMs: number;
  /** What a waiting activity is sealed with; without, it waits bare. */
  readonly keys: readonly Buffer[] | undefined;
}

/**
 * `DELIVERY_*` and `OUTBOX_KEY`.
 *
 * @throws SettingsError
 */
export function readDeliverySettings(delivery: Settings, outbox: Settings): DeliverySettings {
  const { key } = parseSettings(outboxKeySetting, outbox);
  return { ...parseSettings(deliverySettings, delivery), keys: key };
}

/** Brings handoff activities to the hub: within the turn, and afterwards until it is answered, refused or too late. */
export interface Deliver {
  /** Keeps the activity beyond the end of this process. One whose handoff then never comes about is forgotten. */
  keep(activity: HandoffActivity): Promise<void>;
  /** The attempts of the turn that made the handoff; what they came to is then in the store. */
  deliver(activity: HandoffActivity): Promise<Delivery>;
  close(): Promise<void>;
}

export interface DeliverDependencies {
  readonly hub: AgentHub;
  readonly outbox: Outbox;
  readonly store: RememberingStore;
  readonly policies: PolicyRegistry;
  readonly log: Log;
  readonly now: () => number;
  readonly settings: DeliverySettings;
}

/** Nobody else tries to deliver what a turn is delivering. */
const turnsMarginMs = 3_000;
/** The longest a turn waits for the outbox, each time. What it did not do by then it may still do. */
const outboxLimitMs = 1_000;
/** After the turn the first attempt waits as long as after so many. */
const attemptsBeforeOutbox = 2;

/** Undefined where the hub does not deliver. */
export function createDeliver(dependencies: DeliverDependencies): Deliver | undefined {
  const { hub, outbox, store, policies, log, now, settings } = dependencies;
  if (!hub.deliver) return undefined;
  const send = hub.deliver.bind(hub);
  const { limitMs, attemptMs, keys } = settings;
  const withinLimit = createBoundedWait('The outbox', outboxLimitMs);
  const markDelivery = createMarkDelivery(store, log);
  outbox.work(createRedeliver({ send, store, policies, log, now, attemptMs, keys }));

  /** As many attempts as the turn has time for. */
  async function attempts(activity: HandoffActivity, answerWithinMinutes: number): Promise<Attempt> {
    const until = performance.now() + limitMs;
    for (let tried = 0; ; tried++) {
      const left = Math.max(1, Math.ceil(until - performance.now()));
      const attempt = await send(activity, AbortSignal.timeout(Math.min(left, attemptMs)));
      const pauseMs = retryPauseMs(tried, attempt, answerWithinMinutes);
      if (!isWorthRetrying(attempt) || performance.now() + pauseMs >= until) return attempt;
      await setTimeout(pauseMs);
    }
  }

  /** What fails here costs a hub a second copy at worst, or the handoff's delivery after a crash. */
  async function tolerate(what: string, handoffId: string, work: Promise<void>): Promise<void> {
    await work.catch((err: unknown) => log.error({ handoffId, what, err }, 'the outbox or the store is unavailable'));
  }

  return {
    /** An outbox that fails costs us what comes after this turn, not the turn's own attempts. */
    async keep(activity) {
      const { id: handoffId, conversation } = activity;
      const waiting = { handoffId, conversationId: conversation.id, kept: toKept(activity, keys) };
      const keeping = withinLimit(() => outbox.keep(waiting, limitMs + turnsMarginMs));
      await tolerate('keep', handoffId, keeping);
    },
    async deliver(activity) {
      const { id: handoffId, conversation } = activity;
      const { answerWithinMinutes } = policies.of(conversation.id, undefined).handoff;
      const attempt = await attempts(activity, answerWithinMinutes);
      const delivery = deliveryOf(attempt);
      await tolerate('mark', handoffId, markDelivery(conversation.id, handoffId, delivery));
      const released = withinLimit(() =>
        isWorthRetrying(attempt)
          ? outbox.postpone(handoffId, retryPauseMs(attemptsBeforeOutbox, attempt, answerWithinMinutes))
          : outbox.forget(handoffId),
      );
      await tolerate('release', handoffId, released);
      return delivery;
    },
    close: () => outbox.close(),
  };
}
