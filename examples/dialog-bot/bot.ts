import {
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
import { createEscalation, type EscalationSettings } from '../escalation.js';
import { apologize, handOver, words } from '../hand-over.js';

/**
 * A Bot Framework SDK v4 dialog bot as there are many, with one piece of middleware before its dialogs: whatever dialog
 * the user is in, they can reach a human.
 */
export function createBot(service: EscalationSettings, auth: Record<string, string> = {}): Express {
  const adapter = new CloudAdapter(new ConfigurationBotFrameworkAuthentication(auth));
  adapter.onTurnError = apologize;
  adapter.use(escalation(service));
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

  async function converse(context: TurnContext): Promise<void> {
    const dialog = await dialogs.createContext(context);
    if (context.turnState.get(offerDeclined)) return dialog.repromptDialog();
    const { status } = await dialog.continueDialog();
    if (status === DialogTurnStatus.empty) await dialog.beginDialog('order');
  }

  const app = express().use(express.json());
  app.post('/api/messages', (req, res) =>
    adapter.process(req, res, async (context) => {
      if (context.activity.type === ActivityTypes.Message) await converse(context);
      await state.saveChanges(context);
    }),
  );
  return app;
}

/** Marks a turn that said no to an offer: no answer to what a dialog asked, which therefore asks again. */
const offerDeclined = Symbol('the offer was declined');

/** Asks the escalation service first. While an agent has the conversation, no dialog hears of the turn. */
function escalation(service: EscalationSettings): Middleware {
  const escalation = createEscalation(service);
  return {
    async onTurn(context, next) {
      const { activity } = context;
      if (activity.type === ActivityTypes.Event && activity.name === 'handoff.status') return escalation.tell(activity);
      if (activity.type !== ActivityTypes.Message) return next();
      const { decision, handoff } = await escalation.evaluate(activity);
      if (decision.reason === 'HANDOFF_OPEN') return;
      if (decision.outcome === 'offer') return void (await context.sendActivity(words.offer));
      if (handoff && decision.outcome === 'escalate') {
        const say = (text: string) => context.sendActivity(text);
        const send = (event: object) => context.sendActivity(event);
        return void (await handOver(escalation, { conversation: activity.conversation.id, handoff, say, send }));
      }
      if (decision.reading?.offerAccepted === 0) {
        await context.sendActivity('All right, let us go on.');
        context.turnState.set(offerDeclined, true);
      }
      return next();
    },
  };
}
