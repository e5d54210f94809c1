import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Log } from '../log.js';
import type { TraceHeaders } from '../telemetry/turn-scope.js';
import type { Decider } from './decider.js';
import { sendProblem } from './problem.js';
import { readJson } from './read-json.js';
import { type EvaluateRequest, readEvaluateRequest } from './read-request.js';
import { invalid } from './refusal.js';
import { sendJson } from './send.js';
import { toTurn } from './to-turn.js';

export type Route = (req: IncomingMessage, res: ServerResponse) => Promise<void>;

/** `POST /evaluate` without Express, whose body parser and answer cost more than everything we do. */
export function createEvaluateRoute(decider: Decider, transcriptHosts: ReadonlySet<string>, log: Log): Route {
  return async (req, res) => {
    try {
      const request = readEvaluateRequest(await readJson(req));
      const delivery = toDelivery(request.delivery, decider.canEmit);
      const turn = toTurn(request, transcriptHosts);
      sendJson(res, 200, await decider.evaluate(turn, { delivery, trace: traceOf(req) }));
    } catch (err) {
      sendProblem(req, res, err, { log, onProblem: decider.onProblem });
    }
  };
}

function traceOf({ headers }: IncomingMessage): TraceHeaders {
  const { traceparent, tracestate } = headers;
  return { traceparent: first(traceparent), tracestate: first(tracestate) };
}

function first(header: string | string[] | undefined): string | undefined {
  return typeof header === 'object' ? header[0] : header;
}

function toDelivery(delivery: EvaluateRequest['delivery'], canEmit: boolean) {
  if (delivery === 'emit' && !canEmit) {
    const message = 'No agent hub is configured to emit to; send return, or leave delivery out.';
    throw invalid([{ path: '/delivery', message }]);
  }
  return delivery ?? undefined;
}
