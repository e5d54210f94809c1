import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import supertest from 'supertest';
import { afterAll, describe, expect, test } from 'vitest';
import { loadPolicy } from '../../src/policy/policy-file.js';
import { expectValidAnswer } from '../support/api-contract.js';
import { runCommand } from '../support/command-line.js';
import { createService } from '../support/http-service.js';

const folder = mkdtempSync(join(tmpdir(), 'withdrawal-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A policy that takes back for a bare "never mind" too; it decides nothing, it is the shadow. */
const eager = join(folder, 'eager.yaml');
writeFileSync(eager, readFileSync('policies/default.yaml', 'utf8').replace('takesItBack: 0.80', 'takesItBack: 0.50'));
const receipts = join(folder, 'receipts.jsonl');

const { app, service } = await createService({
  environment: { POLICY_SHADOW_FILE: eager, RECEIPTS_FILE: receipts },
});

const channel = { channelId: 'directline', serviceUrl: 'https://directline.example.com/', locale: 'en-US' };
const people = { from: { id: 'user-42', name: 'Dana' }, recipient: { id: 'shop-bot', name: 'Shop Bot' } };

async function says(conversation: string, id: string, text: string) {
  const activity = { type: 'message', id, conversation: { id: conversation }, text, ...channel, ...people };
  const response = await supertest(app).post('/evaluate').send({ activity });
  expectValidAnswer('POST', '/evaluate', response);
  return response.body;
}

describe('a request for a human that its user takes back', () => {
  test('comes back as the status event for the bot to send, the same when the turn is sent again', async () => {
    const { handoff } = await says('back', 't1', 'a person please');
    const first = await says('back', 't2', 'cancel the agent');
    expect(first.decision).toMatchObject({
      outcome: 'continue',
      reason: 'HANDOFF_WITHDRAWN',
      ruleId: 'takes-it-back',
      explanation: 'The user takes the request for a human back: withdraws 1 is at least takesItBack 0.80.',
    });
    expect(first.handoff).toEqual({
      id: handoff.id,
      state: 'failed',
      cause: 'withdrawn',
      activity: {
        type: 'event',
        name: 'handoff.status',
        id: `${handoff.id}-withdrawn`,
        ...channel,
        conversation: { id: 'back' },
        from: people.recipient,
        recipient: people.from,
        replyToId: 't2',
        relatesTo: {
          activityId: 't2',
          user: people.from,
          bot: people.recipient,
          conversation: { id: 'back' },
          ...channel,
        },
        value: {
          state: 'failed',
          cause: 'withdrawn',
          message: 'The user took the request back.',
          handoffId: handoff.id,
        },
      },
      delivery: { status: 'returned' },
    });
    const again = await says('back', 't2', 'cancel the agent');
    expect(again).toEqual({ ...first, repeated: true, shadow: null });
  });

  test('is kept as that, and the bot goes on', async () => {
    await says('kept', 't1', 'a person please');
    await says('kept', 't2', 'I no longer need an agent');
    const { body } = await supertest(app).get('/conversations/kept');
    expect(body.handoff).toMatchObject({ state: 'failed', cause: 'withdrawn', delivery: { status: 'returned' } });
    expect(body.turns.map(({ counts }: { counts: boolean }) => counts)).toEqual([false, false]);
    const { decision, handoff } = await says('kept', 't3', 'a person please');
    expect([decision.outcome, handoff.state, handoff.cause]).toEqual(['escalate', 'initiated', undefined]);
  });

  test('is told of by the hub afterwards in vain', async () => {
    await says('late', 't1', 'a person please');
    await says('late', 't2', 'cancel the agent');
    const event = { conversation: { id: 'late' }, value: { state: 'accepted' } };
    const { body } = await supertest(app).post('/handoff-status').send(event);
    expect(body.handoff.state).toBe('failed');
  });

  test('differs from what a shadow that needs less would have done', async () => {
    await says('shadow', 't1', 'a person please');
    const { decision, shadow } = await says('shadow', 't2', 'never mind');
    expect(decision).toMatchObject({ reason: 'HANDOFF_OPEN', reading: { withdraws: 0.5 } });
    expect(shadow).toMatchObject({ outcome: 'continue', ruleId: 'takes-it-back', differs: true });
  });

  test('is counted', async () => {
    const text = await service.metrics.metrics();
    expect(text).toContain('{outcome="continue",reason="HANDOFF_WITHDRAWN",rule="takes-it-back",policy="active"} 3');
    expect(text).toContain('escalation_handoffs_total{skill="general",state="failed"} 3');
  });
});

test('its receipts are replayed to the same decisions, and under another policy to others', async () => {
  await service.close();
  const replayed = (policy: string) =>
    JSON.parse(runCommand(['replay', receipts, '--policy', policy, '--json']).stdout);
  const kept = readFileSync(receipts, 'utf8').trim().split('\n').length;
  expect(replayed('policies/default.yaml')).toMatchObject({ receipts: kept, same: kept - 1, unruled: 1, wrong: 0 });
  expect(replayed(eager)).toMatchObject({ receipts: kept, changed: { otherwise: 1 } });
  expect((await loadPolicy(eager)).policy.cancelRules).toHaveLength(1);
});
