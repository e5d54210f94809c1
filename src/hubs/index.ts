import type { Open } from '../lib/settings.js';
import type { AgentHub } from './hub.js';

/** `HUB=<name>` picks one of these. Adding one is a file beside this one and a line here, loaded only when picked. */
const botFramework: Open<AgentHub> = async (...world) =>
  (await import('./bot-framework.js')).openBotFrameworkHub(...world);

export { botFramework as 'bot-framework' };
export const liveperson: Open<AgentHub> = async (...world) =>
  (await import('./liveperson.js')).openLivePersonHub(...world);
export const omnichannel: Open<AgentHub> = async (...world) =>
  (await import('./omnichannel.js')).openOmnichannelHub(...world);
export const webhook: Open<AgentHub> = async (...world) => (await import('./webhook.js')).openWebhookHub(...world);
const returned: Open<AgentHub> = async (...world) => (await import('./return.js')).openReturnHub(...world);

export { returned as return };
