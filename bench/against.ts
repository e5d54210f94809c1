import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { everything, placed } from './http.js';
import { load, median } from './load.js';
import { type RunningServer, startServer } from './server.js';
import { turns } from './turns.js';

/**
 * `npx tsx bench/against.ts <another checkout, built>`: this build and another one side by side, loaded in turn, so that a
 * machine that slows down slows both alike. Prints this one's figures, and their ratio to the other's round by round: of
 * requests a second, and of processor time a request, which a busy machine disturbs less.
 */
const [other = '', rounds = '9'] = process.argv.slice(2);

const key = 'k'.repeat(40);
const warmUpSeconds = 12;
const roundSeconds = 3;

const setups: Readonly<Record<string, Record<string, string>>> = {
  memory: { STORE: 'memory' },
  LMDB: { STORE: 'lmdb' },
  'everything on': everything,
};

/** Linux counts processor time in hundredths of a second (`man 5 proc`, utime and stime). */
const ticksPerSecond = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));

function processorSeconds(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
}

interface Round {
  readonly requestsPerSecond: number;
  readonly microsPerRequest: number;
}

async function measure(server: RunningServer, bodies: Iterator<string>, seconds: number): Promise<Round> {
  const before = processorSeconds(server.pid);
  const { requestsPerSecond, requests } = await load(`${server.url}/evaluate`, bodies, seconds, key);
  const microsPerRequest = ((processorSeconds(server.pid) - before) * 1e6) / requests;
  return { requestsPerSecond, microsPerRequest };
}

async function compare(settings: Record<string, string>, folder: string) {
  const checkouts = [process.cwd(), resolve(other)];
  const servers: RunningServer[] = [];
  try {
    for (const [i, cwd] of checkouts.entries())
      servers.push(await startServer('dist/main.js', placed(settings, join(folder, String(i))), cwd));
    const bodies = servers.map(() => turns());
    const measured = servers.map((): Round[] => []);
    for (const [i, server] of servers.entries()) await measure(server, bodies[i] as Iterator<string>, warmUpSeconds);
    for (let round = 0; round < Number(rounds); round++)
      for (const [i, server] of servers.entries())
        measured[i]?.push(await measure(server, bodies[i] as Iterator<string>, roundSeconds));
    return rowOf(measured[0] as Round[], measured[1] as Round[]);
  } finally {
    await Promise.all(servers.map((server) => server.stop()));
  }
}

function rowOf(ours: readonly Round[], theirs: readonly Round[]) {
  const ratio = (pick: (round: Round) => number) => median(ours.map((one, i) => pick(one) / pick(theirs[i] as Round)));
  return {
    requestsPerSecond: Math.round(median(ours.map((round) => round.requestsPerSecond))),
    ofOther: Number(ratio((round) => round.requestsPerSecond).toFixed(3)),
    microsPerRequest: Number(median(ours.map((round) => round.microsPerRequest)).toFixed(1)),
    microsOfOther: Number(ratio((round) => round.microsPerRequest).toFixed(3)),
  };
}

const folder = await mkdtemp(join(tmpdir(), 'bench-'));
const rows: Record<string, ReturnType<typeof rowOf>> = {};
for (const [name, settings] of Object.entries(setups)) rows[name] = await compare(settings, join(folder, name));
await rm(folder, { recursive: true });
console.table(rows);
