import { copyFileSync, cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { serve } from './support/loopback.js';
import { type SpawnedService, spawnService } from './support/service-process.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'process-'));
const running: SpawnedService[] = [];
afterEach(() => {
  for (const { child } of running.splice(0)) child.kill('SIGKILL');
});
afterAll(() => rmSync(folder, { recursive: true }));

/** The service as it is built. */
function start(environment: Record<string, string> = {}, directory = root): SpawnedService {
  const service = spawnService({ STORE: 'memory', ...environment }, { command: ['dist/main.js'], directory });
  running.push(service);
  return service;
}

const ask = (url: string, id: string) =>
  fetch(`${url}/evaluate`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ activity: { conversation: { id: 'c1' }, id, text: 'can I talk to a person?' } }),
  });

describe('the process', () => {
  test('starts without configuration, says where, and hands a user who asks over to a human', async () => {
    const service = start({ STORE: 'lmdb', STORE_PATH: join(folder, 'store') });
    const answer = await ask(await service.url(), 't1');
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({
      decision: { outcome: 'escalate', ruleId: 'asked-for-human' },
      handoff: { activity: { type: 'event', name: 'handoff.initiate', value: { skill: 'general' } } },
    });
    expect(service.output()).toMatch(/^Escalation decision service: http:\/\/127\.0\.0\.1:\d+ \(.+\)\n/);
  });

  test('finishes open requests on SIGTERM and exits 0', async () => {
    const service = start();
    const url = await service.url();
    const answers = Array.from({ length: 50 }, (_, i) => ask(url, `t${i}`));
    await answers[0];
    service.child.kill('SIGTERM');
    const results = await Promise.allSettled(answers);
    expect(results.filter((one) => one.status === 'fulfilled' && one.value.status === 200).length).toBe(50);
    expect(await service.ended).toBe(0);
  });

  test('exits 0 although whoever collects its traces never answers', async () => {
    const collector = await serve(() => {});
    const service = start({ OTEL_EXPORTER_OTLP_ENDPOINT: collector.url });
    expect((await ask(await service.url(), 't1')).status).toBe(200);
    service.child.kill('SIGTERM');
    const code = await service.ended;
    await collector.close();
    expect(code).toBe(0);
  });

  test('does not start with settings that are wrong: every one is named, with an example, and the code is 78', async () => {
    const { ended, output } = start({
      PORT: 'eighty',
      LOG_LEVEL: 'loud',
      POLICY_NEXT_PERCENT: '110',
      RECEIPTS_MAX_BYTES: '1',
    });
    expect(await ended).toBe(78);
    for (const name of ['PORT', 'LOG_LEVEL', 'POLICY_NEXT_PERCENT', 'RECEIPTS_MAX_BYTES'])
      expect(output()).toMatch(new RegExp(`^  ${name}: .+\\(example: ${name}=.+\\)$`, 'm'));
    expect(output()).not.toContain('eighty');
  });

  test('does not start with a broken policy and a broken part, and names the faults of both', async () => {
    const policy = join(folder, 'broken.yaml');
    writeFileSync(policy, 'version: "1"\ndefaultSkill: g\nthresholds: {}\nrules: []\n');
    const { ended, output } = start({ POLICY_FILE: policy, STORE: 'floppy', HUB: 'fax' });
    expect(await ended).toBe(78);
    expect(output()).toContain('broken.yaml:4:8: rules:');
    expect(output()).toContain('STORE: there is no such part; allowed: ');
    expect(output()).toContain('HUB: there is no such part; allowed: ');
  });

  test('does not start with a model whose weights are not the ones of its card', async () => {
    const copy = mkdtempSync(join(tmpdir(), 'model-'));
    for (const name of ['dist', 'models', 'policies']) cpSync(join(root, name), join(copy, name), { recursive: true });
    for (const name of ['package.json', 'openapi.yaml', 'openapi.json', 'openapi-3.0.json'])
      copyFileSync(join(root, name), join(copy, name));
    writeFileSync(join(copy, 'models/sentiment/weights.bin'), 'not these');
    symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
    const { ended, output } = start({}, copy);
    const code = await ended;
    rmSync(copy, { recursive: true });
    expect(output()).toContain('models/sentiment');
    expect(code).toBe(78);
  });
});
