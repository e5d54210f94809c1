import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Stay } from '../access/bulkhead.js';
import type { StatusEvent } from '../core/status-event.js';
import { mostActivityBytes } from '../core/transcript.js';
import type { Turn } from '../core/turn.js';
import { userAmongLeft } from '../core/user-left.js';
import { TurnDeferredError } from '../evaluation/turn-deferred-error.js';
import type { Log } from '../lib/log.js';
import type { TraceHeaders } from '../lib/turn-context.js';
import type { Decider } from './decider.js';
import { begin, type Guard } from './guard.js';
import { type Handling, handlingIn } from './prefer.js';
import { sendProblem } from './problem.js';
import { readJson } from './read-json.js';
import { type EvaluateRequest, type ReadRequest, readEvaluateRequest } from './read-request.js';
import { invalid, RequestRefusedError } from './request-refused.js';
import { type Head, sendJson, setHead } from './send.js';
import { toTurn } from './to-turn.js';
import { withLeftOut, withoutInlineImages } from './transcript-warnings.js';

export type Route = (req: IncomingMessage, res: ServerResponse) => Promise<void>;

/** `POST /evaluate` without Express, whose body parser and answer cost more than everything we do. */
export function createEvaluateRoute(
  decider: Decider,
  guard: Guard,
  transcriptHosts: ReadonlySet<string>,
  log: Log,
): Route {
  return async (req, res) => {
    let head: Head = [];
    let stay: Stay | undefined;
    try {
      const admitted = await guard(req, res, 'evaluate');
      const { caller, overLimit } = admitted;
      head = admitted.head;
      stay = admitted.stay;
      const handling = handlingIn(req.headers.prefer);
      if (handling) head = [...head, 'Preference-Applied', `handling=${handling}`];
      const { request, warnings } = readFields(req, await readJson(req, stay), handling);
      begin(stay);
      const delivery = toDelivery(request.delivery, decider.canEmit);
      const options = { delivery, onlyHandoff: overLimit !== undefined, trace: traceOf(req) };
      const turn = toTurn(request, transcriptHosts, decider.turnReading);
      const isStatusKept =
        turn.kind === 'user' || (await tellHandoff(decider, turn, caller.scopes.has('handoff-status')));
      const answer = await decider.evaluate(turn, { ...options, isStatusKept }).catch(whenDeferred(overLimit));
      sendJson(res, 200, { ...answer, warnings: withLeftOut(warnings, answer) }, { head });
    } catch (err) {
      setHead(res, head);
      sendProblem(req, res, err, { log, onProblem: decider.onProblem });
    } finally {
      stay?.leave();
    }
  };
}

/** A body that no handoff activity could hold is looked through for what would fill it. */
function readFields(req: IncomingMessage, body: unknown, handling: Handling | undefined): ReadRequest {
  const read = readEvaluateRequest(body, handling);
  const isLarge = !(Number(req.headers['content-length']) <= mostActivityBytes);
  return isLarge && handling !== 'strict' ? withoutInlineImages(read) : read;
}

/**
 * What an activity that no user wrote says of the handoff: a status, an agent who speaks, a user who left. Users of some
 * channels can send these, so what an agent has is left alone unless the operator and the credential allow it. False
 * where the store could not keep what was said.
 */
async function tellHandoff(decider: Decider, turn: Turn, maySayStatus: boolean): Promise<boolean> {
  const { handoffStatus, readStatus, statusThroughEvaluate, turnReading } = decider;
  const { kind, conversation, activity } = turn;
  const isAllowed = statusThroughEvaluate && maySayStatus;
  if (kind === 'left') {
    const includes = userAmongLeft(turn, turnReading.idKey);
    return (await handoffStatus.userLeft(conversation, { includes, endsAccepted: isAllowed })).isKept;
  }
  if (kind === 'status' && isAllowed) return (await handoffStatus.take(readStatus(activity))).isKept;
  if (kind === 'agent' && isAllowed) return (await handoffStatus.take(accepted(conversation))).isKept;
  return true;
}

function accepted(conversation: string): StatusEvent {
  return { conversations: [conversation], state: 'accepted', handoffId: undefined };
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

/** A turn that is deferred for its caller’s sake gets the caller’s refusal. */
function whenDeferred(overLimit: RequestRefusedError | undefined) {
  return (err: unknown): never => {
    throw err instanceof TurnDeferredError ? (overLimit ?? handedOverTooOften(err)) : err;
  };
}

function handedOverTooOften({ retryAfterMs }: TurnDeferredError): RequestRefusedError {
  const seconds = Math.max(1, Math.ceil(retryAfterMs / 1000));
  const detail = `This conversation was just handed over again and again; send this turn again in ${seconds} seconds.`;
  return new RequestRefusedError(429, detail, {
    headers: { 'Retry-After': String(seconds) },
    facts: { limit: 'handoffs' },
  });
}
