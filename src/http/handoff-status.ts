import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RequestHandler } from 'express';
import { ChannelTokenRefusedError } from '../access/channel-token-refused.js';
import type { Activity } from '../core/turn.js';
import type { Decider } from './decider.js';
import type { Guard } from './guard.js';
import { readJson } from './read-json.js';
import { readHandoffStatusEvent } from './read-request.js';
import { RequestRefusedError } from './request-refused.js';
import { sendJson, setHead } from './send.js';

/**
 * `POST /handoff-status`: the agent hub says what became of a handoff. Whatever it says, with a conversation it is 200.
 * Who has no credential of ours may still be the bot's own channel, whose token is bound to the activity it comes with.
 */
export function createHandoffStatusRoute(
  { handoffStatus, readStatus, verifyChannelToken: verify }: Decider,
  guard: Guard,
): RequestHandler {
  return async (req, res) => {
    const unknown = await unknownCaller(guard, req, res);
    if (unknown && (!verify || req.headers.authorization === undefined)) throw unknown;
    const activity = readHandoffStatusEvent(await readJson(req));
    if (unknown && verify) await verify(req.headers.authorization, activity as Activity).catch(refuse);
    const { isKept, answer } = await handoffStatus.take(readStatus(activity));
    if (!isKept) throw notKept();
    sendJson(res, 200, answer);
  };
}

/** The refusal of a caller without a credential of ours; every other refusal is thrown. */
async function unknownCaller(
  guard: Guard,
  req: IncomingMessage,
  res: ServerResponse,
): Promise<RequestRefusedError | undefined> {
  try {
    const { overLimit, head } = await guard(req, res, 'handoff-status');
    setHead(res, head);
    if (overLimit) throw overLimit;
    return undefined;
  } catch (err) {
    if (err instanceof RequestRefusedError && err.status === 401) return err;
    throw err;
  }
}

/** The event waits in this process as well, but a process may end. */
function notKept(): RequestRefusedError {
  const headers = { 'Retry-After': '5' };
  return new RequestRefusedError(503, 'The store cannot be reached, so the event is not kept; send it again.', {
    headers,
  });
}

function refuse(err: unknown): never {
  if (err instanceof ChannelTokenRefusedError) throw new RequestRefusedError(err.status, err.message);
  const headers = { 'Retry-After': '5' };
  throw new RequestRefusedError(503, 'The token cannot be verified now, because its issuer does not answer.', {
    headers,
  });
}
