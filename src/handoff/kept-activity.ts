import { bareActivity } from '../core/delivery.js';
import type { HandoffActivity } from '../core/handoff.js';
import { seal, unseal } from '../lib/encryption.js';

/** The activity as an outbox may keep it: whole and sealed where there are keys, else without the user's words and facts. */
export function toKept(activity: HandoffActivity, keys: readonly Buffer[] | undefined): string {
  return keys ? seal(JSON.stringify(activity), activity.id, keys) : JSON.stringify(bareActivity(activity));
}

/** Undefined for what is broken, and for what none of the keys opens. */
export function fromKept(
  kept: string,
  handoffId: string,
  keys: readonly Buffer[] | undefined,
): HandoffActivity | undefined {
  const text = kept.startsWith('{') ? kept : keys && unseal(kept, handoffId, keys);
  return text === undefined ? undefined : parsed(text);
}

/** Undefined for a broken text, without the parser's error, which quotes it. */
function parsed(text: string): HandoffActivity | undefined {
  try {
    return JSON.parse(text) as HandoffActivity;
  } catch {
    return undefined;
  }
}
