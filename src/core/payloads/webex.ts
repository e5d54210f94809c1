import { isRecord } from '../records.js';
import type { Convention } from './convention.js';

/**
 * A submitted card of Webex: `channelData` is the attachment action, its `inputs` the card's data.
 * https://developer.webex.com/docs/api/v1/attachment-actions
 */
export const webex: Convention = {
  fields: ['inputs'],
  tap(_activity, { type, inputs }) {
    return type === 'submit' && isRecord(inputs) ? { posted: [inputs] } : undefined;
  },
};
