import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Composition, compose } from '../../src/app/compose.js';
import { readConfig } from '../../src/app/config.js';
import { userTurn } from '../../src/core/turn.js';
import { runCommand } from '../support/command-line.js';

/** A store, receipts and answers that release 0.1.0 wrote, with the policy it wrote them under. */
const written = join(import.meta.dirname, '../fixtures/release-0.1.0');
const folder = mkdtempSync(join(tmpdir(), 'earlier-release-'));
/** A minute after the last of them. */
const now = () => Date.UTC(2026, 0, 5, 9, 11);

interface Answer {
  readonly conversationId: string;
  readonly turnId: string;
  readonly decision: { readonly quieted: readonly string[] };
  readonly handoff: { readonly id: string } | null;
}

const answers: readonly Answer[] = JSON.parse(readFileSync(join(written, 'answers.json'), 'utf8'));
let composition: Composition;

beforeAll(async () => {
  cpSync(join(written, 'store'), join(folder, 'store'), { recursive: true });
  const environment = { STORE: 'lmdb', STORE_PATH: join(folder, 'store'), POLICY_FILE: join(written, 'policy.yaml') };
  const nlu = { analyze: () => expect.unreachable('a turn that was answered is not read again'), async close() {} };
  composition = await compose(readConfig(environment), pino({ level: 'silent' }), { nlu, now });
});

afterAll(async () => {
  await composition.close();
  rmSync(folder, { recursive: true });
});

describe('what release 0.1.0 stored', () => {
  test('holds an offer that was held back, as one of the decisions read below', () => {
    expect(answers.flatMap(({ decision }) => decision.quieted)).toEqual(['may-want-human']);
  });

  test.each(answers.map((answer) => [answer.turnId, answer] as const))('answers turn %s again', async (_id, answer) => {
    const { quieted, ...decision } = answer.decision;
    const turn = userTurn({ id: answer.turnId, conversation: answer.conversationId, utterance: '' });
    const again = await composition.evaluate(turn, { delivery: 'return' });
    expect(again).toMatchObject({ repeated: true, decision: { ...decision, suppressedOffers: quieted } });
  });

  test('keeps its handoffs, in the state they were in', async () => {
    const asked = await composition.store.read('asked');
    const picked = await composition.store.read('picked');
    expect([asked?.handoff?.state, picked?.handoff?.state]).toEqual(['initiated', 'accepted']);
    expect(asked?.handoff?.id).toBe(answers.find(({ conversationId }) => conversationId === 'asked')?.handoff?.id);
  });
});

test('the receipts it wrote are replayed, each to the same decision, with a warning', () => {
  const args = ['replay', join(written, 'receipts.jsonl'), '--policy', join(written, 'policy.yaml'), '--json'];
  const { status, stdout, stderr } = runCommand(args);
  expect(status).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ receipts: 10, same: 9, unruled: 1, wrong: 0, undecidable: 0 });
  expect(stderr).toBe(
    'warning: 10 receipts of an earlier release say quieted, which is now suppressedOffers; they were read as that\n',
  );
});
