import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { median } from './load.js';
import { startServer } from './server.js';

/** From writing a policy file to the first answer that names it, in ms. */
export interface PolicyChange {
  readonly changes: number;
  readonly medianMs: number;
  readonly slowestMs: number;
}

/** Changes the default policy again and again, with the cases beside it, and asks until it decides. */
export async function measurePolicyChange(changes = 20): Promise<PolicyChange> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-'));
  const file = join(folder, 'p.yaml');
  const policy = await readFile('policies/default.yaml', 'utf8');
  await writeFile(file, policy);
  await writeFile(join(folder, 'p.cases.yaml'), await readFile('policies/default.cases.yaml'));
  const server = await startServer('dist/main.js', { STORE: 'memory', POLICY_FILE: file });
  const times: number[] = [];
  try {
    for (let change = 0; change < changes; change++) {
      await writeFile(file, policy.replace('version: "1"', `version: "bench-${change}"`));
      const started = performance.now();
      while ((await versionAt(server.url)) !== `bench-${change}`) await wait(5);
      times.push(performance.now() - started);
    }
    return { changes, medianMs: median(times), slowestMs: Math.max(...times) };
  } finally {
    await server.stop();
    await rm(folder, { recursive: true });
  }
}

async function versionAt(url: string): Promise<string> {
  const body = JSON.stringify({ activity: { type: 'typing', conversation: { id: 'c1' } } });
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(`${url}/evaluate`, { method: 'POST', headers, body });
  return ((await response.json()) as { decision: { policy: { version: string } } }).decision.policy.version;
}
