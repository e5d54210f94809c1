import type { Log } from '../lib/log.js';
import type { Next, Outbox, Waiting } from './outbox.js';

/** How many attempts are under way at one time. */
export const mostAtOnce = 16;
/** For how long an entry that was handed out is not handed out again, in ms; longer than an attempt may take. */
export const leaseMs = 35_000;
/** After an attempt that went wrong in a way nobody foresaw, in ms. */
const afterSurpriseMs = 10_000;
const pollMs = 250;

interface LeaseSource extends Pick<Outbox, 'postpone' | 'forget'> {
  /** Takes up to so many that are due, so that nobody else gets them for `leaseMs`. */
  claim(most: number): Promise<readonly Waiting[]>;
}

export interface Rounds {
  close(): Promise<void>;
}

/** Looks regularly at what is due and hands it out. */
export function startRounds(source: LeaseSource, attempt: (waiting: Waiting) => Promise<Next>, log: Log): Rounds {
  const underWay = new Set<Promise<void>>();
  let polling: Promise<void> = Promise.resolve();
  let busy = false;
  const timer = setInterval(() => {
    if (busy || underWay.size >= mostAtOnce) return;
    polling = poll();
  }, pollMs).unref();

  async function poll(): Promise<void> {
    busy = true;
    try {
      for (const waiting of await source.claim(mostAtOnce - underWay.size)) {
        const running = handOut(waiting).finally(() => underWay.delete(running));
        underWay.add(running);
      }
    } catch (err) {
      log.error({ err }, 'the outbox cannot be read');
    } finally {
      busy = false;
    }
  }

  async function handOut(waiting: Waiting): Promise<void> {
    const { handoffId } = waiting;
    try {
      const next = await attempt(waiting).catch((err: unknown) => {
        log.error({ handoffId, err }, 'a delivery will be tried again');
        return { againInMs: afterSurpriseMs };
      });
      await (next === 'forget' ? source.forget(handoffId) : source.postpone(handoffId, next.againInMs));
    } catch (err) {
      log.error({ handoffId, err }, 'the outbox cannot be written');
    }
  }

  return {
    async close() {
      clearInterval(timer);
      await polling;
      await Promise.all(underWay);
    },
  };
}
