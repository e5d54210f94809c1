import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { post } from './load.js';
import { startServer } from './server.js';
import { turns } from './turns.js';

/** What replaying the receipts of a run took, and whether every decision came out the same. */
export interface ReplayTime {
  readonly receipts: number;
  readonly decidedTheSame: number;
  readonly noRuleRead: number;
  readonly undecidable: number;
  readonly wrong: number;
  readonly seconds: number;
}

/** Posts 100,000 turns to the service, then replays its receipts with the command operators use. */
export async function measureReplay(count = 100_000): Promise<ReplayTime> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-'));
  const file = join(folder, 'receipts.jsonl');
  const settings = {
    STORE: 'memory',
    RECEIPTS_FILE: file,
    RECEIPTS_MAX_BYTES: '1000000000',
    MAX_LOOP_DELAY_MS: '60000',
  };
  const server = await startServer('dist/main.js', settings);
  try {
    const bodies = turns();
    let sent = 0;
    const worker = async () => {
      while (sent++ < count) await post(server.url, bodies.next().value as string);
    };
    await Promise.all(Array.from({ length: 16 }, worker));
    await server.stop();
    const started = performance.now();
    const { stdout } = await promisify(execFile)(process.execPath, ['dist/cli.js', 'replay', file, '--json']);
    const seconds = (performance.now() - started) / 1000;
    const { receipts, same, unruled, undecidable, wrong } = JSON.parse(stdout);
    return { receipts, decidedTheSame: same, noRuleRead: unruled, undecidable, wrong, seconds };
  } finally {
    await server.stop();
    await rm(folder, { recursive: true });
  }
}
