import { z } from 'zod';
import { handoffContext } from '../core/handoff.js';
import { type Open, parseSettings } from '../parts.js';
import type { AgentHub } from './hub.js';

const settingsShape = z.object({
  /** Whether the agent may read the user's last words in the handoff context. */
  lastUtterance: z.stringbool().default(false).meta({ example: 'true' }),
});

/** The bot sends the activity itself, through its own connection to the channel. */
export const openReturnHub: Open<AgentHub> = async (settings) => {
  const { lastUtterance } = parseSettings(settingsShape, settings, 'HUB');
  return {
    context: (handover) => handoffContext(handover, lastUtterance),
    async close() {},
  };
};
