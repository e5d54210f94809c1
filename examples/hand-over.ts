import type { Escalation, Handoff, HandoffActivity } from './escalation.js';
import { whyOf } from './post.js';

export const words = {
  offer: 'Would you like to talk to a person?',
  moment: 'One moment, I am getting somebody for you.',
  noAgent: 'I am sorry, I cannot pass you on to a person from here. I am still here to help.',
  fault: 'I am sorry, something went wrong on my side. Please say that again.',
};

/** A handoff that has just been decided, and what it takes to bring it about. */
export interface HandOver {
  readonly conversation: string;
  readonly handoff: Handoff;
  /** Says something to the user. */
  say(text: string): Promise<unknown>;
  /** Brings the activity to the agent hub; rejects where that fails. */
  send(activity: HandoffActivity): Promise<unknown>;
}

/**
 * Tells the user that a person takes over, and sends the activity. A channel or hub that will not have it costs the user
 * the person and not the bot: they are told so, and the service hears that it failed, or it would mute the bot.
 *
 * @returns whether a person takes over
 */
export async function handOver(
  escalation: Escalation,
  { conversation, handoff, say, send }: HandOver,
): Promise<boolean> {
  const { id, activity, delivery } = handoff;
  if (delivery.cause !== 'channel-refuses-events' || delivery.status === 'delivered') {
    await say(words.moment);
    if (!activity || delivery.status === 'delivered') return true;
    try {
      await send(activity);
      return true;
    } catch (err) {
      console.warn(`The handoff cannot be sent: ${whyOf(err)}`);
    }
  }
  await escalation.tell(failedHandoff(conversation, id));
  await say(words.noAgent);
  return false;
}

/** What an adapter does about a turn that failed: the user reads plain words, and the log has the cause. */
export async function apologize(context: { sendActivity(text: string): Promise<unknown> }, err: Error): Promise<void> {
  console.error(`A turn failed: ${whyOf(err)}`);
  await context.sendActivity(words.fault);
}

function failedHandoff(conversation: string, handoffId: string) {
  const value = { state: 'failed', handoffId };
  return { type: 'event', name: 'handoff.status', conversation: { id: conversation }, value };
}
