import type { RequestHandler } from 'express';
import type { Decider } from './decider.js';

export function createMetricsRoute({ metrics }: Decider): RequestHandler {
  return async (_req, res) => {
    const text = await metrics.metrics();
    res.set({ 'Content-Type': metrics.contentType, 'Cache-Control': 'no-store' }).end(text);
  };
}
