import { createHash } from 'node:crypto';
import type { Nlu } from '../../src/nlu/nlu.js';
import { startService } from './http-service.js';

/** What a program that was written against the contract says to the service, in this order. */
const scores: Readonly<Record<string, number>> = {
  'where is my parcel': 0.1,
  'can somebody help': 0.6,
  'a person please': 0.97,
};

const nlu: Nlu = {
  analyze: ({ text }) => ({
    language: 'en',
    talkToHuman: { score: scores[text] ?? 0, provider: 'test', model: 'test@1' },
    sentiment: undefined,
    degraded: [],
  }),
  async close() {},
};

const key = 'k'.repeat(40);

/** A service with one key, and the arguments that such a program takes. */
export async function startClientService() {
  const sha256 = createHash('sha256').update(key).digest('hex');
  const API_KEYS = `bot:evaluate+handoff-status+conversations:${sha256}`;
  const service = await startService({ environment: { API_KEYS }, parts: { nlu } });
  return { args: [service.url, key], close: service.close };
}

/** What such a program prints when all went well. */
export const heardByClient = {
  continue: 'continue',
  offer: 'offer',
  escalate: 'escalate',
  score: 0.97,
  activity: 'handoff.initiate',
  tier: 'gold',
  handoffBefore: null,
  invalid: [400, '/activity/conversation/id'],
  unknown: [401, 'Unauthorized'],
  status: 'accepted',
  turns: ['continue', 'offer', 'escalate'],
  kept: 'accepted',
};
