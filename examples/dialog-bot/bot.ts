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
import { actOn, answerToTap, apologize, isHandoffStatus } from '../hand-over.js';

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
    if (context.turnState.get(goesOn)) return dialog.repromptDialog();
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

/** Marks a turn that said no to a person: no answer to what a dialog asked, which therefore asks again. */
const goesOn = Symbol('the user goes on with the bot');

/** Asks the escalation service first. While an agent has the conversation, no dialog hears of the turn. */
function escalation(service: EscalationSettings): Middleware {
  const escalation = createEscalation(service);
  return {
    async onTurn(context, next) {
      const { activity } = context;
      if (isHandoffStatus(activity)) return escalation.tell(activity);
      const tapped = answerToTap(activity);
      if (tapped) await context.sendActivity(tapped);
      const answer = await escalation.evaluate(activity);
      const isOurs = await actOn(escalation, answer, reachOf(context));
      const isDeclined = answer.decision.reading?.offerAccepted === 0;
      if (isOurs && isDeclined) await context.sendActivity('All right, let us go on.');
      if (answer.decision.reason === 'HANDOFF_WITHDRAWN' || (isOurs && isDeclined)) context.turnState.set(goesOn, true);
      if (isOurs || context.turnState.get(goesOn)) await next();
    },
  };
}

function reachOf(context: TurnContext) {
  return {
    conversation: context.activity.conversation.id,
    type: context.activity.type,
    say: (text: string) => context.sendActivity(text),
    send: (event: object) => context.sendActivity(event),
  };
}
