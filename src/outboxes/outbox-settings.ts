import { wholeNumber } from '../lib/setting-fields.js';

/** How many activities may wait, in the outboxes that bound that themselves. */
export const maxEntriesSetting = {
  maxEntries: wholeNumber(1, Number.MAX_SAFE_INTEGER).default(10_000).meta({ example: 10_000 }),
};
