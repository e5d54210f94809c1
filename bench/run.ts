import { mkdir, writeFile } from 'node:fs/promises';
import { arch, cpus, loadavg } from 'node:os';
import { cleaningTimes } from './cleaning.js';
import { measureHttp } from './http.js';
import { inProcessTimes } from './in-process.js';
import { measureMemory } from './memory.js';
import { menuTimes } from './menu.js';
import { measurePolicyChange } from './policy-change.js';
import { measureProfile } from './profile.js';
import { measureReplay } from './replay.js';
import { measureStartUp } from './start-up.js';

/**
 * `npm run bench [-- name…]`: measures, prints tables and writes `bench/results/node-<major>.json`. Names pick some of
 * the measurements; without, all run. Figures of one run can be compared with each other, not with those of another.
 */
const measurements: Readonly<Record<string, () => Promise<unknown> | unknown>> = {
  http: () => measureHttp(3, 4),
  'in-process': inProcessTimes,
  cleaning: cleaningTimes,
  menu: menuTimes,
  memory: async () => [await measureMemory()],
  replay: async () => [await measureReplay()],
  'policy-change': async () => [await measurePolicyChange()],
  profile: measureProfile,
  'start-up': async () => [await measureStartUp('memory'), await measureStartUp('lmdb')],
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in measurements));
if (unknown.length > 0) {
  process.stderr.write(`There is no ${unknown.join(', ')}; choose of ${Object.keys(measurements).join(', ')}\n`);
  process.exit(2);
}

const machine = {
  node: process.version,
  cpu: cpus()[0]?.model,
  cores: cpus().length,
  arch: arch(),
  loadBefore: loadavg()[0],
};
const results: Record<string, unknown> = { machine };
for (const [name, measure] of Object.entries(measurements)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  process.stdout.write(`\n${name}\n`);
  results[name] = await measure();
  console.table(results[name]);
}

const folder = new URL('./results/', import.meta.url);
await mkdir(folder, { recursive: true });
const major = process.version.slice(1).split('.')[0];
const suffix = asked.length > 0 ? `-${asked.join('-')}` : '';
await writeFile(new URL(`node-${major}${suffix}.json`, folder), `${JSON.stringify(results, null, 2)}\n`);
