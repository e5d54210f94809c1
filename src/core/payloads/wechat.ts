import { textIn } from '../records.js';
import type { Convention } from './convention.js';

/**
 * A tapped line of a WeChat menu: an event `CLICK` whose key the bot gave the line.
 * https://developers.weixin.qq.com/doc/offiaccount/en/Custom_Menus/Custom_Menu_Push_Events.html
 */
export const wechat: Convention = {
  fields: ['EventKey', 'eventKey'],
  tap(_activity, native) {
    const event = textIn(native, 'Event', 'event');
    const key = textIn(native, 'EventKey', 'eventKey');
    return event?.toLowerCase() === 'click' && key !== undefined ? { posted: [key] } : undefined;
  },
};
