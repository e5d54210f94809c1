import { ActivityHandler, CloudAdapter, type TurnContext } from '@microsoft/agents-hosting';
import express, { type Express } from 'express';
import { post } from '../shared-post.js';

interface Urls {
  readonly service: string;
  /** Where the agent hub takes new conversations and messages. */
  readonly hub: string;
}

/**
 * Bot as a proxy: users stay connected to the bot, which routes their messages to the agent hub while a handoff is open,
 * and the agents' messages back. The hub's events become `handoff.status` events.
 */
export function createBot({ service, hub }: Urls): Express {
  const adapter = new CloudAdapter();
  const bot = new ActivityHandler();
  /** Where to reach the user of each conversation that is with an agent. A real bot keeps these in its own storage. */
  const users = new Map<string, ReturnType<TurnContext['activity']['getConversationReference']>>();

  bot.onMessage(async (context) => {
    const { id } = context.activity.conversation as { id: string };
    const { decision, handoff } = await post<Answer>(`${service}/evaluate`, {
      activity: JSON.parse(context.activity.toJsonString()),
    });
    if (decision.reason === 'HANDOFF_OPEN') {
      await post(`${hub}/messages`, { conversation: id, text: context.activity.text });
    } else if (handoff?.activity) {
      users.set(id, context.activity.getConversationReference());
      await context.sendActivity('One moment, I am getting somebody for you.');
      await post(`${hub}/conversations`, {
        conversation: id,
        ...handoff.activity.value,
        attachments: handoff.activity.attachments,
      });
    } else {
      await context.sendActivity(
        decision.outcome === 'offer' ? 'Would you like to talk to a person?' : 'How can I help?',
      );
    }
  });

  const app = express().use(express.json());
  app.post('/api/messages', async (req, res) => {
    // behind a channel, put `authorizeJWT` before this route: it sets `req.user` from the channel's token
    await adapter.process(Object.assign(req, { user: {} }) as never, res, (context) => bot.run(context));
  });

  /** What the hub tells: an agent joined or left, or says something. Check the hub's own signature here. */
  app.post('/hub-events', async (req, res) => {
    const { conversation, event, text } = req.body as { conversation: string; event: string; text?: string };
    const reference = users.get(conversation);
    if (event === 'message' && reference)
      await adapter.continueConversation(
        {} as never,
        reference,
        async (context) => void (await context.sendActivity(text ?? '')),
      );
    else await post(`${service}/handoff-status`, statusEvent(conversation, event));
    if (event === 'closed') users.delete(conversation);
    res.sendStatus(200);
  });
  return app;
}

const states: Readonly<Record<string, string>> = { joined: 'accepted', closed: 'completed', rejected: 'failed' };

function statusEvent(conversation: string, event: string): object {
  return {
    type: 'event',
    name: 'handoff.status',
    conversation: { id: conversation },
    value: { state: states[event] ?? event },
  };
}

interface Answer {
  readonly decision: { readonly outcome: 'continue' | 'offer' | 'escalate'; readonly reason: string };
  readonly handoff: { readonly activity?: { readonly value: object; readonly attachments?: unknown } } | null;
}
