import { Activity } from '@microsoft/agents-activity';
import { ActivityHandler, CloudAdapter, type TurnContext } from '@microsoft/agents-hosting';
import express, { type Express } from 'express';
import { createEscalation, type EscalationSettings } from '../escalation.js';
import { apologize, handOver, words } from '../hand-over.js';

/**
 * Bot as an agent: the agent hub talks to the bot, and takes the conversation back on `handoff.initiate`. The bot asks
 * the escalation service about every turn and forwards what the hub says of the handoff.
 */
export function createBot(service: EscalationSettings): Express {
  const escalation = createEscalation(service);
  const adapter = new CloudAdapter();
  adapter.onTurnError = apologize;
  const bot = new ActivityHandler();

  bot.onMessage(async (context) => {
    const { decision, handoff } = await escalation.evaluate(JSON.parse(context.activity.toJsonString()));
    if (decision.reason === 'HANDOFF_OPEN') return; // an agent has the conversation: the bot keeps quiet
    if (handoff && decision.outcome === 'escalate') {
      const conversation = context.activity.conversation?.id ?? '';
      await handOver(escalation, { conversation, handoff, ...channelOf(context) });
    } else if (decision.outcome === 'offer') {
      await context.sendActivity(words.offer);
    } else {
      await context.sendActivity(`You said: ${context.activity.text}`);
    }
  });

  bot.onUnrecognizedActivityType(async () => {});

  const app = express().use(express.json());
  app.post('/api/messages', async (req, res) => {
    if (req.body.type === 'event' && req.body.name === 'handoff.status') {
      await escalation.tell(req.body);
      return void res.sendStatus(200);
    }
    // behind a channel, put `authorizeJWT` before this route: it sets `req.user` from the channel's token
    await adapter.process(Object.assign(req, { user: {} }) as never, res, (context) => bot.run(context));
  });
  return app;
}

/** Here the hub is behind the channel: user and hub are reached the same way. */
function channelOf(context: TurnContext) {
  return {
    say: (text: string) => context.sendActivity(text),
    send: (activity: object) => context.sendActivity(Activity.fromObject(activity)),
  };
}
