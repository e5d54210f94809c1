import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RequestHandler } from 'express';
import type { Stay } from '../access/bulkhead.js';
import type { AssertSpeaksFor, VerifyChannelToken } from '../access/channel-token.js';
import { ChannelTokenRefusedError } from '../access/channel-token-refused.js';
import type { Activity } from '../core/turn.js';
import type { Decider } from './decider.js';
import { begin, type Guard, overloaded } from './guard.js';
import { readJson } from './read-json.js';
import { readHandoffStatusEvent } from './read-request.js';
import { RequestRefusedError } from './request-refused.js';
import { sendJson, setHead } from './send.js';

/** Who may say something about handoffs: everything, or what its token is bound to. */
interface Teller {
  readonly stay: Stay;
  readonly speaksFor: AssertSpeaksFor;
}

/**
 * `POST /handoff-status`: the agent hub says what became of a handoff. Whatever it says, with a conversation it is 200.
 * Who has no credential of ours may still be the bot's own channel, whose token is bound to the activity it comes with;
 * the token itself is verified before the activity is read.
 */
export function createHandoffStatusRoute(decider: Decider, guard: Guard): RequestHandler {
  const { handoffStatus, readStatus, verifyChannelToken } = decider;
  return async (req, res) => {
    const { stay, speaksFor } =
      (await knownTeller(guard, req, res, verifyChannelToken)) ??
      (await channelTeller(decider, req, verifyChannelToken as VerifyChannelToken));
    try {
      const activity = readHandoffStatusEvent(await readJson(req, stay));
      begin(stay);
      assertSpeaks(speaksFor, activity as Activity);
      const { isKept, answer } = await handoffStatus.take(readStatus(activity));
      if (!isKept) throw notKept();
      sendJson(res, 200, answer);
    } finally {
      stay.leave();
    }
  };
}

/** Undefined for a caller without a credential of ours that may be a channel; every other refusal is thrown. */
async function knownTeller(
  guard: Guard,
  req: IncomingMessage,
  res: ServerResponse,
  verify: VerifyChannelToken | undefined,
): Promise<Teller | undefined> {
  try {
    const { overLimit, head, stay } = await guard(req, res, 'handoff-status');
    setHead(res, head);
    if (!overLimit) return { stay, speaksFor: () => {} };
    stay.leave();
    throw overLimit;
  } catch (err) {
    const mayBeChannel = verify !== undefined && req.headers.authorization !== undefined;
    if (mayBeChannel && err instanceof RequestRefusedError && err.status === 401) return undefined;
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

/** All channels of the bot are one caller. */
const channels = 'channels';

async function channelTeller({ gate }: Decider, req: IncomingMessage, verify: VerifyChannelToken): Promise<Teller> {
  const speaksFor = await verify(req.headers.authorization).catch(refuse);
  gate.unauthenticated?.passed(req.socket);
  if (gate.bulkhead.isOverloaded()) throw overloaded();
  return { stay: gate.bulkhead.admit(channels), speaksFor };
}

function assertSpeaks(speaksFor: AssertSpeaksFor, activity: Activity): void {
  try {
    speaksFor(activity);
  } catch (err) {
    refuse(err);
  }
}

function refuse(err: unknown): never {
  if (err instanceof ChannelTokenRefusedError) throw new RequestRefusedError(err.status, err.message);
  const headers = { 'Retry-After': '5' };
  throw new RequestRefusedError(503, 'The token cannot be verified now, because its issuer does not answer.', {
    headers,
  });
}
