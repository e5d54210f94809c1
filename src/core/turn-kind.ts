import { speakerOf, type Tap } from './payloads/index.js';
import { spokeAsBot } from './spoke-as-bot.js';
import type { Activity, Turn } from './turn.js';
import { saysUserLeft } from './user-left.js';

/** Who says what: a user's message, a change to one, a tap; a status; an agent; somebody leaving; else nothing of a user's. */
export function kindOf(activity: Activity, tap: Tap | undefined, soFar: readonly Activity[] | undefined): Turn['kind'] {
  const { type, name } = activity;
  if (type === 'event' && name === 'handoff.status') return 'status';
  if (type === 'endOfConversation' || type === 'conversationUpdate') return saysUserLeft(activity) ? 'left' : 'other';
  const speaker = speakerOf(activity);
  if (speaker === 'agent') return 'agent';
  if (speaker === 'bot' || !isSaid(activity, tap)) return 'other';
  return speaker === undefined && spokeAsBot(activity, soFar) ? 'other' : 'user';
}

/** Whether an activity can be something a user said; of events and invokes only a tap is. */
function isSaid({ type, text }: Activity, tap: Tap | undefined): boolean {
  if (type === 'messageUpdate') return tap !== undefined || (typeof text === 'string' && text.trim() !== '');
  if (type === 'invoke' || type === 'event') return tap !== undefined;
  return type === 'message' || typeof type !== 'string' || type === '';
}
