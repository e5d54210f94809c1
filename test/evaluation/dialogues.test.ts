import { existsSync, readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { faultsBy } from '../support/api-contract.js';
import { type HttpService, startService } from '../support/http-service.js';

/** Labelled text that is not part of the repository; without it these tests are left out, and say so. */
const data = pathToFileURL(`${process.env.SHARED_DIR ?? '../shared'}/data/`);
const present = existsSync(data);
if (!present) console.warn('Left out: real conversations over HTTP. Set SHARED_DIR to the folder that holds data/.');

interface Conversation {
  readonly id: string;
  readonly turns: readonly { readonly role: string; readonly text: string }[];
}

function lines<Row>(name: string): Row[] {
  const bytes = readFileSync(new URL(name, data));
  const text = (name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
}

describe.skipIf(!present)('conversations people had, posted turn by turn', () => {
  let service: HttpService;
  beforeAll(async () => {
    service = await startService({ parts: { nlu: undefined } });
  });
  afterAll(() => service.close());

  /** Posts each conversation's user turns in order, some conversations at a time; counts outcomes by rule. */
  async function play(conversations: readonly Conversation[]): Promise<Record<string, number>> {
    const counts: Record<string, number> = {};
    const waiting = [...conversations];
    const worker = async () => {
      for (let next = waiting.pop(); next; next = waiting.pop())
        for (const [i, { role, text }] of next.turns.entries()) if (role === 'user') await say(next.id, i, text);
    };
    async function say(id: string, i: number, text: string): Promise<void> {
      const activity = { type: 'message', id: `${id}-${i}`, locale: 'en-US', conversation: { id }, text };
      const body = JSON.stringify({ activity });
      const headers = { 'content-type': 'application/json' };
      const response = await fetch(`${service.url}/evaluate`, { method: 'POST', headers, body });
      expect(response.status).toBe(200);
      const answer = (await response.json()) as {
        decision: { outcome: string; ruleId: string | null; reason: string };
      };
      expect(faultsBy('/components/schemas/EvaluateAnswer', answer)).toEqual([]);
      const { outcome, ruleId, reason } = answer.decision;
      const row = `${outcome} ${ruleId ?? reason}`;
      counts[row] = (counts[row] ?? 0) + 1;
    }
    await Promise.all(Array.from({ length: 8 }, worker));
    return counts;
  }

  test('every user turn of the satisfaction dialogues is answered as the contract says', {
    timeout: 300_000,
  }, async () => {
    const conversations = lines<Conversation>('dialogue_satisfaction_evalonly.jsonl.gz');
    const users = conversations.flatMap(({ turns }) => turns.filter(({ role }) => role === 'user')).length;
    const counts = await play(conversations);
    console.info('satisfaction dialogues, outcomes by rule:', counts);
    expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(users);
  });

  test('so is every row of the intent dev set', { timeout: 120_000 }, async () => {
    const rows = lines<{ text: string }>('intent_devset.jsonl');
    const counts = await play(rows.map(({ text }, i) => ({ id: `row-${i}`, turns: [{ role: 'user', text }] })));
    console.info('intent dev set, outcomes by rule:', counts);
    expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(rows.length);
  });
});
