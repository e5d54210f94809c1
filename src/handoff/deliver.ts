import { z } from 'zod';
import type { Conversation, Delivery } from '../core/conversation.js';
import {
  type Attempt,
  awaitsDelivery,
  bareActivity,
  deliveryOf,
  deliveryStep,
  isWorthRetrying,
} from '../core/delivery.js';
import type { HandoffActivity } from '../core/handoff.js';
import type { AgentHub } from '../hubs/hub.js';
import { createBoundedWait } from '../lib/deadline.js';
import { seal, sealingKeys, unseal } from '../lib/encryption.js';
import type { Log } from '../lib/log.js';
import { parseSettings, type Settings } from '../lib/settings.js';
import type { Next, Outbox, Waiting } from '../outboxes/outbox.js';
import type { PolicyRegistry } from '../policy/policy-registry.js';
import type { Store } from '../stores/store.js';

const deliverySettings = z.object({
  /** The longest a turn waits for its handoff to be delivered, in ms. */
  limitMs: z.coerce.number().int().min(50).max(10_000).default(3000).meta({ example: 3000 }),
  /** The longest one attempt may take, in ms. */
  attemptMs: z.coerce.number().int().min(50).max(30_000).default(2000).meta({ example: 2000 }),
});
const keySetting = z.object({ key: sealingKeys.optional() });

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
  const { key } = parseSettings(keySetting, outbox, 'OUTBOX');
  return { ...parseSettings(deliverySettings, delivery, 'DELIVERY'), keys: key };
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
  readonly store: Store;
  readonly policies: PolicyRegistry;
  readonly log: Log;
  readonly now: () => number;
  readonly settings: DeliverySettings;
}

/** Nobody else tries to deliver what a turn is delivering. */
const turnsMarginMs = 3_000;
/** The longest a turn waits for the outbox, each time. What it did not do by then it may still do. */
const outboxLimitMs = 1_000;
const firstPauseMs = 150;
const longestPauseMs = 60_000;
/** A hub that asks for more is asked again all the same, so that nothing waits longer than anybody wants it. */
const longestAskedMs = 600_000;

/** Undefined where the hub does not deliver. */
export function createDeliver(parts: DeliverDependencies): Deliver | undefined {
  const { hub, outbox, store, policies, log, now, settings } = parts;
  if (!hub.deliver) return undefined;
  const send = hub.deliver.bind(hub);
  const { limitMs, attemptMs, keys } = settings;
  const inTime = createBoundedWait('The outbox', outboxLimitMs);
  outbox.work(tryAgain);

  /** An outbox that fails costs us what comes after this turn, not the turn's own attempts. */
  async function keep(activity: HandoffActivity): Promise<void> {
    const kept = keys ? seal(JSON.stringify(activity), activity.id, keys) : JSON.stringify(bareActivity(activity));
    const waiting = { handoffId: activity.id, conversationId: activity.conversation.id, kept };
    const keeping = inTime(() => outbox.keep(waiting, limitMs + turnsMarginMs));
    await tolerate('keep', activity.id, keeping);
  }

  async function deliver(activity: HandoffActivity): Promise<Delivery> {
    const attempt = await attempts(activity);
    const delivery = deliveryOf(attempt);
    await tolerate('mark', activity.id, mark(activity.conversation.id, activity.id, delivery));
    const settled = inTime(() =>
      isWorthRetrying(attempt) ? outbox.postpone(activity.id, pauseMs(2, attempt)) : outbox.forget(activity.id),
    );
    await tolerate('settle', activity.id, settled);
    return delivery;
  }

  /** As many attempts as the turn has time for. */
  async function attempts(activity: HandoffActivity): Promise<Attempt> {
    const until = performance.now() + limitMs;
    for (let tried = 0; ; tried++) {
      const left = Math.max(1, Math.ceil(until - performance.now()));
      const attempt = await send(activity, AbortSignal.timeout(Math.min(left, attemptMs)));
      const pause = pauseMs(tried, attempt);
      if (!isWorthRetrying(attempt) || performance.now() + pause >= until) return attempt;
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }

  /** What a turn could not deliver, or a process did not live to. The state says whether it is still wanted. */
  async function tryAgain({ handoffId, conversationId, kept, attempts }: Waiting): Promise<Next> {
    const stored = await store.read(conversationId);
    if (!isWanted(conversationId, stored, handoffId)) return 'forget';
    const activity = opened(kept, handoffId);
    if (!activity) {
      log.error({ handoffId }, 'a waiting handoff cannot be read, with OUTBOX_KEY if it is sealed, and is given up');
      await mark(conversationId, handoffId, { status: 'failed', cause: 'unreadable' });
      return 'forget';
    }
    const attempt = await send(activity, AbortSignal.timeout(attemptMs));
    await mark(conversationId, handoffId, deliveryOf(attempt));
    return isWorthRetrying(attempt) ? { againInMs: pauseMs(attempts + 3, attempt) } : 'forget';
  }

  function isWanted(conversationId: string, stored: Conversation | undefined, handoffId: string): boolean {
    return awaitsDelivery(policies.of(conversationId, stored), stored, handoffId, now());
  }

  function opened(kept: string, handoffId: string): HandoffActivity | undefined {
    const text = kept.startsWith('{') ? kept : keys && unseal(kept, handoffId, keys);
    return text === undefined ? undefined : parsed(text);
  }

  async function mark(conversationId: string, handoffId: string, delivery: Delivery): Promise<void> {
    await store.update(conversationId, (before) => deliveryStep(before, handoffId, delivery));
    const { status, cause } = delivery;
    if (status === 'failed') log.error({ handoffId, cause }, 'a handoff was not delivered');
    else log.info({ handoffId, status, cause }, 'a handoff was delivered');
  }

  /** What fails here costs a hub a second copy at worst, or the handoff's delivery after a crash. */
  async function tolerate(what: string, handoffId: string, work: Promise<void>): Promise<void> {
    await work.catch((err: unknown) => log.error({ handoffId, what, err }, 'the outbox or the store is unavailable'));
  }

  return { keep, deliver, close: () => outbox.close() };
}

/** Undefined for a broken text, without the parser's error, which quotes it. */
function parsed(text: string): HandoffActivity | undefined {
  try {
    return JSON.parse(text) as HandoffActivity;
  } catch {
    return undefined;
  }
}

/** Twice as long each time, at most a minute, up to a half shorter by chance; longer where the hub asked for it. */
function pauseMs(tried: number, attempt: Attempt): number {
  const own = Math.min(longestPauseMs, firstPauseMs * 2 ** tried) * (0.5 + Math.random() / 2);
  const asked = attempt.outcome === 'failed' ? (attempt.retryAfterMs ?? 0) : 0;
  return Math.max(own, Math.min(asked, longestAskedMs));
}
