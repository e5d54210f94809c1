import { isRecord, textIn, textOf } from '../records.js';
import type { Convention } from './convention.js';

/**
 * `postBack` and `messageBack` of Web Chat and Direct Line, and what `Action.Submit` posts on any channel: a message whose
 * `value`, or whose text where the value is a text, nobody typed.
 * https://github.com/microsoft/BotFramework-WebChat/blob/main/packages/core/src/actions/sendPostBack.ts
 */
export const webChat: Convention = {
  tap({ type, text, value }, native) {
    if (type === 'invoke' || type === 'event') return undefined;
    const { postBack, messageBack } = native;
    if (postBack === true) return { posted: [value, text] };
    if (isRecord(messageBack)) return { posted: [value], title: textIn(messageBack, 'displayText') ?? textOf(text) };
    const isBare = value !== undefined && value !== null && textOf(text) === undefined;
    return isBare ? { posted: [value] } : undefined;
  },
};
