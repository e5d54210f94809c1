import { ActivityHandler, CloudAdapter, type TurnContext } from '@microsoft/agents-hosting';
import express, { type Express } from 'express';
import { createEscalation, type Escalation, type EscalationSettings, type Handoff } from '../escalation.js';
import { apologize, handOver, words } from '../hand-over.js';
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
  /** Where to reach the user of each conversation that is with an agent. A real bot keeps these in its own storage. */
  const users = new Map<string, ReturnType<TurnContext['activity']['getConversationReference']>>();

  bot.onMessage(async (context) => {
    const { id } = context.activity.conversation as { id: string };
    const { decision, handoff } = await escalation.evaluate(JSON.parse(context.activity.toJsonString()));
    if (decision.reason === 'HANDOFF_OPEN') {
      users.set(id, context.activity.getConversationReference());
      await agents.passOn(context, id);
    } else if (handoff && decision.outcome === 'escalate') {
      users.set(id, context.activity.getConversationReference());
      if (!(await agents.open(context, id, handoff))) users.delete(id);
    } else {
      await context.sendActivity(decision.outcome === 'offer' ? words.offer : 'How can I help?');
    }
  });

  const app = express().use(express.json());
  app.post('/api/messages', async (req, res) => {
    // behind a channel, put `authorizeJWT` before this route: it sets `req.user` from the channel's token
    await adapter.process(Object.assign(req, { user: {} }) as never, res, (context) => bot.run(context));
  });

  /** What the hub tells: an agent joined or left, or says something. Check the hub's own signature here. */
  app.post('/hub-events', async (req, res) => {
    const { conversation, event, text = '' } = req.body as { conversation: string; event: string; text?: string };
    const user = users.get(conversation);
    if (event === 'message' && user) {
      await adapter.continueConversation({} as never, user, async (context) => void (await context.sendActivity(text)));
    }
    const state = states[event];
    if (state) await escalation.tell(statusEvent(conversation, state));
    if (state && state !== 'accepted') users.delete(conversation);
    res.sendStatus(event === 'message' && !user ? 404 : 200);
  });
  return app;
}

/** The way to the agents. */
function createBridge(escalation: Escalation, hub: string) {
  return {
    /** The channel need not carry events: the hub is called directly. False where it does not take the handoff. */
    open(context: TurnContext, conversation: string, { id, activity }: Handoff): Promise<boolean> {
      return handOver(escalation, {
        conversation,
        handoff: { id, ...(activity && { activity }), delivery: { status: 'returned' } },
        say: (text) => context.sendActivity(text),
        send: ({ value, attachments }) =>
          post(`${hub}/conversations`, { conversation, ...value, attachments }, hubLimits),
      });
    },
    /** A message that the hub does not take is not lost in silence. */
    async passOn(context: TurnContext, conversation: string): Promise<void> {
      try {
        await post(`${hub}/messages`, { conversation, text: context.activity.text }, hubLimits);
      } catch (err) {
        console.warn(`The hub does not take a message: ${whyOf(err)}`);
        const isGone = err instanceof RefusedError && err.status === 404;
        if (isGone) await escalation.tell(statusEvent(conversation, 'failed'));
        await context.sendActivity(isGone ? words.noAgent : notPassedOn);
      }
    },
  };
}

const states: Readonly<Record<string, string>> = { joined: 'accepted', closed: 'completed', rejected: 'failed' };

function statusEvent(conversation: string, state: string) {
  return { type: 'event', name: 'handoff.status', conversation: { id: conversation }, value: { state } };
}
