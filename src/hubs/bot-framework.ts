import { z } from 'zod';
import type { Attempt } from '../core/delivery.js';
import { handoffContext } from '../core/handoff.js';
import { type Open, parseSettings, SettingsError } from '../lib/settings.js';
import { connectorSettings, openConnector } from './connector.js';
import type { AgentHub } from './hub.js';
import { openWebhook, webhookSecrets, webhookUrl } from './webhook-call.js';

const settingsShape = z.object({
  ...connectorSettings,
  /** The channels that carry events; `*` is all of them. */
  eventChannels: z
    .string()
    .default('directline,webchat,directlinespeech,emulator')
    .transform((channels) => new Set(channels.split(',').map((channel) => channel.trim())))
    .meta({ example: 'directline,webchat' }),
  /** What becomes of a handoff on a channel that carries no events. */
  fallback: z.enum(['return', 'webhook']).default('return').meta({ example: 'webhook' }),
  webhookUrl: webhookUrl.optional(),
  webhookSecret: webhookSecrets.optional(),
});

/**
 * The channel the user is on carries the event to the agent hub behind it (Direct Line, Web Chat). Teams and others
 * answer 400 to events: there the bot gets the activity back, or a webhook gets it.
 */
export const openBotFrameworkHub: Open<AgentHub> = async (settings, runtime) => {
  const parsed = parseSettings(settingsShape, settings, 'HUB');
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
};

function isRefused(attempt: Attempt): boolean {
  return attempt.outcome === 'failed' && attempt.cause === 'refused';
}

function openFallback(
  { fallback, webhookUrl, webhookSecret, ...call }: z.infer<typeof settingsShape>,
  runtime: Parameters<typeof openWebhook>[3],
) {
  if (fallback === 'return') return undefined;
  if (webhookUrl !== undefined && webhookSecret !== undefined)
    return openWebhook(webhookUrl, webhookSecret, call, runtime);
  const fault = 'is needed with HUB_FALLBACK=webhook';
  throw new SettingsError([
    ...(webhookUrl ? [] : [{ name: 'HUB_WEBHOOK_URL', fault, example: 'https://hub.example.com/handoffs' }]),
    ...(webhookSecret ? [] : [{ name: 'HUB_WEBHOOK_SECRET', fault, example: 'whsec_<base64>' }]),
  ]);
}
