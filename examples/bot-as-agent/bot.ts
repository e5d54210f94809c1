import { Activity } from '@microsoft/agents-activity';
import { ActivityHandler, CloudAdapter, type TurnContext } from '@microsoft/agents-hosting';
import express, { type Express } from 'express';
import { createEscalation, type EscalationSettings } from '../escalation.js';
import { actOn, answerToTap, apologize, isHandoffStatus } from '../hand-over.js';

/**
 * Bot as an agent: the agent hub talks to the bot, and takes the conversation back on `handoff.initiate`. The bot asks
 * the escalation service about every activity and forwards what the hub says of the handoff.
 */
export function createBot(service: EscalationSettings): Express {
  const escalation = createEscalation(service);
  const adapter = new CloudAdapter();
  adapter.onTurnError = apologize;
  const bot = new ActivityHandler();

  bot.onTurn(async (context, next) => {
    const activity = JSON.parse(context.activity.toJsonString());
    const tapped = answerToTap(activity);
    if (tapped) await context.sendActivity(Activity.fromObject(tapped));
    const answer = await escalation.evaluate(activity);
    if (await actOn(escalation, answer, reachOf(context))) await next();
  });

  const echo = async (context: TurnContext) => void (await context.sendActivity(`You said: ${context.activity.text}`));
  bot.onMessage(echo).onMessageUpdate(echo);

  const app = express().use(express.json());
  app.post('/api/messages', async (req, res) => {
    if (isHandoffStatus(req.body)) {
      await escalation.tell(req.body);
      return void res.sendStatus(200);
    }
    // behind a channel, put `authorizeJWT` before this route: it sets `req.user` from the channel's token
    await adapter.process(Object.assign(req, { user: {} }) as never, res, (context) => bot.run(context));
  });
  return app;
}

/** Here the hub is behind the channel: user and hub are reached the same way. */
function reachOf(context: TurnContext) {
  return {
    conversation: context.activity.conversation?.id ?? '',
    type: context.activity.type,
    say: (text: string) => context.sendActivity(text),
    send: (activity: object) => context.sendActivity(Activity.fromObject(activity)),
  };
}
