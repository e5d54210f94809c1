import { textIn } from '../records.js';
import type { Convention } from './convention.js';

/**
 * Buttons and lists of WhatsApp and RCS through Twilio: `channelData` is Twilio's webhook, whose names adapters keep or
 * begin with a small letter. https://www.twilio.com/docs/messaging/guides/webhook-request
 */
export const twilio: Convention = {
  tap(_activity, native) {
    const payload = textIn(native, 'ButtonPayload', 'buttonPayload', 'ListId', 'listId');
    const title = textIn(native, 'ButtonText', 'buttonText', 'ListTitle', 'listTitle');
    if (payload === undefined && title === undefined) return undefined;
    return { posted: [payload ?? title], title };
  },
};
