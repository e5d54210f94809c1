import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { median } from './load.js';
import { startServer } from './server.js';

/** Times from spawning the process until it listens: the median and the shortest. */
export interface StartUp {
  readonly store: string;
  readonly readyMs: number;
  readonly fastestMs: number;
}

/** Starts the service again and again, each time with an empty folder to store in. */
export async function measureStartUp(store: string, starts = 7): Promise<StartUp> {
  const times: number[] = [];
  for (let i = 0; i < starts; i++) {
    const folder = await mkdtemp(join(tmpdir(), 'bench-'));
    const server = await startServer('dist/main.js', { STORE: store, STORE_PATH: folder });
    times.push(server.readyMs);
    await server.stop();
    await rm(folder, { recursive: true });
  }
  return { store, readyMs: median(times), fastestMs: Math.min(...times) };
}
