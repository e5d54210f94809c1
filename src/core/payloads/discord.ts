import { isRecord, textIn } from '../records.js';
import type { Convention } from './convention.js';

const messageComponent = 3;

/**
 * A tapped button or menu of Discord: `channelData` is the interaction, with the component's own id and the values picked.
 * https://discord.com/developers/docs/interactions/receiving-and-responding
 */
export const discord: Convention = {
  fields: ['data'],
  tap(_activity, { type, data }) {
    if (type !== messageComponent || !isRecord(data)) return undefined;
    const { values } = data;
    if (Array.isArray(values) && values.length > 1) return undefined;
    return { posted: [Array.isArray(values) ? values[0] : undefined, textIn(data, 'custom_id')] };
  },
};
