import { expect, vi } from 'vitest';
import type { HandedIn } from '../../src/app/compose.js';
import type { Analysis } from '../../src/core/analysis.js';
import { startService } from './http-service.js';

const source = { provider: 'given', model: 'given@1' };

/** What utterances are read as: `human 0.97` asks for a human with that score, and so on; all else is lost on us. */
function given(text: string): Analysis {
  const [, what, value] = /^(human|upset|away) ([\d.]+)/.exec(text) ?? [];
  const score = Number(value ?? 0);
  const negative = what === 'upset' ? score : 0;
  return {
    language: 'en',
    talkToHuman: { score: what === 'human' ? score : 0, ...source },
    sentiment: { label: 'neutral', positive: 0, neutral: 1 - negative, negative, ...source },
    degraded: what === 'away' ? [{ provider: 'given', signal: 'sentiment', cause: 'timeout' }] : [],
  };
}

/** The service on a port of its own, and what a bot, a hub and Prometheus ask of it. */
export interface TelemetryService {
  readonly url: string;
  readonly lines: string[];
  /** The receipts among them, once there are so many. */
  receipts(count: number): Promise<Record<string, unknown>[]>;
  /** Says something in a conversation and returns the answer. */
  say(conversation: string, text: string, headers?: Record<string, string>, id?: string): Promise<Answer>;
  status(conversation: string, state: string): Promise<void>;
  /** Lines of `GET /metrics`: name and labels as they are printed, and the value. */
  metrics(): Promise<ReadonlyMap<string, number>>;
  close(): Promise<void>;
}

interface Answer {
  readonly decision: { readonly id: string; readonly outcome: string; readonly ruleId: string | null };
}

/** The whole service on a port of its own; only what the provider measures is given. */
export async function startTelemetryService(
  environment: Record<string, string> = {},
  { now, ...handedIn }: Omit<HandedIn, 'destination'> = {},
): Promise<TelemetryService> {
  const nlu = { analyze: ({ text }: { text: string }) => Promise.resolve(given(text)), async close() {} };
  const { url, logged, close } = await startService({ environment, now, parts: { nlu, ...handedIn } });
  const { lines } = logged;
  let turns = 0;

  async function post(path: string, body: object, headers: Record<string, string> = {}): Promise<unknown> {
    const response = await fetch(`${url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
    return response.json();
  }

  return {
    url,
    lines,
    async receipts(count) {
      const found = () => lines.map((line) => JSON.parse(line)).filter(({ msg }) => msg === 'decided');
      await vi.waitFor(() => expect(found()).toHaveLength(count), { timeout: 10_000 });
      return found();
    },
    say: async (conversation, text, headers, id = `t${turns++}`) =>
      (await post('/evaluate', { activity: { id, conversation: { id: conversation }, text } }, headers)) as Answer,
    async status(conversation, state) {
      await post('/handoff-status', {
        type: 'event',
        name: 'handoff.status',
        conversation: { id: conversation },
        value: { state },
      });
    },
    metrics: async () => parseMetrics(await (await fetch(`${url}/metrics`)).text()),
    close,
  };
}

/** Lines of `GET /metrics`, by name and labels. */
export function parseMetrics(text: string): Map<string, number> {
  const samples = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(
    samples.map((line) => {
      const end = line.lastIndexOf(' ');
      return [line.slice(0, end), Number(line.slice(end + 1))];
    }),
  );
}
