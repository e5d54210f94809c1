import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'process-'));
const running = new Set<ChildProcess>();
afterEach(() => {
  for (const child of running) child.kill('SIGKILL');
  running.clear();
});
afterAll(() => rmSync(folder, { recursive: true }));

interface Ran {
  readonly child: ChildProcess;
  readonly output: () => string;
}

function start(environment: Record<string, string> = {}, directory = root): Ran {
  const child = spawn(process.execPath, ['dist/main.js'], {
    cwd: directory,
    env: { PATH: process.env.PATH, PORT: '0', STORE: 'memory', ...environment },
  });
  running.add(child);
  let output = '';
  child.stdout?.on('data', (chunk) => {
    output += chunk;
  });
  child.stderr?.on('data', (chunk) => {
    output += chunk;
  });
  return { child, output: () => output };
}

async function urlOf({ child, output }: Ran): Promise<string> {
  for (;;) {
    const url = /http:\/\/[\d.]+:\d+/.exec(output())?.[0];
    if (url) return url;
    await Promise.race([once(child.stdout as NodeJS.ReadableStream, 'data'), once(child, 'exit')]);
    if (child.exitCode !== null) throw new Error(output());
  }
}

const ask = (url: string, id: string) =>
  fetch(`${url}/evaluate`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ activity: { conversation: { id: 'c1' }, id, text: 'can I talk to a person?' } }),
  });

describe('the process', () => {
  test('starts without configuration, says where, and hands a user who asks over to a human', async () => {
    const ran = start({ STORE: 'lmdb', STORE_PATH: join(folder, 'store') });
    const answer = await ask(await urlOf(ran), 't1');
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({
      decision: { outcome: 'escalate', ruleId: 'asked-for-human' },
      handoff: { activity: { type: 'event', name: 'handoff.initiate', value: { skill: 'general' } } },
    });
    expect(ran.output()).toMatch(/^Escalation decision service: http:\/\/127\.0\.0\.1:\d+\n/);
  });

  test('finishes open requests on SIGTERM and exits 0', async () => {
    const ran = start();
    const url = await urlOf(ran);
    const answers = Array.from({ length: 50 }, (_, i) => ask(url, `t${i}`));
    await answers[0];
    ran.child.kill('SIGTERM');
    const results = await Promise.allSettled(answers);
    expect(results.filter((one) => one.status === 'fulfilled' && one.value.status === 200).length).toBe(50);
    const [code] = ran.child.exitCode === null ? await once(ran.child, 'exit') : [ran.child.exitCode];
    expect(code).toBe(0);
  });

  test('exits 0 although whoever collects its traces never answers', async () => {
    const collector = createServer(() => {}).listen(0, '127.0.0.1');
    await once(collector, 'listening');
    const { port } = collector.address() as AddressInfo;
    const ran = start({ OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}` });
    expect((await ask(await urlOf(ran), 't1')).status).toBe(200);
    ran.child.kill('SIGTERM');
    const [code] = await once(ran.child, 'exit');
    collector.closeAllConnections();
    collector.close();
    expect(code).toBe(0);
  }, 20_000);

  test('does not start with settings that are wrong: every one is named, with an example, and the code is 78', async () => {
    const { child, output } = start({
      PORT: 'eighty',
      LOG_LEVEL: 'loud',
      POLICY_NEXT_PERCENT: '110',
      RECEIPTS_MAX_BYTES: '1',
    });
    const [code] = await once(child, 'exit');
    expect(code).toBe(78);
    for (const name of ['PORT', 'LOG_LEVEL', 'POLICY_NEXT_PERCENT', 'RECEIPTS_MAX_BYTES'])
      expect(output()).toMatch(new RegExp(`^  ${name}: .+\\(example: ${name}=.+\\)$`, 'm'));
    expect(output()).not.toContain('eighty');
  });

  test('does not start with a broken policy and a broken part, and names the faults of both', async () => {
    const policy = join(folder, 'broken.yaml');
    writeFileSync(policy, 'version: "1"\ndefaultSkill: g\nthresholds: {}\nrules: []\n');
    const { child, output } = start({ POLICY_FILE: policy, STORE: 'floppy', HUB: 'fax' });
    const [code] = await once(child, 'exit');
    expect(code).toBe(78);
    expect(output()).toContain('broken.yaml:4:8: rules:');
    expect(output()).toContain('STORE: there is no such part; allowed: ');
    expect(output()).toContain('HUB: there is no such part; allowed: ');
  });

  test('does not start with a model whose weights are not the ones of its card', async () => {
    const copy = mkdtempSync(join(tmpdir(), 'model-'));
    for (const name of ['dist', 'models', 'policies']) cpSync(join(root, name), join(copy, name), { recursive: true });
    for (const name of ['package.json', 'openapi.yaml', 'openapi.json'])
      copyFileSync(join(root, name), join(copy, name));
    writeFileSync(join(copy, 'models/sentiment/weights.bin'), 'not these');
    symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
    const { child, output } = start({}, copy);
    const [code] = await once(child, 'exit');
    rmSync(copy, { recursive: true });
    expect(output()).toContain('models/sentiment');
    expect(code).toBe(78);
  });
});
