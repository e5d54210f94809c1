import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Load, load, median } from './load.js';
import { type RunningServer, startServer } from './server.js';
import { turns } from './turns.js';

/** One server's figures over all rounds: medians, and its throughput against the bare Express echo round by round. */
export interface HttpRow extends Load {
  readonly server: string;
  readonly ofExpress: number;
}

const servers: readonly { name: string; script: string; store?: string }[] = [
  { name: 'bare Express 5 echo', script: 'bench/servers/express-echo.js' },
  { name: 'bare node:http echo', script: 'bench/servers/node-echo.js' },
  { name: 'POST /evaluate, memory', script: 'dist/main.js', store: 'memory' },
  { name: 'POST /evaluate, LMDB', script: 'dist/main.js', store: 'lmdb' },
];

/** Runs every server at once and loads them in turn, so that a machine that slows down slows all of them. */
export async function measureHttp(rounds: number, seconds: number): Promise<HttpRow[]> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-'));
  const running: RunningServer[] = [];
  try {
    for (const { script, store } of servers)
      running.push(await startServer(script, store ? { STORE: store, STORE_PATH: join(folder, store) } : {}));
    const bodies = running.map(() => turns());
    for (const [i, { url }] of running.entries()) await load(`${url}/evaluate`, bodies[i] as Iterator<string>, 2);
    const loads: Load[][] = running.map(() => []);
    for (let round = 0; round < rounds; round++)
      for (const [i, { url }] of running.entries())
        loads[i]?.push(await load(`${url}/evaluate`, bodies[i] as Iterator<string>, seconds));
    return servers.map(({ name }, i) => row(name, loads[i] as Load[], loads[0] as Load[]));
  } finally {
    await Promise.all(running.map((server) => server.stop()));
    await rm(folder, { recursive: true });
  }
}

function row(server: string, loads: readonly Load[], express: readonly Load[]): HttpRow {
  const of = (pick: (load: Load) => number) => median(loads.map(pick));
  return {
    server,
    requestsPerSecond: of((load) => load.requestsPerSecond),
    ofExpress: median(
      loads.map(({ requestsPerSecond }, i) => requestsPerSecond / (express[i] as Load).requestsPerSecond),
    ),
    p50: of(({ p50 }) => p50),
    p99: of(({ p99 }) => p99),
    not2xx: loads.reduce((sum, { not2xx }) => sum + not2xx, 0),
  };
}
