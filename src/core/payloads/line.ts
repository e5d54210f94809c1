import { isRecord, recordIn, textIn } from '../records.js';
import type { Convention } from './convention.js';

/**
 * A postback action of LINE: `channelData` is the webhook event. Its data is often a query string (`action=agent&page=2`).
 * A change of the rich menu is no choice. https://developers.line.biz/en/reference/messaging-api/#postback-event
 */
export const line: Convention = {
  fields: ['postback'],
  tap(_activity, { type, postback }) {
    if (type !== 'postback' || !isRecord(postback)) return undefined;
    if (recordIn(postback, 'params').newRichMenuAliasId !== undefined) return undefined;
    const data = textIn(postback, 'data');
    return data === undefined ? undefined : { posted: [data], title: textIn(postback, 'displayText', 'label') };
  },
};
