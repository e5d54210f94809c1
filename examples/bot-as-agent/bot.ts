import { Activity } from '@microsoft/agents-activity';
import { ActivityHandler, CloudAdapter, type TurnContext } from '@microsoft/agents-hosting';
import express, { type Express } from 'express';
import { post } from '../shared-post.js';

/**
 * Bot as an agent: the agent hub talks to the bot, and takes the conversation back on `handoff.initiate`. The bot asks
 * the escalation service about every turn and forwards what the hub says of the handoff.
 */
export function createBot(serviceUrl: string): Express {
  const adapter = new CloudAdapter();
  const bot = new ActivityHandler();

  bot.onMessage(async (context) => {
    const { decision, handoff } = await ask(serviceUrl, context);
    if (decision.outcome === 'escalate' && handoff?.activity) {
      await context.sendActivity('One moment, I am getting somebody for you.');
      await context.sendActivity(Activity.fromObject(handoff.activity));
    } else if (decision.reason === 'HANDOFF_OPEN') {
      return; // an agent has the conversation: the bot keeps quiet
    } else if (decision.outcome === 'offer') {
      await context.sendActivity('Would you like to talk to a person?');
    } else {
      await context.sendActivity(`You said: ${context.activity.text}`);
    }
  });

  bot.onUnrecognizedActivityType(async () => {});

  const app = express().use(express.json());
  app.post('/api/messages', async (req, res) => {
    if (req.body.type === 'event' && req.body.name === 'handoff.status') {
      await post(`${serviceUrl}/handoff-status`, req.body);
      return void res.sendStatus(200);
    }
    // behind a channel, put `authorizeJWT` before this route: it sets `req.user` from the channel's token
    await adapter.process(Object.assign(req, { user: {} }) as never, res, (context) => bot.run(context));
  });
  return app;
}

interface Answer {
  readonly decision: { readonly outcome: 'continue' | 'offer' | 'escalate'; readonly reason: string };
  readonly handoff: { readonly activity?: object } | null;
}

function ask(serviceUrl: string, context: TurnContext): Promise<Answer> {
  return post(`${serviceUrl}/evaluate`, { activity: JSON.parse(context.activity.toJsonString()) });
}
