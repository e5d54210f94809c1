import { textOf } from '../records.js';
import type { Convention } from './convention.js';

/**
 * What `Action.Submit` of an Adaptive Card posts, on any channel: a message with a `value` and without text.
 * https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/cards-actions
 */
export const submit: Convention = {
  fields: [],
  tap({ type, text, value }) {
    if (value === undefined || value === null || type === 'invoke' || type === 'event') return undefined;
    return textOf(text) === undefined ? { posted: [value] } : undefined;
  },
};
