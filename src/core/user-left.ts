import { accountHash } from './account.js';
import { speakerOf } from './payloads/index.js';
import { accountId } from './roles.js';
import type { Activity, Turn } from './turn.js';

/** How many of those removed are looked at, whatever a client sends. */
const mostRemoved = 1_000;

/** Whether an activity says that somebody left: the conversation ended, and no bot ended it, or members were removed. */
export function saysUserLeft(activity: Activity): boolean {
  if (activity.type === 'endOfConversation') return (speakerOf(activity) ?? 'user') === 'user';
  return activity.type === 'conversationUpdate' && removed(activity).length > 0;
}

function removed({ membersRemoved }: Activity): string[] {
  if (!Array.isArray(membersRemoved)) return [];
  return membersRemoved.slice(0, mostRemoved).flatMap((member) => accountId(member) ?? []);
}

/**
 * Whether the user of a handoff is among those who left, by the hash that state has of them. Where state has none, whoever
 * left and is not the bot, to whom the event was sent, was the user.
 */
export function userAmongLeft({ conversation, activity }: Turn, idKey?: string) {
  const ids = activity.type === 'endOfConversation' ? undefined : removed(activity);
  const bot = accountId(activity.recipient);
  return (user: string | undefined, knownBot: string | undefined): boolean => {
    if (ids === undefined) return true;
    const others = ids.filter((id) => id !== bot).map((id) => accountHash(conversation, id, idKey));
    return user === undefined ? others.some((one) => one !== knownBot) : others.includes(user);
  };
}
