import { isRecord, textIn, textOf } from '../records.js';
import type { Convention } from './convention.js';

/**
 * `postBack` and `messageBack` of Web Chat and Direct Line: a message whose `value`, or whose text, nobody typed.
 * https://github.com/microsoft/BotFramework-WebChat/blob/main/packages/core/src/actions/sendPostBack.ts
 */
export const webChat: Convention = {
  fields: ['postBack', 'messageBack'],
  tap({ type, text, value }, native) {
    if (type === 'invoke' || type === 'event') return undefined;
    const { postBack, messageBack } = native;
    if (postBack === true) return { posted: [value, text] };
    if (!isRecord(messageBack)) return undefined;
    return { posted: [value], title: textIn(messageBack, 'displayText') ?? textOf(text) };
  },
};
