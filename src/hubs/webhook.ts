import { handoffContext } from '../core/handoff.js';
import { definePart, defineSettings, type Open } from '../lib/settings.js';
import { callSettings, faultsOfAddress } from './call-settings.js';
import type { AgentHub } from './hub.js';
import { lastUtteranceSetting } from './hub-settings.js';
import { openWebhook, webhookSecrets, webhookUrl } from './webhook-call.js';

const settings = defineSettings(
  'HUB',
  { ...lastUtteranceSetting, ...callSettings, url: webhookUrl, secret: webhookSecrets },
  { together: (known) => faultsOfAddress('url', known.url, known) },
);

/** Any agent hub that takes a signed webhook: the activity as JSON. */
export const openWebhookHub: Open<AgentHub> = definePart(settings, async (values, runtime) => {
  const { lastUtterance, url, secret, ...call } = values;
  const webhook = openWebhook(url, secret, call, runtime);
  return {
    context: (handover) => handoffContext(handover, lastUtterance),
    deliver: (activity, limit) => webhook.send(activity, limit),
    async close() {
      webhook.close();
    },
  };
});
