import { isRecord, recordIn, recordsIn, textIn } from '../records.js';
import type { Activity } from '../turn.js';
import type { Convention } from './convention.js';

/**
 * Reply buttons, list replies and buttons of templates of the WhatsApp Cloud API: `channelData` is the message, what holds
 * its `messages`, or the whole webhook. Azure Communication Services writes the same in camel case, Vonage `reply`.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages/interactive
 */
export const whatsapp: Convention = {
  fields: ['entry', 'messages', 'message', 'interactive', 'button', 'reply'],
  tap(_activity, native) {
    const message = messageIn(native);
    const reply = replyIn(message);
    if (reply === undefined) return undefined;
    const id = textIn(reply, 'id', 'payload');
    const title = textIn(reply, 'title', 'text');
    return id === undefined && title === undefined ? undefined : { posted: [id ?? title], title };
  },
};

function messageIn(native: Activity): Activity {
  const [entry] = recordsIn(native, 'entry');
  const [change] = entry ? recordsIn(entry, 'changes') : [];
  const value = change ? recordIn(change, 'value') : native;
  const [first] = recordsIn(value, 'messages');
  if (first) return first;
  return typeof value.message === 'object' ? recordIn(value, 'message') : value;
}

/** Vonage says with `message_type` that its `reply` was tapped; elsewhere a `reply` quotes another message. */
function replyIn(message: Activity): Activity | undefined {
  const { interactive, button, message_type } = message;
  if (isRecord(interactive)) {
    for (const name of ['list_reply', 'button_reply', 'listReply', 'buttonReply'])
      if (interactive[name] !== undefined) return recordIn(interactive, name);
  }
  if (isRecord(button)) return button;
  return message_type === 'reply' ? recordIn(message, 'reply') : undefined;
}
