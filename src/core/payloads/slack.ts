import { isRecord, recordIn, recordsIn, textIn } from '../records.js';
import type { Activity } from '../turn.js';
import type { Convention } from './convention.js';

/** Elements that a user writes in: what they hold is no choice. */
const writtenIn = new Set([
  'plain_text_input',
  'rich_text_input',
  'email_text_input',
  'url_text_input',
  'number_input',
]);

/**
 * Buttons and menus of Slack: `channelData.Payload` where the Azure channel writes to the bot, `channelData` itself where
 * an adapter does. Of several options ticked at once none is the choice. A message with a `bot_id` was posted by an app.
 * https://api.slack.com/reference/interaction-payloads/block-actions
 */
export const slack: Convention = {
  fields: ['Payload', 'payload', 'actions', 'SlackMessage', 'bot_id', 'subtype'],
  tap(_activity, native) {
    const payload = payloadIn(native);
    const [action, ...more] = recordsIn(payload, 'actions');
    if (!action || more.length > 0 || writtenIn.has(String(action.type))) return undefined;
    const option = optionIn(action);
    const title = labelIn(option ?? action);
    const value = textIn(option ?? action, 'value');
    return { posted: [value, textIn(action, 'action_id'), textIn(action, 'name')], title };
  },
  speaker(_activity, native) {
    const { SlackMessage } = native;
    const event = SlackMessage === undefined ? native : recordIn(recordIn(native, 'SlackMessage'), 'event');
    return textIn(event, 'bot_id') !== undefined || event.subtype === 'bot_message' ? 'bot' : undefined;
  },
};

function payloadIn(native: Activity): Activity {
  const { Payload, payload } = native;
  if (isRecord(Payload)) return Payload;
  return isRecord(payload) ? payload : native;
}

function optionIn(action: Activity): Activity | undefined {
  if (isRecord(action.selected_option)) return action.selected_option;
  const options = recordsIn(action, 'selected_options');
  return options.length === 1 ? options[0] : undefined;
}

function labelIn(labelled: Activity): string | undefined {
  return isRecord(labelled.text) ? textIn(labelled.text, 'text') : textIn(labelled, 'text');
}
