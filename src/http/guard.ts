import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RequestHandler } from 'express';
import type { Presented } from '../access/access.js';
import type { Bulkhead, Stay } from '../access/bulkhead.js';
import type { Admission, Caller, Denial, Scope } from '../access/caller.js';
import type { Allowance } from '../access/rate-limit.js';
import type { Decider } from './decider.js';
import { RequestRefusedError } from './request-refused.js';
import { type Head, setHead } from './send.js';

/** A request that was let in. `overLimit` is there when its caller sent more than it may: the refusal it would get. */
export interface LetIn {
  readonly caller: Caller;
  readonly overLimit: RequestRefusedError | undefined;
  /** What the answer tells of the caller's limit. */
  readonly head: Head;
  /** What the request takes up of the service; whoever was let in must `leave` once it is answered. */
  readonly stay: Stay;
}

/** Lets a request in or throws the `RequestRefusedError` that answers it: 401, 403, 503, or 429 far over the limit. */
export type Guard = (req: IncomingMessage, res: ServerResponse, scope: Scope) => Promise<LetIn>;

type GuardedBy = Omit<Decider['gate'], 'bulkhead'> & { readonly bulkhead: Pick<Bulkhead, 'isOverloaded' | 'admit'> };

/** By headers alone, credentials first: who may not call takes nothing from who may, and counts against no limit. */
export function createGuard({ access, rateLimit, bulkhead, addresses, unauthenticated }: GuardedBy): Guard {
  function presentedBy(req: IncomingMessage): Presented {
    const { headers, socket } = req;
    const apiKey = headers['x-api-key'] as string | undefined;
    return { connection: socket, apiKey, authorization: headers.authorization, address: addresses.of(req) };
  }

  return async (req, res, scope) => {
    const admission = await access.admit(presentedBy(req));
    if ('denied' in admission && unauthenticated?.refused(req, res) === false) res.destroy();
    const caller = admitted(admission, access.takesTokens);
    unauthenticated?.passed(req.socket);
    if (!caller.scopes.has(scope)) throw outOfScope(caller, scope);
    if (bulkhead.isOverloaded()) throw overloaded();
    const allowance = await rateLimit.take(caller.name);
    const head = headOf(allowance);
    const overLimit = allowance.state === 'within' ? undefined : tooMany(caller, allowance);
    if (overLimit && allowance.state === 'far-over') {
      setHead(res, head);
      throw overLimit;
    }
    return { caller, overLimit, head, stay: bulkhead.admit(caller.name) };
  };
}

/** What answers under way take up, where a handler of Express gives it. */
const stays = new WeakMap<ServerResponse, Stay>();

/** The guard as a handler before those of a route without a body. */
export function guarded(guard: Guard, scope: Scope): RequestHandler {
  return async (req, res, next) => {
    const { overLimit, head, stay } = await guard(req, res, scope);
    setHead(res, head);
    res.once('close', stay.leave);
    stays.set(res, stay);
    if (overLimit) throw overLimit;
    begin(stay);
    next();
  };
}

/** Gives back what a guarded request took up: at once where it is refused, however long its client takes to hear it. */
export function leave(res: ServerResponse): void {
  stays.get(res)?.leave();
}

/** Lets everybody in who may call. */
export const neverOverloaded: Pick<Bulkhead, 'isOverloaded' | 'admit'> = {
  isOverloaded: () => false,
  admit: () => ({ hold: () => true, enter: () => true, leave() {} }),
};

/** Takes a place among the requests that are being answered; before its body is there, a request has none. */
export function begin(stay: Stay): void {
  if (!stay.enter()) throw overloaded();
}

function admitted(admission: Admission, takesTokens: boolean): Caller {
  if ('caller' in admission) return admission.caller;
  const { denied } = admission;
  if (denied === 'issuer-unavailable')
    throw new RequestRefusedError(503, messages[denied], { headers: { 'Retry-After': '5' }, facts: { denied } });
  const fault = denied === 'no-credential' ? '' : ', error="invalid_token"';
  const challenge = takesTokens ? `Bearer realm="escalation"${fault}` : 'ApiKey realm="escalation", header="X-API-Key"';
  throw new RequestRefusedError(401, messages[denied], {
    headers: { 'WWW-Authenticate': challenge },
    facts: { denied },
  });
}

const messages: Readonly<Record<Denial, string>> = {
  'no-credential': 'Send a key in the header X-API-Key, or a bearer token in the header Authorization.',
  'unknown-key': 'The key is not known here.',
  'not-yet-valid': 'The credential is not valid yet.',
  expired: 'The credential has expired.',
  'bad-token': 'The bearer token cannot be verified.',
  'wrong-issuer': 'The bearer token is from another issuer than the operator trusts.',
  'wrong-audience': 'The bearer token was made for another service.',
  'issuer-unavailable': 'The bearer token cannot be verified now, because its issuer does not answer.',
};

function outOfScope({ name }: Caller, scope: Scope): RequestRefusedError {
  const headers = { 'WWW-Authenticate': `Bearer realm="escalation", error="insufficient_scope", scope="${scope}"` };
  const facts = { caller: name, scope };
  return new RequestRefusedError(403, `The credential does not have the scope ${scope}.`, { headers, facts });
}

/** The fields of draft-ietf-httpapi-ratelimit-headers-10. */
function headOf({ limit, remaining, resetSeconds }: Allowance): Head {
  if (limit === 0) return noLimit;
  const allowance = `"caller";r=${remaining};t=${resetSeconds}`;
  return ['RateLimit-Policy', `"caller";q=${limit};w=60`, 'RateLimit', allowance];
}

const noLimit: Head = [];

function tooMany({ name }: Caller, { limit, resetSeconds }: Allowance): RequestRefusedError {
  const headers = { 'Retry-After': String(resetSeconds) };
  const detail = `At most ${limit} requests a minute; try again in ${resetSeconds} seconds.`;
  return new RequestRefusedError(429, detail, { headers, facts: { caller: name } });
}

/** Too much for now: of requests, of bytes in their bodies, or of either from one caller. */
export function overloaded(): RequestRefusedError {
  const headers = { 'Retry-After': '1' };
  return new RequestRefusedError(503, 'More is asked than can be answered in time; try again.', {
    headers,
    facts: { shed: 'overloaded' },
  });
}
