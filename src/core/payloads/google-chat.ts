import { recordIn, recordsIn, textIn } from '../records.js';
import type { Convention } from './convention.js';

/**
 * A tapped button of a Google Chat card: `channelData` is the event `CARD_CLICKED` with the function it calls and its
 * parameters. https://developers.google.com/workspace/chat/api/reference/rest/v1/Event
 */
export const googleChat: Convention = {
  fields: ['action', 'common'],
  tap(_activity, native) {
    if (native.type !== 'CARD_CLICKED') return undefined;
    const action = recordIn(native, 'action');
    const common = recordIn(native, 'common');
    const parameters = recordsIn(action, 'parameters').map((parameter) => parameter.value);
    const called = textIn(action, 'actionMethodName') ?? textIn(common, 'invokedFunction');
    return { posted: [...parameters, common.parameters, called] };
  },
};
