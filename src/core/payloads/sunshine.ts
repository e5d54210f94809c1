import { isRecord, recordIn, textIn } from '../records.js';
import type { Convention } from './convention.js';

/**
 * Replies and postbacks of Sunshine Conversations (Zendesk), and who wrote a message: `author.type` business is an agent,
 * unless its subtypes say that a program wrote for the business.
 * https://docs.smooch.io/rest/#section/Webhook-Triggers
 */
export const sunshine: Convention = {
  fields: ['message', 'postback', 'author'],
  tap(_activity, native) {
    const postback = recordIn(native, 'postback');
    const content = recordIn(recordIn(native, 'message'), 'content');
    const held = textIn(content, 'payload') === undefined ? postback : content;
    const payload = textIn(held, 'payload');
    return payload === undefined ? undefined : { posted: [payload], title: textIn(held, 'text', 'title') };
  },
  speaker(_activity, native) {
    const author = isRecord(native.author) ? native.author : recordIn(recordIn(native, 'message'), 'author');
    if (author.type !== 'business') return undefined;
    const { subtypes } = author;
    return Array.isArray(subtypes) && subtypes.some((one) => /^(ai|bot)$/i.test(String(one))) ? 'bot' : 'agent';
  },
};
