import type { RequestHandler } from 'express';
import type { Decider } from './decider.js';
import { RequestRefusedError } from './request-refused.js';
import { sendJson } from './send.js';

export const sendLive: RequestHandler = (_req, res) => sendJson(res, 200, { status: 'live' });

export function createReadyRoute(decider: Decider): RequestHandler {
  return async (_req, res) => {
    const { unready, degraded } = await decider.readiness();
    if (unready.length > 0) throw new RequestRefusedError(503, unready.join(' '));
    sendJson(res, 200, { status: 'ready', degraded });
  };
}
