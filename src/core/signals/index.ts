import { negativeSentiment } from './negative-sentiment.js';
import { notUnderstood } from './not-understood.js';
import { offerAccepted } from './offer-accepted.js';
import { repeating } from './repeating.js';
import type { Facts, Signal } from './signal.js';
import { talkToHuman } from './talk-to-human.js';
import { withdraws } from './withdraws.js';

/**
 * Every signal a policy can name. Adding one is a file beside this one and a line at the end here: the order is that of
 * readings, of receipts and of what is stored.
 */
export const signals = {
  talkToHuman,
  negativeSentiment,
  notUnderstood,
  repeating,
  offerAccepted,
  withdraws,
} satisfies Record<string, Signal>;

export type SignalName = keyof typeof signals;

export const signalNames = Object.keys(signals) as readonly SignalName[];

/** All signals of one turn, each in [0, 1] with 4 decimals; null where it could not be measured. */
export type Reading = Readonly<Record<SignalName, number | null>>;

/** The reading of a turn on which nothing could be measured. */
export const unmeasured: Reading = Object.freeze(
  Object.fromEntries(signalNames.map((name) => [name, null])) as Record<SignalName, null>,
);

/** Measures every signal, rounded to 4 decimals before anybody compares it. */
export function measure(facts: Facts): Reading {
  const reading = {} as Record<SignalName, number | null>;
  for (const name of signalNames) reading[name] = rounded(signals[name](facts));
  return reading;
}

/** A score with 4 decimals, kept inside [0, 1]; null for what was not measured or is not a number. */
export function rounded(score: number | undefined): number | null {
  if (score === undefined || Number.isNaN(score)) return null;
  return Math.round(Math.min(1, Math.max(0, score)) * 10_000) / 10_000;
}
