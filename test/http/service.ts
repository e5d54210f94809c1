import { pino } from 'pino';
import { Registry } from 'prom-client';
import type { Analysis } from '../../src/core/analysis.js';
import { createEvaluate } from '../../src/evaluate.js';
import { createApp } from '../../src/http/app.js';
import type { Decider } from '../../src/http/decider.js';
import { openReturnHub } from '../../src/hubs/return.js';
import { loadPolicy } from '../../src/policy-file.js';
import { openMemoryStore } from '../../src/stores/memory.js';

/** Lines the service logged since it was made. */
export interface Logged {
  readonly lines: string[];
}

/**
 * The service on the default policy and the memory store. What the provider measures is given, because these tests are
 * about HTTP; every utterance is read as asking for a human unless `analysis` says otherwise.
 */
export async function createService(
  overrides: Partial<Decider> & { analysis?: Analysis; transcriptHosts?: string[] } = {},
) {
  const { analysis = asksForHuman, transcriptHosts = [], ...decider } = overrides;
  const logged: Logged = { lines: [] };
  const log = pino({ level: 'info' }, { write: (line: string) => void logged.lines.push(line) });
  const world = { log, metrics: new Registry(), now: Date.now };
  const { policy, source } = await loadPolicy('policies/default.yaml');
  const evaluate = createEvaluate({
    policy: () => policy,
    nlu: { analyze: () => analysis, async close() {} },
    store: await openMemoryStore({}, world),
    hub: await openReturnHub({}, world),
    log,
    now: world.now,
  });
  const { version, sha256 } = policy;
  const app = createApp(
    {
      evaluate,
      canEmit: false,
      policy: () => ({ version, sha256, loadedAt: new Date().toISOString(), source, lastRejected: null }),
      unready: async () => [],
      ...decider,
    },
    { log, transcriptHosts },
  );
  return { app, logged };
}

const source = { provider: 'given', model: 'given@1' };
const asksForHuman: Analysis = {
  language: 'en',
  talkToHuman: { score: 0.97, ...source },
  sentiment: { label: 'neutral', positive: 0.1, neutral: 0.7, negative: 0.2, ...source },
  degraded: [],
};
