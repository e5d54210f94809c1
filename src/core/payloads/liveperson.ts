import { isRecord } from '../records.js';
import { speakerByRole } from '../roles.js';
import type { Convention } from './convention.js';

/**
 * Who wrote a message of LivePerson: `originatorMetadata.role`, where `CONTROLLER` is the platform itself.
 * https://developers.liveperson.com/messaging-agent-sdk-conversation-metadata-guide.html
 */
export const liveperson: Convention = {
  fields: ['originatorMetadata'],
  speaker(_activity, { originatorMetadata: originator }) {
    if (!isRecord(originator)) return undefined;
    return originator.role === 'CONTROLLER' ? 'bot' : speakerByRole(originator.role);
  },
};
