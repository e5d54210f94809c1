import type { RequestHandler } from 'express';
import type { Decider } from './decider.js';
import { Refusal } from './refusal.js';
import { sendJson } from './send.js';

export const sendLive: RequestHandler = (_req, res) => sendJson(res, 200, { status: 'live' });

export function createReadyRoute(decider: Decider): RequestHandler {
  return async (_req, res) => {
    const reasons = await decider.unready();
    if (reasons.length > 0) throw new Refusal(503, reasons.join(' '));
    sendJson(res, 200, { status: 'ready' });
  };
}
