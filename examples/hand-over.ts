import type { Answer, Escalation, Handoff, HandoffActivity } from './escalation.js';
import { whyOf } from './post.js';

export const words = {
  offer: 'Would you like to talk to a person?',
  moment: 'One moment, I am getting somebody for you.',
  noAgent: 'I am sorry, I cannot pass you on to a person from here. I am still here to help.',
  withdrawn: 'All right, nobody will come. I am still here to help.',
  tapped: 'I have got that.',
  fault: 'I am sorry, something went wrong on my side. Please say that again.',
};

/** The turn a bot is in, and how it reaches the user and the agents. */
export interface Reach {
  readonly conversation: string;
  /** The type of the activity that came. */
  readonly type: string | undefined;
  /** Says something to the user. */
  say(text: string): Promise<unknown>;
  /** Brings an activity of the service to the agent hub: the handoff, or that it was taken back; rejects where that fails. */
  send(activity: HandoffActivity): Promise<unknown>;
}

/**
 * Does what the service's answer says.
 *
 * @returns whether the turn is the bot's own, as it would be without the service
 */
export async function actOn(escalation: Escalation, { decision, handoff }: Answer, reach: Reach): Promise<boolean> {
  if (decision.reason === 'HANDOFF_OPEN') return false; // an agent has the conversation: the bot keeps quiet
  if (decision.reason === 'HANDOFF_WITHDRAWN') await takeBack(handoff, reach);
  else if (decision.outcome === 'escalate' && handoff) await handOver(escalation, handoff, reach);
  else if (decision.outcome === 'offer') await reach.say(words.offer);
  else return !(nobodySpoke.has(decision.reason) && messages.has(reach.type));
  return false;
}

/** Reasons of activities that no user said: a message of an agent or of the bot itself is not answered. */
const nobodySpoke: ReadonlySet<string> = new Set(['NOT_A_USER_TURN', 'HUMAN_AGENT', 'HANDOFF_STATUS']);
const messages: ReadonlySet<string | undefined> = new Set(['message', 'messageUpdate']);

/**
 * Tells the user that a person takes over, and sends the activity. A channel or hub that will not have it costs the user
 * the person and not the bot: they are told so, and the service hears that it failed, or it would mute the bot.
 */
async function handOver(
  escalation: Escalation,
  { id, activity, delivery }: Handoff,
  { conversation, say, send }: Reach,
): Promise<void> {
  if (delivery.cause !== 'channel-refuses-events' || delivery.status === 'delivered') {
    await say(words.moment);
    if (!activity || delivery.status === 'delivered') return;
    try {
      return void (await send(activity));
    } catch (err) {
      console.warn(`The handoff cannot be sent: ${whyOf(err)}`);
    }
  }
  await escalation.tell(failedHandoff(conversation, id));
  await say(words.noAgent);
}

/** Tells the hub that the user took the request back. A hub that does not hear it has an agent too many, and no user less. */
async function takeBack(handoff: Handoff | null, { say, send }: Reach): Promise<void> {
  if (handoff?.activity && handoff.delivery.status !== 'delivered') {
    const warn = (err: unknown) => console.warn(`The hub has not heard that a request was taken back: ${whyOf(err)}`);
    await send(handoff.activity).catch(warn);
  }
  await say(words.withdrawn);
}

/** Whether a hub speaks, through the user's channel: that belongs to the service. */
export function isHandoffStatus({ type, name }: { readonly type?: string; readonly name?: string }): boolean {
  return type === 'event' && name === 'handoff.status';
}

/** What Teams wants to hear at once of a button that was tapped on a card; undefined where no button was. */
export function answerToTap({ type, name }: { readonly type?: string; readonly name?: string }) {
  if (type !== 'invoke' || name !== 'adaptiveCard/action') return undefined;
  const body = { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: words.tapped };
  return { type: 'invokeResponse', value: { status: 200, body } };
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
