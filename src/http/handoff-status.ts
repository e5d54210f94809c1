import type { RequestHandler } from 'express';
import { toStatusEvent } from '../core/status-event.js';
import type { Decider } from './decider.js';
import { readJson } from './read-json.js';
import { readHandoffStatusEvent } from './read-request.js';
import { sendJson } from './send.js';

/** `POST /handoff-status`: the agent hub says what became of a handoff. Whatever it says, with a conversation it is 200. */
export function createHandoffStatusRoute({ handoffStatus }: Decider): RequestHandler {
  return async (req, res) => {
    const event = toStatusEvent(readHandoffStatusEvent(await readJson(req)));
    sendJson(res, 200, await handoffStatus.take(event));
  };
}
