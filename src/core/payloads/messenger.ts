import { recordIn, textIn } from '../records.js';
import type { Convention } from './convention.js';

/** The apps by which people answer for a page: the inbox of Facebook and that of Instagram. */
const inboxes = new Set(['263902037430900', '1217981644879628']);

/**
 * Quick replies and postbacks of Messenger and Instagram; `channelData` is the messaging event. A quick reply comes as a
 * message with the choice's title, a postback (buttons, the persistent menu, ice breakers) without one. A payload that is
 * the user's phone number or e-mail address is what they wrote, not a choice. An echo is what the page said: the bot, or a
 * person at the inbox.
 * https://developers.facebook.com/docs/messenger-platform/reference/webhook-events/messages
 */
export const messenger: Convention = {
  fields: ['message', 'postback'],
  tap(_activity, native) {
    const payload = textIn(recordIn(recordIn(native, 'message'), 'quick_reply'), 'payload');
    const title = textIn(recordIn(native, 'message'), 'text');
    if (payload !== undefined) return payload === title ? undefined : { posted: [payload], title };
    const posted = textIn(recordIn(native, 'postback'), 'payload');
    const label = textIn(recordIn(native, 'postback'), 'title');
    return posted === undefined ? undefined : { posted: [posted], title: label };
  },
  speaker(_activity, native) {
    const message = recordIn(native, 'message');
    if (message.is_echo !== true) return undefined;
    const app = textIn(message, 'app_id');
    return app === undefined || inboxes.has(app) ? 'agent' : 'bot';
  },
};
