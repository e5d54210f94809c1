import { pathToFileURL } from 'node:url';
import { type Load, load } from './load.js';
import { startServer } from './server.js';
import { turns } from './turns.js';

/** What this many instances over one Redis did together. p99 in ms, of the slowest of them. */
export interface Instances {
  readonly instances: number;
  readonly requestsPerSecond: number;
  readonly p99: number;
  readonly not2xx: number;
}

/** Loads one instance over a Redis, then several at once, each with conversations of its own. */
export async function measureInstances(redisUrl: string, most = 2, seconds = 6): Promise<Instances[]> {
  const settings = {
    STORE: 'redis',
    STORE_URL: redisUrl,
    STORE_KEY_PREFIX: `bench-${process.pid}:`,
    LOG_LEVEL: 'warn',
  };
  const servers = await Promise.all(
    Array.from({ length: most }, () => startServer('dist/main.js', { ...settings, MAX_LOOP_DELAY_MS: '60000' })),
  );
  const bodies = turns();
  const rows: Instances[] = [];
  try {
    for (const { url } of servers) await load(`${url}/evaluate`, bodies, 2, 'none');
    for (let instances = 1; instances <= most; instances++) {
      const asked = servers.slice(0, instances);
      rows.push(sum(await Promise.all(asked.map(({ url }) => load(`${url}/evaluate`, bodies, seconds, 'none')))));
    }
    return rows;
  } finally {
    await Promise.all(servers.map((server) => server.stop()));
  }
}

function sum(loads: readonly Load[]): Instances {
  const of = (pick: (load: Load) => number) => loads.reduce((total, one) => total + pick(one), 0);
  return {
    instances: loads.length,
    requestsPerSecond: of(({ requestsPerSecond }) => requestsPerSecond),
    p99: Math.max(...loads.map(({ p99 }) => p99)),
    not2xx: of(({ not2xx }) => not2xx),
  };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  console.table(await measureInstances(process.env.REDIS_URL ?? 'redis://127.0.0.1:6379'));
