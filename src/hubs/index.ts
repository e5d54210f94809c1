import { loadedWhenPicked, type Open } from '../lib/settings.js';
import type { AgentHub } from './hub.js';

/** `HUB=<name>` picks one of these. Adding one is a file beside this one and a line here, loaded only when picked. */
const botFramework: Open<AgentHub> = loadedWhenPicked(
  async () => (await import('./bot-framework.js')).openBotFrameworkHub,
);

export { botFramework as 'bot-framework' };
export const liveperson: Open<AgentHub> = loadedWhenPicked(
  async () => (await import('./liveperson.js')).openLivePersonHub,
);
export const omnichannel: Open<AgentHub> = loadedWhenPicked(
  async () => (await import('./omnichannel.js')).openOmnichannelHub,
);
export const webhook: Open<AgentHub> = loadedWhenPicked(async () => (await import('./webhook.js')).openWebhookHub);
const returned: Open<AgentHub> = loadedWhenPicked(async () => (await import('./return.js')).openReturnHub);

export { returned as return };
