import { Activity } from '@microsoft/agents-activity';
import { ActivityHandler, CloudAdapter, type TurnContext } from '@microsoft/agents-hosting';
import express, { type Express } from 'express';
import {
  type Answer,
  createEscalation,
  type Escalation,
  type EscalationSettings,
  type HandoffActivity,
} from '../escalation.js';
import { actOn, answerToTap, apologize, isHandoffStatus, words } from '../hand-over.js';
import { post, RefusedError, whyOf } from '../post.js';

export interface ProxySettings extends EscalationSettings {
  /** Where the agent hub takes new conversations and messages. */
  readonly hub: string;
}

const hubLimits = { limitMs: 5_000 };
const notPassedOn = 'I am sorry, I cannot pass that on just now. Please send it again in a moment.';

/**
 * Bot as a proxy: users stay connected to the bot, which routes their messages to the agent hub while a handoff is open,
 * and the agents' messages back. The hub's events become `handoff.status` events.
 */
export function createBot({ hub, ...service }: ProxySettings): Express {
  const escalation = createEscalation(service);
  const adapter = new CloudAdapter();
  adapter.onTurnError = apologize;
  const agents = createBridge(escalation, hub);
  const bot = new ActivityHandler();

  bot.onTurn(async (context, next) => {
    const activity = JSON.parse(context.activity.toJsonString());
    if (isHandoffStatus(activity)) return escalation.tell(activity);
    const tapped = answerToTap(activity);
    if (tapped) await context.sendActivity(Activity.fromObject(tapped));
    const answer = await escalation.evaluate(activity);
    if (answer.decision.reason === 'HANDOFF_OPEN') return agents.passOn(context);
    if (answer.handoff?.cause === 'user-left') await agents.leave(context);
    if (await actOn(escalation, calledDirectly(answer), agents.reachOf(context))) await next();
  });

  const ask = async (context: TurnContext) => void (await context.sendActivity('How can I help?'));
  bot.onMessage(ask).onMessageUpdate(ask);

  const app = express().use(express.json());
  app.post('/api/messages', async (req, res) => {
    // behind a channel, put `authorizeJWT` before this route: it sets `req.user` from the channel's token
    await adapter.process(Object.assign(req, { user: {} }) as never, res, (context) => bot.run(context));
  });

  /** What the hub tells: an agent joined or left, or says something. Check the hub's own signature here. */
  app.post('/hub-events', async (req, res) => {
    const { conversation, event, text = '' } = req.body as { conversation: string; event: string; text?: string };
    const user = agents.users.get(conversation);
    if (event === 'message' && user) {
      await adapter.continueConversation({} as never, user, async (context) => void (await context.sendActivity(text)));
    }
    const state = states[event];
    if (state) await escalation.tell(statusEvent(conversation, state));
    if (state && state !== 'accepted') agents.users.delete(conversation);
    res.sendStatus(event === 'message' && !user ? 404 : 200);
  });
  return app;
}

/** The channel need not carry events: the hub is called directly, whatever the channel refuses. */
function calledDirectly({ decision, handoff }: Answer): Answer {
  return { decision, handoff: handoff && { ...handoff, delivery: { status: 'returned' } } };
}

/** The way to the agents. */
function createBridge(escalation: Escalation, hub: string) {
  /** Where to reach the user of each conversation that is with an agent. A real bot keeps these in its own storage. */
  const users = new Map<string, ReturnType<TurnContext['activity']['getConversationReference']>>();
  const remember = (context: TurnContext) =>
    void users.set(conversationOf(context), context.activity.getConversationReference());

  async function open(context: TurnContext, { value, attachments }: HandoffActivity): Promise<void> {
    const conversation = conversationOf(context);
    remember(context);
    try {
      await post(`${hub}/conversations`, { conversation, ...value, attachments }, hubLimits);
    } catch (err) {
      users.delete(conversation);
      throw err;
    }
  }

  async function close(context: TurnContext, why: object): Promise<void> {
    const conversation = conversationOf(context);
    users.delete(conversation);
    await post(`${hub}/conversations/close`, { conversation, ...why }, hubLimits);
  }

  return {
    users,
    /** A handoff opens a conversation at the hub; its status, which says that it was taken back, closes that one. */
    reachOf: (context: TurnContext) => ({
      conversation: conversationOf(context),
      type: context.activity.type,
      say: (text: string) => context.sendActivity(text),
      send: (activity: HandoffActivity) =>
        isHandoffStatus(activity) ? close(context, activity.value) : open(context, activity),
    }),
    /** A message that the hub does not take is not lost in silence. */
    async passOn(context: TurnContext): Promise<void> {
      const conversation = conversationOf(context);
      const { type, text } = context.activity;
      if (type !== 'message' && !text) return;
      remember(context);
      try {
        await post(`${hub}/messages`, { conversation, text }, hubLimits);
      } catch (err) {
        console.warn(`The hub does not take a message: ${whyOf(err)}`);
        const isGone = err instanceof RefusedError && err.status === 404;
        if (isGone) await escalation.tell(statusEvent(conversation, 'failed'));
        await context.sendActivity(isGone ? words.noAgent : notPassedOn);
      }
    },
    /** Nobody is to join a user who has left. */
    async leave(context: TurnContext): Promise<void> {
      if (!users.has(conversationOf(context))) return;
      const warn = (err: unknown) => console.warn(`The hub has not heard that a user left: ${whyOf(err)}`);
      await close(context, { state: 'failed', cause: 'user-left' }).catch(warn);
    },
  };
}

function conversationOf({ activity }: TurnContext): string {
  return activity.conversation?.id ?? '';
}

const states: Readonly<Record<string, string>> = { joined: 'accepted', closed: 'completed', rejected: 'failed' };

function statusEvent(conversation: string, state: string) {
  return { type: 'event', name: 'handoff.status', conversation: { id: conversation }, value: { state } };
}
