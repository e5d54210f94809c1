import { isRecord, textIn } from '../records.js';
import { accountId } from '../roles.js';
import type { Convention } from './convention.js';
import { namedIn } from './posted.js';

/**
 * `Action.Execute` of an Adaptive Card: an invoke `adaptiveCard/action` with the verb and the data in `value.action`. One
 * that the client sent by itself, to refresh the card (`trigger: automatic`), was tapped by nobody. Ids of bots begin with 28.
 * https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/receive-adaptive-card-actions
 */
export const teams: Convention = {
  fields: [],
  tap({ type, name, value }) {
    if (type !== 'invoke' || name !== 'adaptiveCard/action' || !isRecord(value)) return undefined;
    if (value.trigger === 'automatic') return undefined;
    const { action } = value;
    if (!isRecord(action)) return undefined;
    const verb = textIn(action, 'verb');
    const title = textIn(action, 'title');
    const { data } = action;
    const isNamed = isRecord(data) && namedIn(data) !== undefined;
    return { posted: [...(isNamed ? [data, verb] : [verb, data]), title, textIn(action, 'id')], title, verb };
  },
  speaker({ channelId, from }) {
    if (typeof channelId !== 'string' || !channelId.startsWith('msteams')) return undefined;
    return accountId(from)?.startsWith('28:') ? 'bot' : undefined;
  },
};
