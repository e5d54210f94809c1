import * as HUB from '../hubs/index.js';
import * as NLU from '../nlu/index.js';
import * as OUTBOX from '../outboxes/index.js';
import * as STORE from '../stores/index.js';

/** The parts there are, by the variable that picks one of a kind. Nothing else knows concrete parts. */
export const parts = { NLU, STORE, HUB, OUTBOX } as const;
