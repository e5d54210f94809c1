import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fromSources, type SpawnedService, spawnService } from '../support/service-process.js';

/** The service as processes of its own over one port and one LMDB directory. */
describe('WORKERS=3', () => {
  let directory: string;
  let primary: SpawnedService;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'workers-'));
  });

  afterEach(async () => {
    primary.child.kill('SIGKILL');
    await primary.ended;
    await rm(directory, { recursive: true, force: true });
  });

  function start(settings: Record<string, string> = {}): void {
    const clustered = { WORKERS: '3', STORE: 'lmdb', STORE_PATH: directory, ...settings };
    primary = spawnService(clustered, { command: fromSources });
  }

  /** The primary's children, without the compiler that tsx runs beside it. */
  const workers = () =>
    spawnSync('pgrep', ['-f', 'main.ts', '-P', String(primary.child.pid)], { encoding: 'utf8' })
      .stdout.trim()
      .split('\n')
      .filter(Boolean)
      .map(Number);

  async function whenRunning(): Promise<string> {
    await expect.poll(primary.output, { timeout: 20_000 }).toContain('all workers listen');
    expect(workers()).toHaveLength(3);
    return primary.url();
  }

  /** One turn on a connection of its own, so that the workers take turns. */
  async function evaluate(url: string, conversation: string, turn: string) {
    const activity = { id: turn, conversation: { id: conversation }, text: 'can I talk to a person?' };
    const answer = await fetch(`${url}/evaluate`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', connection: 'close' },
      body: JSON.stringify({ activity }),
    });
    return { status: answer.status, body: (await answer.json()) as { decision: { id: string }; repeated: boolean } };
  }

  test('whichever is asked tells the metrics of all of them', async () => {
    start();
    const url = await whenRunning();
    for (let i = 0; i < 12; i++) await evaluate(url, `c${i}`, 't1');
    const texts = await Promise.all(
      Array.from({ length: 6 }, async () => {
        const answer = await fetch(`${url}/metrics`, { headers: { connection: 'close' } });
        return answer.text();
      }),
    );
    for (const text of texts) {
      expect(text).toContain('\nescalation_turn_seconds_count 12\n');
      expect(text).toContain('\nescalation_turn_seconds_bucket{le="+Inf"} 12\n');
      expect(text).toMatch(/\nescalation_policy_info\{.*\} 1\n/);
      expect(text).toContain('\nnodejs_eventloop_lag_p99_seconds ');
    }
  });

  test('answers a turn sent to all of them with one decision', async () => {
    start();
    const url = await whenRunning();
    const answers = await Promise.all(Array.from({ length: 30 }, () => evaluate(url, 'c1', 't1')));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(new Set(answers.map(({ body }) => body.decision.id)).size).toBe(1);
    expect(answers.filter(({ body }) => !body.repeated)).toHaveLength(1);
  });

  test('replaces a worker that is killed, and forgets nothing', { timeout: 120_000 }, async () => {
    start();
    const url = await whenRunning();
    const { body } = await evaluate(url, 'c1', 't1');
    const [victim] = workers();
    process.kill(victim as number, 'SIGKILL');
    await expect.poll(workers, { timeout: 20_000 }).not.toContain(victim);
    await expect.poll(workers, { timeout: 20_000 }).toHaveLength(3);
    const again = await evaluate(url, 'c1', 't1');
    expect(again).toMatchObject({ status: 200, body: { repeated: true, decision: { id: body.decision.id } } });
    await expect.poll(primary.output, { timeout: 20_000 }).toContain('a worker died; it is replaced');
  });

  test('ends well on SIGTERM, with all its workers', async () => {
    start();
    await whenRunning();
    const pids = workers();
    primary.child.kill('SIGTERM');
    expect(await primary.ended).toBe(0);
    for (const pid of pids) expect(() => process.kill(pid, 0)).toThrow('ESRCH');
  });

  test('does not start with a wrong setting, and says so once', async () => {
    start({ STORE_TTL_SECONDS: 'soon' });
    expect(await primary.ended).toBe(78);
    expect(primary.output().match(/STORE_TTL_SECONDS/g)).toHaveLength(2);
  });
});
