import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { expect, inject, test } from 'vitest';
import { type Reply, startFakeHub, webhookTo } from '../support/fake-hub.js';
import { freePort } from '../support/loopback.js';
import { ServiceProcess } from '../support/service-process.js';

const escalations = 1000;
const killsAfter = [120, 300, 480, 660, 840];
const inFlight = 16;
/** How long before a kill an answer may have been on its way to a service that did not live to write it down. */
const lostWithinMs = 250;

/** Three in ten calls fail, one of the three after the hub has taken the body. */
function failing(nth: number): Reply | undefined {
  const tenth = (nth * 7) % 10;
  if (tenth < 2) return { status: 503 };
  return tenth === 2 ? 'reset' : undefined;
}

/** Sends one turn until it is answered, as a bot does whose channel delivers again. */
async function ask(url: string, conversation: string): Promise<{ handoff: { id: string } | null }> {
  const text = 'let me talk to a real person please';
  const activity = {
    type: 'message',
    id: `${conversation}|1`,
    channelId: 'directline',
    conversation: { id: conversation },
    text,
  };
  const transcript = { activities: [{ type: 'message', text: `the secret word of ${conversation}` }] };
  const request = {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ activity, transcript }),
  };
  for (;;) {
    try {
      const answer = await fetch(`${url}/evaluate`, { ...request, signal: AbortSignal.timeout(15_000) });
      if (answer.ok) return (await answer.json()) as { handoff: { id: string } | null };
    } catch {
      // the service was killed: it comes back
    }
    await setTimeout(100);
  }
}

interface Call {
  readonly handoffId: string;
  readonly conversation: string;
  readonly answeredAt: number | undefined;
}

async function play(environment: Record<string, string>) {
  const calls: Call[] = [];
  const hub = await startFakeHub((nth, { body }) => {
    const reply = failing(nth);
    const { id } = body.conversation as { id: string };
    calls.push({ handoffId: body.id as string, conversation: id, answeredAt: reply ? undefined : performance.now() });
    return reply;
  });
  // On one port, whatever becomes of it: its bots know no other.
  const service = new ServiceProcess({
    PORT: String(await freePort()),
    LOG_LEVEL: 'silent',
    ...webhookTo(hub),
    ...environment,
  });
  await service.start();
  const kills: number[] = [];
  const killAndStart = async () => {
    await service.kill();
    kills.push(performance.now());
    await service.start();
  };
  const ids = new Map<string, string | undefined>();
  let next = 0;
  let killing = Promise.resolve();
  const client = async () => {
    while (next < escalations) {
      const conversation = `c${next++}`;
      ids.set(conversation, (await ask(service.url, conversation)).handoff?.id);
      if (killsAfter.includes(ids.size)) killing = killing.then(killAndStart);
    }
  };
  await Promise.all(Array.from({ length: inFlight }, client));
  await killing;
  const arrived = () => new Set(calls.filter(({ answeredAt }) => answeredAt).map(({ handoffId }) => handoffId)).size;
  await expect.poll(arrived, { timeout: 120_000, interval: 500 }).toBe(escalations);
  await service.terminate();
  await hub.close();
  return { calls, ids, kills };
}

function expectEveryHandoffOnce({ calls, ids, kills }: Awaited<ReturnType<typeof play>>): void {
  expect(kills).toHaveLength(5);
  expect(new Set(ids.values()).size).toBe(escalations);
  for (const { handoffId, conversation } of calls) expect(handoffId).toBe(ids.get(conversation));
  const taken = new Map<string, number>();
  const unexplained: string[] = [];
  let copies = 0;
  for (const { handoffId, answeredAt } of calls) {
    const before = taken.get(handoffId);
    if (before !== undefined) {
      copies++;
      if (!kills.some((at) => at >= before && at <= before + lostWithinMs)) unexplained.push(handoffId);
    }
    if (answeredAt !== undefined) taken.set(handoffId, answeredAt);
  }
  expect(unexplained).toEqual([]);
  console.info(`${calls.length} calls for ${escalations} handoffs; ${copies} copies of answers that a kill lost`);
}

/** Everything that stands in the files of a folder. */
function written(folder: string): string {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile())
    .map((file) => readFileSync(join(file.parentPath, file.name), 'latin1'))
    .join('');
}

test('1,000 escalations arrive, each with one id, though the hub fails and the service is killed five times', async () => {
  const path = mkdtempSync(join(tmpdir(), 'kill-'));
  const played = await play({ STORE_PATH: path, OUTBOX_KEY: randomBytes(32).toString('base64') });
  expectEveryHandoffOnce(played);
  expect(written(path)).not.toContain('secret word');
  rmSync(path, { recursive: true });
}, 280_000);

test.skipIf(inject('redisUrl') === '')(
  'so they do with Redis',
  async () => {
    const keys = { STORE_KEY_PREFIX: `kill-${process.pid}:`, OUTBOX_KEY: randomBytes(32).toString('base64') };
    expectEveryHandoffOnce(await play({ STORE: 'redis', STORE_URL: inject('redisUrl'), ...keys }));
  },
  280_000,
);
