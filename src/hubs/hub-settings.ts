import { z } from 'zod';

/** What every hub lets the operator say. */
export const lastUtteranceSetting = {
  /** Whether the agent may read the user's last words in the handoff context. */
  lastUtterance: z.stringbool().default(false).meta({ example: 'true' }),
};
