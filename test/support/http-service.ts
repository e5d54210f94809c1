import type { RequestListener } from 'node:http';
import { pino } from 'pino';
import { type Composition, compose, type HandedIn } from '../../src/app/compose.js';
import { type Environment, readConfig } from '../../src/app/config.js';
import type { Analysis } from '../../src/core/analysis.js';
import { createApp } from '../../src/http/app.js';
import type { Decider } from '../../src/http/decider.js';
import { createServer, type ServerSettings } from '../../src/http/server.js';
import { turnContextFields } from '../../src/lib/turn-context.js';
import { listenOnLoopback, type OnLoopback, serve } from './loopback.js';

/** Lines the service logged since it was made. */
export interface Logged {
  readonly lines: string[];
}

/** What a service has of its own; parts of a `Decider` stand before what the composed service would do. */
export interface ServiceOptions extends Partial<Decider> {
  readonly analysis?: Analysis;
  readonly transcriptHosts?: string[];
  readonly environment?: Environment;
  readonly now?: () => number;
  readonly logLevel?: string;
  /** Parts in place of the configured ones; `nlu: undefined` is the configured one. */
  readonly parts?: Pick<HandedIn, 'nlu' | 'store' | 'hub'>;
}

/**
 * The service on the default policy and the memory store. What the provider measures is given, because most tests are
 * not about it; every utterance is read as asking for a human unless `analysis` says otherwise.
 */
export async function createService(options: ServiceOptions = {}) {
  const {
    analysis = asksForHuman,
    transcriptHosts = [],
    environment = {},
    now,
    logLevel = 'info',
    parts,
    ...decider
  } = options;
  const logged: Logged = { lines: [] };
  const log = pino(
    { level: logLevel, mixin: turnContextFields },
    { write: (text: string) => void logged.lines.push(...text.trimEnd().split('\n')) },
  );
  const nlu = { analyze: () => analysis, async close() {} };
  const config = readConfig({ STORE: 'memory', MAX_LOOP_DELAY_MS: '60000', ...environment });
  const service = await compose(config, log, { nlu, ...(now && { now }), ...parts });
  const app = createApp({ ...service, ...decider }, { log, transcriptHosts });
  return { app, logged, service };
}

/** A service that listens on a free port of loopback; closing it closes what it works with. */
export interface HttpService {
  readonly url: string;
  readonly logged: Logged;
  readonly service: Composition;
  close(): Promise<void>;
}

export async function startService(options: ServiceOptions = {}): Promise<HttpService> {
  const { app, logged, service } = await createService(options);
  const http = await serve(app);
  return {
    url: http.url,
    logged,
    service,
    async close() {
      await http.close();
      await service.close();
    },
  };
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
