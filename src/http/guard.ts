import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RequestHandler } from 'express';
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
}

/** Lets a request in or throws the `RequestRefusedError` that answers it: 503, 401, 403, or 429 far over the limit. */
export type Guard = (req: IncomingMessage, res: ServerResponse, scope: Scope) => Promise<LetIn>;

/** Cheapest first: under overload nothing is hashed, and only who may call counts against a limit. */
export function createGuard({ access, rateLimit, bulkhead }: Decider['gate']): Guard {
  return async (req, res, scope) => {
    if (!bulkhead.enter()) throw overloaded();
    res.once('close', bulkhead.leave);
    const caller = admitted(await access.admit(presentedBy(req)), access.takesTokens);
    if (!caller.scopes.has(scope)) throw outOfScope(caller, scope);
    const allowance = await rateLimit.take(caller.name);
    const head = headOf(allowance);
    const overLimit = allowance.state === 'within' ? undefined : tooMany(caller, allowance);
    if (overLimit && allowance.state === 'far-over') {
      setHead(res, head);
      throw overLimit;
    }
    return { caller, overLimit, head };
  };
}

/** The guard as a handler before those of a route. */
export function guarded(guard: Guard, scope: Scope): RequestHandler {
  return async (req, res, next) => {
    const { overLimit, head } = await guard(req, res, scope);
    setHead(res, head);
    if (overLimit) throw overLimit;
    next();
  };
}

function presentedBy({ headers, socket }: IncomingMessage) {
  const apiKey = headers['x-api-key'] as string | undefined;
  return { connection: socket, apiKey, authorization: headers.authorization, address: socket.remoteAddress };
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

function overloaded(): RequestRefusedError {
  const headers = { 'Retry-After': '1' };
  return new RequestRefusedError(503, 'More is asked than can be answered in time; try again.', {
    headers,
    facts: { shed: 'overloaded' },
  });
}
