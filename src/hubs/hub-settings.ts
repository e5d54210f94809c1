import { flag } from '../lib/setting-fields.js';

/** What every hub lets the operator say. */
export const lastUtteranceSetting = {
  /** Whether the agent may read the user's last words in the handoff context. */
  lastUtterance: flag.default(false).meta({ example: 'true' }),
};
