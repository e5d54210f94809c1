import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { load } from './load.js';
import { asStarted } from './server.js';
import { turns } from './turns.js';

/** A function with the share of the busy time that was spent in it and not in what it called. */
export interface Hot {
  readonly percent: number;
  readonly what: string;
}

interface Profile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number };
  }[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

/** The ten functions of the service that take most of its time under load, by V8's sampling profiler. */
export async function measureProfile(seconds = 10): Promise<Hot[]> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-'));
  const options = ['--cpu-prof', `--cpu-prof-dir=${folder}`, ...asStarted];
  const env = { ...process.env, NODE_ENV: 'production', PORT: '0', STORE_PATH: join(folder, 'store') };
  const child = spawn(process.execPath, options, { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const [first] = await once(child.stdout, 'data');
  child.stdout.resume();
  const url = /http:\/\/[\d.]+:\d+/.exec(String(first))?.[0];
  await load(`${url}/evaluate`, turns(), seconds, 'none');
  child.kill('SIGTERM');
  await once(child, 'exit');
  const file = (await readdir(folder)).find((name) => name.endsWith('.cpuprofile')) as string;
  const profile: Profile = JSON.parse(await readFile(join(folder, file), 'utf8'));
  await rm(folder, { recursive: true });
  return hottest(profile, 10);
}

function hottest({ nodes, samples, timeDeltas }: Profile, most: number): Hot[] {
  const names = new Map(nodes.map(({ id, callFrame }) => [id, nameOf(callFrame)]));
  const times = new Map<string, number>();
  let busy = 0;
  for (const [i, sample] of samples.entries()) {
    const name = names.get(sample) as string;
    if (name === '(idle)') continue;
    const time = timeDeltas[i] as number;
    busy += time;
    times.set(name, (times.get(name) ?? 0) + time);
  }
  const sorted = [...times].sort((a, b) => b[1] - a[1]).slice(0, most);
  return sorted.map(([what, time]) => ({ percent: Math.round((1000 * time) / busy) / 10, what }));
}

function nameOf({ functionName, url, lineNumber }: Profile['nodes'][number]['callFrame']): string {
  if (url === '') return functionName;
  const place = url.replace(/^.*\/(dist|node_modules)\//, (_, folder) => (folder === 'dist' ? '' : 'node_modules/'));
  return `${functionName || '(anonymous)'} ${place}:${lineNumber + 1}`;
}
