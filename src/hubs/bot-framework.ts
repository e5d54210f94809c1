import { z } from 'zod';
import type { Attempt } from '../core/delivery.js';
import { handoffContext } from '../core/handoff.js';
import { oneOf } from '../lib/setting-fields.js';
import { definePart, defineSettings, type FieldFault, type Open, type Values } from '../lib/settings.js';
import { faultsOfAddress } from './call-settings.js';
import { connectorSettings, openConnector, ruledByAppType } from './connector.js';
import type { AgentHub } from './hub.js';
import { openWebhook, webhookSecrets, webhookUrl } from './webhook-call.js';

const fields = {
  ...connectorSettings,
  /** The channels that carry events; `*` is all of them. */
  eventChannels: z
    .string()
    .default('directline,webchat,directlinespeech,emulator')
    .transform((channels) => new Set(channels.split(',').map((channel) => channel.trim())))
    .meta({ example: 'directline,webchat' }),
  /** What becomes of a handoff on a channel that carries no events. */
  fallback: oneOf('return', 'webhook').default('return').meta({ example: 'webhook' }),
  webhookUrl: webhookUrl.optional(),
  webhookSecret: webhookSecrets.optional(),
};

const webhookFields = ['webhookUrl', 'webhookSecret'] as const;

const settings = defineSettings('HUB', fields, {
  together(known, isSet) {
    const missing = known.fallback === 'webhook' ? webhookFields.filter((field) => !isSet(field)) : [];
    const needed: FieldFault[] = missing.map((field) => ({ field, fault: 'is needed with HUB_FALLBACK=webhook' }));
    return [
      ...ruledByAppType.together(known, isSet),
      ...needed,
      ...faultsOfAddress('webhookUrl', known.webhookUrl, known),
    ];
  },
  idle(known) {
    const fault = 'has no effect without HUB_FALLBACK=webhook';
    const idle = webhookFields.map((field) => ({ field, fault, example: 'HUB_FALLBACK=webhook' }));
    return [...ruledByAppType.idle(known), ...(known.fallback === 'return' ? idle : [])];
  },
});

/**
 * The channel the user is on carries the event to the agent hub behind it (Direct Line, Web Chat). Teams and others
 * answer 400 to events: there the bot gets the activity back, or a webhook gets it.
 */
export const openBotFrameworkHub: Open<AgentHub> = definePart(settings, async (parsed, runtime) => {
  const { lastUtterance, eventChannels } = parsed;
  const webhook = openFallback(parsed, runtime);
  const connector = await openConnector(parsed, runtime);
  const carriesEvents = (channel: unknown) => eventChannels.has('*') || eventChannels.has(String(channel));
  return {
    context: (handover) => handoffContext(handover, lastUtterance),
    async deliver(activity, limit) {
      if (carriesEvents(activity.channelId)) {
        const attempt = await connector.send(activity, limit);
        if (!isRefused(attempt)) return attempt;
      }
      if (!webhook) return { outcome: 'returned', cause: 'channel-refuses-events' };
      const attempt = await webhook.send(activity, limit);
      return attempt.outcome === 'taken' ? { ...attempt, cause: 'channel-refuses-events' } : attempt;
    },
    async close() {
      connector.close();
      webhook?.close();
    },
  };
});

function isRefused(attempt: Attempt): boolean {
  return attempt.outcome === 'failed' && attempt.cause === 'refused';
}

function openFallback(
  { fallback, webhookUrl, webhookSecret, ...call }: Values<typeof fields>,
  runtime: Parameters<typeof openWebhook>[3],
) {
  if (fallback === 'return' || webhookUrl === undefined || webhookSecret === undefined) return undefined;
  return openWebhook(webhookUrl, webhookSecret, call, runtime);
}
