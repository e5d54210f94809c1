import { type Composition, compose } from '../../src/app/compose.js';
import { readConfig } from '../../src/app/config.js';
import { createLog } from '../../src/lib/log.js';
import type { Nlu } from '../../src/nlu/nlu.js';

/** Hears a human asked for in every word. */
export const alwaysAsks: Nlu = {
  analyze: () => ({
    language: 'en',
    talkToHuman: { score: 0.99, provider: 'test', model: 'always@1' },
    sentiment: undefined,
    degraded: [],
  }),
  async close() {},
};

/** The service as it is configured, but for its NLU, in memory unless the environment says otherwise. */
export function openService(environment: Record<string, string>, now = Date.now): Promise<Composition> {
  const config = readConfig({ STORE: 'memory', DELIVERY: 'emit', ...environment });
  return compose(config, createLog('silent'), { nlu: alwaysAsks, now });
}
