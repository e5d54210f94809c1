import type { RequestHandler } from 'express';
import type { Decider } from './decider.js';
import { sendJson } from './send.js';

export function createPolicyRoute(decider: Decider): RequestHandler {
  return (_req, res) => sendJson(res, 200, decider.policy());
}
