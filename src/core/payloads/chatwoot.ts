import { isRecord } from '../records.js';
import type { Convention } from './convention.js';

/**
 * Who wrote a message of Chatwoot: an outgoing one is an agent's (`user`) or a bot's.
 * https://www.chatwoot.com/hc/user-guide/articles/1677693021-how-to-use-webhooks
 */
export const chatwoot: Convention = {
  fields: ['message_type'],
  speaker(_activity, { message_type: direction, sender }) {
    if ((direction !== 'outgoing' && direction !== 1) || !isRecord(sender)) return undefined;
    return sender.type === 'user' ? 'agent' : 'bot';
  },
};
