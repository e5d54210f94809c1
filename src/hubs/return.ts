import { z } from 'zod';
import { handoffContext } from '../core/handoff.js';
import { type Open, parseSettings } from '../lib/settings.js';
import type { AgentHub } from './hub.js';
import { lastUtteranceSetting } from './hub-settings.js';

const settingsShape = z.object(lastUtteranceSetting);

/** The bot sends the activity itself, through its own connection to the channel. */
export const openReturnHub: Open<AgentHub> = async (settings) => {
  const { lastUtterance } = parseSettings(settingsShape, settings, 'HUB');
  return {
    context: (handover) => handoffContext(handover, lastUtterance),
    async close() {},
  };
};
