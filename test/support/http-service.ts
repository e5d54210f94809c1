import type { RequestListener } from 'node:http';
import { pino } from 'pino';
import { compose } from '../../src/app/compose.js';
import { type Environment, readConfig } from '../../src/app/config.js';
import type { Analysis } from '../../src/core/analysis.js';
import { createApp } from '../../src/http/app.js';
import type { Decider } from '../../src/http/decider.js';
import { createServer, type ServerSettings } from '../../src/http/server.js';
import { listenOnLoopback, type OnLoopback } from './loopback.js';

/** Lines the service logged since it was made. */
export interface Logged {
  readonly lines: string[];
}

/**
 * The service on the default policy and the memory store. What the provider measures is given, because these tests are
 * about HTTP; every utterance is read as asking for a human unless `analysis` says otherwise.
 */
export async function createService(
  overrides: Partial<Decider> & {
    analysis?: Analysis;
    transcriptHosts?: string[];
    environment?: Environment;
    now?: () => number;
  } = {},
) {
  const { analysis = asksForHuman, transcriptHosts = [], environment = {}, now = Date.now, ...decider } = overrides;
  const logged: Logged = { lines: [] };
  const log = pino({ level: 'info' }, { write: (line: string) => void logged.lines.push(line) });
  const nlu = { analyze: () => analysis, async close() {} };
  const service = await compose(readConfig({ STORE: 'memory', MAX_LOOP_DELAY_MS: '60000', ...environment }), log, {
    nlu,
    now,
  });
  const app = createApp({ ...service, ...decider }, { log, transcriptHosts });
  return { app, logged, service };
}

/** Serves an app on a free port of loopback, behind the server that keeps slow clients off. */
export function serveGuarded(app: RequestListener, settings: Partial<ServerSettings> = {}): Promise<OnLoopback> {
  return listenOnLoopback(createServer(app, { maxConnections: 20_000, ...settings }));
}

const source = { provider: 'given', model: 'given@1' };
const asksForHuman: Analysis = {
  language: 'en',
  talkToHuman: { score: 0.97, ...source },
  sentiment: { label: 'neutral', positive: 0.1, neutral: 0.7, negative: 0.2, ...source },
  degraded: [],
};
