import { isRecord, textIn } from '../records.js';
import type { Convention } from './convention.js';

/**
 * A suggested reply or action of RCS Business Messaging: `channelData.suggestionResponse`.
 * https://developers.google.com/business-communications/rcs-business-messaging/guides/build/messages/suggestions
 */
export const googleRcs: Convention = {
  fields: ['suggestionResponse'],
  tap(_activity, { suggestionResponse: reply }) {
    if (!isRecord(reply)) return undefined;
    const title = textIn(reply, 'text');
    const data = textIn(reply, 'postbackData', 'postBackData') ?? title;
    return data === undefined ? undefined : { posted: [data], title };
  },
};
