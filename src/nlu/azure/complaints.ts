import type { DegradedCause } from '../../core/analysis.js';
import type { Log } from '../../lib/log.js';
import { factsOf, type Loss } from './loss.js';

/** What operators are told of calls that failed, and for how long no more are made because of them. */
export interface Complaints {
  /** Takes note of a failed call. */
  note(err: unknown, loss: Loss): void;
  /** A call went well: nothing is wrong with the settings. */
  clear(): void;
  /** The settings have changed: what was refused for them may be tried again. */
  reopen(): void;
  /** Why no call is worth making until the pause is over; undefined when there is none. */
  pauseCause(): DegradedCause | undefined;
  /** What is wrong with the settings, a sentence; undefined when nothing is known to be. */
  current(): string | undefined;
}

/** Requests that Azure cannot read are logged once in so many ms. */
const requestLogMs = 60_000;

/** `now` is in ms since the epoch. */
export function createComplaints(service: string, log: Log, now: () => number): Complaints {
  let pause: { readonly cause: DegradedCause; readonly until: number } | undefined;
  let complaint: string | undefined;
  let requestLoggedAt = Number.NEGATIVE_INFINITY;

  return {
    note(err, { cause, blame, pauseMs }) {
      if (pauseMs > 0) pause = { cause, until: now() + pauseMs };
      if (blame === 'settings' && complaint === undefined) {
        const { status, name } = factsOf(err);
        complaint = `azure ${service} refuses us (${status ?? name}): check endpoint, credential, role and project`;
        log.error(factsOf(err), 'azure refuses us; the embedded models stand in');
      }
      if (blame === 'request' && now() - requestLoggedAt >= requestLogMs) {
        requestLoggedAt = now();
        log.error(factsOf(err), 'azure cannot read what we send; the embedded models stand in');
      }
    },
    clear() {
      complaint = undefined;
    },
    reopen() {
      pause = undefined;
      complaint = undefined;
    },
    pauseCause: () => (pause && now() < pause.until ? pause.cause : undefined),
    current: () => complaint,
  };
}
