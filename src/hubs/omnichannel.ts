import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import { type HandoffActivity, type HandoffContext, type Handover, handoffContext } from '../core/handoff.js';
import type { Activity } from '../core/turn.js';
import { definePart, defineSettings, type Open } from '../lib/settings.js';
import { connectorSettings, openConnector, ruledByAppType } from './connector.js';
import type { AgentHub } from './hub.js';

const settings = defineSettings(
  'HUB',
  {
    ...connectorSettings,
    /** What the customer reads when they are handed over; nothing by default, for the bot can say it. */
    customerMessage: z.string().max(1000).optional().meta({ example: 'One moment, an agent will be with you.' }),
  },
  ruledByAppType,
);

/**
 * Dynamics 365 Omnichannel for Customer Service: it escalates on a message whose `channelData.tags` say so, with flat
 * context variables that the workstream defines. The hub keeps the transcript itself.
 */
export const openOmnichannelHub: Open<AgentHub> = definePart(settings, async (values, runtime) => {
  const { lastUtterance, customerMessage, ...rest } = values;
  const connector = await openConnector(rest, runtime);
  const told = new LRUCache<string, true>({ max: 10_000 });

  /** The customer is told once, however often the escalation is tried; a word that fails costs nothing but itself. */
  async function tellCustomer(activity: HandoffActivity, text: string, limit: AbortSignal): Promise<void> {
    if (told.has(activity.id)) return;
    told.set(activity.id, true);
    await connector.send(messageFor(activity, text, { deliveryMode: 'bridged' }), limit);
  }

  return {
    context: (handover) => omnichannelContext(handover, handoffContext(handover, lastUtterance)),
    async deliver(activity, limit) {
      if (customerMessage !== undefined) await tellCustomer(activity, customerMessage, limit);
      return connector.send(escalation(activity), limit);
    },
    async close() {
      connector.close();
    },
  };
});

/** `MessageToAgent` and `Context` are what Omnichannel's own bot middleware reads of a `handoff.initiate` event. */
function omnichannelContext({ decision }: Handover, context: HandoffContext): HandoffContext {
  return { ...context, MessageToAgent: decision.explanation, Context: contextVariables(context) };
}

/** The escalate command: its text is a summary that only the agent sees. */
function escalation(activity: HandoffActivity): Activity {
  const { MessageToAgent, Context } = activity.value;
  const context = Context ?? contextVariables(activity.value);
  const tags = JSON.stringify({ type: 'Escalate', context });
  return { ...messageFor(activity, String(MessageToAgent ?? ''), { tags }), id: activity.id };
}

function messageFor(activity: HandoffActivity, text: string, channelData: Activity): Activity {
  const { id, name, value, attachments, relatesTo, ...address } = activity;
  return { ...address, type: 'message', text, channelData };
}

const mostVariables = 100;
const longestName = 100;
const longestValue = 4000;

/**
 * Context variables as Omnichannel takes them: names of at most 100 characters, values a whole number or a text of at
 * most 4,000 characters, at most 100 of them. Others are written as text, and cut.
 */
export function contextVariables(context: HandoffContext): Record<string, string | number> {
  const variables: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(context).reverse().slice(0, mostVariables)) {
    if (value === null || value === undefined || name.length > longestName || name === '') continue;
    variables[name] = Number.isSafeInteger(value) ? (value as number) : asText(value).slice(0, longestValue);
  }
  return variables;
}

function asText(value: unknown): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
