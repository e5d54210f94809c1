import { isRecord, recordIn, textIn } from '../records.js';
import type { Activity } from '../turn.js';
import type { Convention } from './convention.js';

/** How many buttons of a keyboard are looked at, whatever a client sends. */
const mostButtons = 200;

/**
 * A tapped button of an inline keyboard: `channelData.callback_query` with the button's data, and with the message whose
 * keyboard says what stood on it. https://core.telegram.org/bots/api#callbackquery
 */
export const telegram: Convention = {
  fields: ['callback_query'],
  tap(_activity, { callback_query: query }) {
    if (!isRecord(query)) return undefined;
    const data = textIn(query, 'data');
    return data === undefined ? undefined : { posted: [data], title: titleOf(data, recordIn(query, 'message')) };
  },
};

function titleOf(data: string, message: Activity): string | undefined {
  const { inline_keyboard: rows } = recordIn(message, 'reply_markup');
  const buttons = Array.isArray(rows) ? rows.flat().slice(0, mostButtons).filter(isRecord) : [];
  const tapped = buttons.find((button) => button.callback_data === data);
  return tapped && textIn(tapped, 'text');
}
