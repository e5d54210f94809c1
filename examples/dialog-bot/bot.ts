import {
  type Activity,
  ActivityTypes,
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  ConversationState,
  MemoryStorage,
  type Middleware,
  type TurnContext,
} from 'botbuilder';
import { DialogSet, DialogTurnStatus, TextPrompt, WaterfallDialog } from 'botbuilder-dialogs';
import express, { type Express } from 'express';
import { post } from '../shared-post.js';

/**
 * A Bot Framework SDK v4 dialog bot as there are many, with one piece of middleware before its dialogs: whatever dialog
 * the user is in, they can reach a human.
 */
export function createBot(serviceUrl: string, auth: Record<string, string> = {}): Express {
  const adapter = new CloudAdapter(new ConfigurationBotFrameworkAuthentication(auth));
  adapter.use(escalation(serviceUrl));
  const state = new ConversationState(new MemoryStorage());
  const dialogs = new DialogSet(state.createProperty('dialogs'));
  dialogs.add(new TextPrompt('text'));
  dialogs.add(
    new WaterfallDialog('order', [
      (step) => step.prompt('text', 'What is your order number?'),
      async (step) => {
        await step.context.sendActivity(`Order ${step.result} is on its way.`);
        return step.endDialog();
      },
    ]),
  );

  const app = express().use(express.json());
  app.post('/api/messages', (req, res) =>
    adapter.process(req, res, async (context) => {
      if (context.activity.type === ActivityTypes.Message) {
        const dialog = await dialogs.createContext(context);
        const { status } = await dialog.continueDialog();
        if (status === DialogTurnStatus.empty) await dialog.beginDialog('order');
      }
      await state.saveChanges(context);
    }),
  );
  return app;
}

/** Asks the escalation service first. While an agent has the conversation, no dialog hears of the turn. */
function escalation(serviceUrl: string): Middleware {
  return {
    async onTurn(context, next) {
      const { activity } = context;
      if (activity.type === ActivityTypes.Event && activity.name === 'handoff.status') {
        await post(`${serviceUrl}/handoff-status`, activity);
        return;
      }
      if (activity.type !== ActivityTypes.Message) return next();
      const { decision, handoff } = await ask(serviceUrl, context);
      if (decision.reason === 'HANDOFF_OPEN') return;
      if (!handoff?.activity) return next();
      await context.sendActivity('One moment, I am getting somebody for you.');
      await context.sendActivity(handoff.activity);
    },
  };
}

interface Answer {
  readonly decision: { readonly outcome: 'continue' | 'offer' | 'escalate'; readonly reason: string };
  readonly handoff: { readonly activity?: Partial<Activity> } | null;
}

function ask(serviceUrl: string, { activity }: TurnContext): Promise<Answer> {
  return post(`${serviceUrl}/evaluate`, { activity });
}
