import { isRecord } from './records.js';
import { accountId, speakerOfAccount } from './roles.js';
import type { Activity } from './turn.js';

/** How many of the activities so far are looked at, from the last. */
const mostLookedAt = 50;

/**
 * Whether the account an activity comes from is the bot's by the activities so far: what a bot said came from it, or what
 * a user said was sent to it. Only roles count, so that nobody is taken for a bot by a guess.
 */
export function spokeAsBot(activity: Activity, activities: readonly Activity[] | undefined): boolean {
  const id = accountId(activity.from);
  if (id === undefined || !Array.isArray(activities)) return false;
  return activities.slice(-mostLookedAt).some((earlier: unknown) => {
    if (!isRecord(earlier)) return false;
    const speaker = speakerOfAccount(earlier.from);
    if (speaker === 'bot') return accountId(earlier.from) === id;
    return speaker === 'user' && accountId(earlier.recipient) === id;
  });
}
