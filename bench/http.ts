import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Load, load, median } from './load.js';
import { type RunningServer, startServer } from './server.js';
import { turns } from './turns.js';

/** One server's figures over all rounds: medians, and its throughput against the bare Express echo round by round. */
export interface HttpRow extends Omit<Load, 'requests'> {
  readonly server: string;
  readonly ofExpress: number;
  /** Its p99 against that of the bare Express echo, round by round. */
  readonly p99OfExpress: number;
}

const key = 'k'.repeat(40);

/** Until then V8 has compiled the functions that run on every request; what comes before is not measured. */
const warmUpSeconds = 6;

/** Credentials, a limit per caller, receipts in a file, the default store; validation and metrics are never off. */
export const everything = {
  STORE: 'lmdb',
  API_KEYS: `bench:evaluate:${createHash('sha256').update(key).digest('hex')}`,
  RATE_LIMIT_PER_MINUTE: '100000000',
  RECEIPTS_FILE: 'receipts.jsonl',
};

const servers: readonly { name: string; script: string; settings?: Record<string, string> }[] = [
  { name: 'bare Express 5 echo', script: 'bench/servers/express-echo.js' },
  { name: 'bare node:http echo', script: 'bench/servers/node-echo.js' },
  { name: 'POST /evaluate, memory', script: 'dist/main.js', settings: { STORE: 'memory' } },
  { name: 'POST /evaluate, LMDB', script: 'dist/main.js', settings: { STORE: 'lmdb' } },
  { name: 'POST /evaluate, everything on', script: 'dist/main.js', settings: everything },
];

/** Runs every server at once and loads them in turn, so that a machine that slows down slows all of them alike. */
export async function measureHttp(rounds: number, seconds: number): Promise<HttpRow[]> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-'));
  const running: RunningServer[] = [];
  try {
    for (const [i, { script, settings }] of servers.entries())
      running.push(await startServer(script, settings && placed(settings, join(folder, String(i)))));
    const bodies = running.map(() => turns());
    for (const [i, { url }] of running.entries())
      await load(`${url}/evaluate`, bodies[i] as Iterator<string>, warmUpSeconds, key);
    const loads: Load[][] = running.map(() => []);
    for (let round = 0; round < rounds; round++)
      for (const [i, { url }] of running.entries())
        loads[i]?.push(await load(`${url}/evaluate`, bodies[i] as Iterator<string>, seconds, key));
    return servers.map(({ name }, i) => row(name, loads[i] as Load[], loads[0] as Load[]));
  } finally {
    await Promise.all(running.map((server) => server.stop()));
    await rm(folder, { recursive: true });
  }
}

/** The settings with everything the server writes in a folder of its own. */
export function placed(settings: Record<string, string>, folder: string): Record<string, string> {
  const { RECEIPTS_FILE: file } = settings;
  return {
    ...settings,
    STORE_PATH: folder,
    MAX_LOOP_DELAY_MS: '60000',
    ...(file && { RECEIPTS_FILE: join(folder, file) }),
  };
}

function row(server: string, loads: readonly Load[], express: readonly Load[]): HttpRow {
  const of = (pick: (load: Load) => number) => median(loads.map(pick));
  return {
    server,
    requestsPerSecond: of((load) => load.requestsPerSecond),
    ofExpress: median(
      loads.map(({ requestsPerSecond }, i) => requestsPerSecond / (express[i] as Load).requestsPerSecond),
    ),
    p99OfExpress: median(loads.map(({ p99 }, i) => p99 / (express[i] as Load).p99)),
    p50: of(({ p50 }) => p50),
    p99: of(({ p99 }) => p99),
    not2xx: loads.reduce((sum, { not2xx }) => sum + not2xx, 0),
  };
}
