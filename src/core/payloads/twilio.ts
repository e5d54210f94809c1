import { textIn } from '../records.js';
import type { Convention } from './convention.js';

const payloads = ['ButtonPayload', 'buttonPayload', 'ListId', 'listId'];
const titles = ['ButtonText', 'buttonText', 'ListTitle', 'listTitle'];

/**
 * Buttons and lists of WhatsApp and RCS through Twilio: `channelData` is Twilio's webhook, whose names adapters keep or
 * begin with a small letter. https://www.twilio.com/docs/messaging/guides/webhook-request
 */
export const twilio: Convention = {
  fields: [...payloads, ...titles],
  tap(_activity, native) {
    const payload = textIn(native, ...payloads);
    const title = textIn(native, ...titles);
    if (payload === undefined && title === undefined) return undefined;
    return { posted: [payload ?? title], title };
  },
};
