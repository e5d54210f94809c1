/** `HUB=<name>` picks one of these. Adding one is a file beside this one and a line here. */
export { openBotFrameworkHub as 'bot-framework' } from './bot-framework.js';
export { openLivePersonHub as liveperson } from './liveperson.js';
export { openOmnichannelHub as omnichannel } from './omnichannel.js';
export { openReturnHub as return } from './return.js';
export { openWebhookHub as webhook } from './webhook.js';
