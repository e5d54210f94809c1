import { z } from 'zod';
import { handoffContext } from '../core/handoff.js';
import { type Open, parseSettings } from '../lib/settings.js';
import { callSettings } from './call-settings.js';
import type { AgentHub } from './hub.js';
import { lastUtteranceSetting } from './hub-settings.js';
import { openWebhook, webhookSecrets, webhookUrl } from './webhook-call.js';

const settingsShape = z.object({
  ...lastUtteranceSetting,
  ...callSettings,
  url: webhookUrl,
  secret: webhookSecrets,
});

/** Any agent hub that takes a signed webhook: the activity as JSON. */
export const openWebhookHub: Open<AgentHub> = async (settings, runtime) => {
  const { lastUtterance, url, secret, ...call } = parseSettings(settingsShape, settings, 'HUB');
  const webhook = openWebhook(url, secret, call, runtime);
  return {
    context: (handover) => handoffContext(handover, lastUtterance),
    deliver: (activity, limit) => webhook.send(activity, limit),
    async close() {
      webhook.close();
    },
  };
};
