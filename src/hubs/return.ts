import { handoffContext } from '../core/handoff.js';
import { definePart, defineSettings, type Open } from '../lib/settings.js';
import type { AgentHub } from './hub.js';
import { lastUtteranceSetting } from './hub-settings.js';

const settings = defineSettings('HUB', lastUtteranceSetting);

/** The bot sends the activity itself, through its own connection to the channel. */
export const openReturnHub: Open<AgentHub> = definePart(settings, async ({ lastUtterance }) => ({
  context: (handover) => handoffContext(handover, lastUtterance),
  async close() {},
}));
