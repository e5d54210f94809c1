import type { RequestListener } from 'node:http';
import express, { type ErrorRequestHandler, type Express, type RequestHandler } from 'express';
import type { Log } from '../lib/log.js';
import { sendContractJson, sendContractJson30, sendContractYaml } from './contract.js';
import { createConversationRoute, createForgetRoute } from './conversations.js';
import type { Decider } from './decider.js';
import { sendDocs, sendDocsScript, sendToDocs } from './docs.js';
import { createEvaluateRoute } from './evaluate.js';
import { createGuard, type Guard, guarded, leave, neverOverloaded } from './guard.js';
import { createHandoffStatusRoute } from './handoff-status.js';
import { hardeningHeaders } from './hardening.js';
import { createReadyRoute, sendLive } from './health.js';
import { createMetricsRoute } from './metrics.js';
import { createPolicyRoute } from './policy.js';
import { sendProblem } from './problem.js';
import { RequestRefusedError } from './request-refused.js';
import { setHead } from './send.js';

export interface HttpSettings {
  readonly log: Log;
  /** Hosts, with their port if it is not 443, that `transcript.contentUrl` may name. */
  readonly transcriptHosts: readonly string[];
  /** Whether health and metrics are on a port of their own, and so not here. */
  readonly hasAdminPort?: boolean;
}

/** The service over HTTP. The hot route is told apart before Express, which serves everything else. */
export function createApp(decider: Decider, { log, transcriptHosts, hasAdminPort }: HttpSettings): RequestListener {
  const guard = createGuard(decider.gate);
  const evaluate = createEvaluateRoute(decider, guard, new Set(transcriptHosts), log);
  const app = createExpress();
  serve(app, '/', { get: sendToDocs });
  serve(app, '/evaluate', { post: evaluate });
  serve(app, '/handoff-status', { post: createHandoffStatusRoute(decider, guard) });
  const conversation = { get: createConversationRoute(decider), delete: createForgetRoute(decider) };
  serve(app, '/conversations/:id', conversation, guarded(guard, 'conversations'));
  serve(app, '/policy', { get: createPolicyRoute(decider) }, guarded(guard, 'policy'));
  if (!hasAdminPort) serveOperators(app, decider, guard);
  serve(app, '/openapi.yaml', { get: sendContractYaml });
  serve(app, '/openapi.json', { get: sendContractJson });
  serve(app, '/openapi-3.0.json', { get: sendContractJson30 });
  serve(app, '/docs', { get: sendDocs });
  serve(app, '/docs/openapi-explorer.js', { get: sendDocsScript });
  endWithProblems(app, decider, log);
  return (req, res) => (req.url === '/evaluate' && req.method === 'POST' ? evaluate(req, res) : app(req, res));
}

/**
 * Health and metrics alone, for a port that callers cannot reach and so cannot fill. Who looks after the service is
 * answered however much is asked of it.
 */
export function createAdminApp(decider: Decider, { log }: Pick<HttpSettings, 'log'>): RequestListener {
  const app = createExpress();
  serveOperators(app, decider, createGuard({ ...decider.gate, bulkhead: neverOverloaded, unauthenticated: undefined }));
  endWithProblems(app, decider, log);
  return app;
}

function createExpress(): Express {
  const app = express().disable('etag').set('query parser', false);
  return app.disable('x-powered-by').use((_req, res, next) => {
    setHead(res, hardeningHeaders);
    next();
  });
}

function serveOperators(app: Express, decider: Decider, guard: Guard): void {
  serve(app, '/metrics', { get: createMetricsRoute(decider) }, guarded(guard, 'metrics'));
  serve(app, '/health/live', { get: sendLive });
  serve(app, '/health/ready', { get: createReadyRoute(decider) });
}

function endWithProblems(app: Express, { onProblem }: Decider, log: Log): void {
  app.use(unknownPath);
  app.use(((err, req, res, _next) => {
    leave(res);
    sendProblem(req, res, err, { log, onProblem });
  }) satisfies ErrorRequestHandler);
}

type Handlers = Partial<Record<'get' | 'post' | 'delete', RequestHandler<{ id: string }>>>;

/** Serves a path: its methods, OPTIONS that lists them, and 405 for every other; `before` guards them all. */
function serve(app: Express, path: string, handlers: Handlers, before?: RequestHandler): void {
  const route = app.route(path);
  if (before) route.all(before);
  const methods = Object.keys(handlers).map((method) => method.toUpperCase());
  const allow = [...methods, ...('get' in handlers ? ['HEAD'] : []), 'OPTIONS'].join(', ');
  for (const [method, handler] of Object.entries(handlers)) route[method as keyof Handlers](handler);
  route.options((_req, res) => void res.set('Allow', allow).status(204).end());
  route.all(() => {
    throw new RequestRefusedError(405, `Use ${methods.join(' or ')} here.`, { headers: { Allow: allow } });
  });
}

const unknownPath: RequestHandler = () => {
  throw new RequestRefusedError(404, 'Nothing is here; /openapi.yaml lists every path.');
};
