import type { Open } from '../lib/settings.js';
import type { AgentHub } from './hub.js';

/** `HUB=<name>` picks one of these. Adding one is a file beside this one and a line here, loaded only when picked. */
const botFramework: Open<AgentHub> = async (...opening) =>
  (await import('./bot-framework.js')).openBotFrameworkHub(...opening);

export { botFramework as 'bot-framework' };
export const liveperson: Open<AgentHub> = async (...opening) =>
  (await import('./liveperson.js')).openLivePersonHub(...opening);
export const omnichannel: Open<AgentHub> = async (...opening) =>
  (await import('./omnichannel.js')).openOmnichannelHub(...opening);
export const webhook: Open<AgentHub> = async (...opening) => (await import('./webhook.js')).openWebhookHub(...opening);
const returned: Open<AgentHub> = async (...opening) => (await import('./return.js')).openReturnHub(...opening);

export { returned as return };
