import { recordIn, recordsIn, textIn } from '../records.js';
import type { Convention } from './convention.js';

/**
 * Quick replies and card buttons of Genesys Cloud Open Messaging: `content` with a `ButtonResponse`. An outbound message
 * says whether a human or a bot wrote it. https://developer.genesys.cloud/commdigital/digital/openmessaging/
 */
export const genesys: Convention = {
  fields: ['content', 'direction'],
  tap(_activity, native) {
    const response = recordsIn(native, 'content').find(({ contentType }) => contentType === 'ButtonResponse');
    if (!response) return undefined;
    const button = recordIn(response, 'buttonResponse');
    const title = textIn(button, 'text');
    const payload = textIn(button, 'payload') ?? title;
    return payload === undefined ? undefined : { posted: [payload], title };
  },
  speaker(_activity, { direction, originatingEntity }) {
    if (direction !== 'Outbound') return undefined;
    if (originatingEntity === 'Human') return 'agent';
    return originatingEntity === 'Bot' ? 'bot' : undefined;
  },
};
