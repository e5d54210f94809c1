import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';

/** A server under test, in a process of its own and on the Node that runs the bench. */
export interface RunningServer {
  readonly url: string;
  readonly pid: number;
  /** From spawning the process to the first line it printed, in ms. */
  readonly readyMs: number;
  /** Resident memory now, in MB. */
  residentMb(): Promise<number>;
  stop(): Promise<void>;
}

/** How `npm start` starts the service, with the engine's settings. */
const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
export const asStarted: readonly string[] = manifest.scripts.start.split(' ').slice(1);

/** Starts a script that prints its URL once it listens; the service as `npm start` does, in a checkout of its own. */
export async function startServer(
  script: string,
  environment: Record<string, string> = {},
  cwd = process.cwd(),
): Promise<RunningServer> {
  const started = performance.now();
  const child = spawn(process.execPath, script === asStarted.at(-1) ? asStarted : [script], {
    env: { ...process.env, NODE_ENV: 'production', PORT: '0', ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
    cwd,
  });
  const url = await firstUrl(child);
  const readyMs = performance.now() - started;
  return { url, pid: child.pid as number, readyMs, residentMb: () => residentMb(child), stop: () => stopped(child) };
}

async function firstUrl(child: ChildProcess): Promise<string> {
  let printed = '';
  for await (const chunk of child.stdout as NodeJS.ReadableStream) {
    printed += chunk;
    const url = /http:\/\/[\d.]+:\d+/.exec(printed)?.[0];
    if (url === undefined) continue;
    // Read on, so that the server never waits for a full pipe.
    child.stdout?.on('data', () => {}).resume();
    return url;
  }
  throw new Error(`The server printed no URL: ${printed}`);
}

async function residentMb(child: ChildProcess): Promise<number> {
  const { readFile } = await import('node:fs/promises');
  const status = await readFile(`/proc/${child.pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024;
}

async function stopped(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  await once(child, 'exit');
}
