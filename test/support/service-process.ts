import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');

/** Starts the service straight from its sources. */
export const fromSources = ['--import', 'tsx', join(root, 'src/main.ts')];

/** What starts the service: as it is built, where that is newer than the sources; else straight from the sources. */
function fromNewest(): readonly string[] {
  const built = join(root, 'dist/main.js');
  const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' });
  const newest = Math.max(...sources.map((name) => statSync(join(root, 'src', name)).mtimeMs));
  const isFresh = existsSync(built) && statSync(built).mtimeMs >= newest;
  return isFresh ? [built] : fromSources;
}

export interface SpawnOptions {
  readonly command?: readonly string[];
  readonly directory?: string;
}

/** The service in a process of its own. */
export interface SpawnedService {
  readonly child: ChildProcess;
  stdout(): string;
  stderr(): string;
  /** What it wrote to either, as it came. */
  output(): string;
  /** Where it listens, once it says so; rejects with its output when it ends before. */
  url(): Promise<string>;
  /** Its exit code, once all it wrote was read. */
  readonly ended: Promise<number | null>;
}

/** Starts the service on a free port, unless told another, with these settings and none of the shell's. */
export function spawnService(
  settings: Readonly<Record<string, string | undefined>>,
  { command = fromNewest(), directory = root }: SpawnOptions = {},
): SpawnedService {
  const child = spawn(process.execPath, command, {
    cwd: directory,
    env: { PATH: process.env.PATH, PORT: '0', ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const written = { stdout: '', stderr: '', output: '' };
  for (const name of ['stdout', 'stderr'] as const)
    child[name].on('data', (chunk) => {
      written[name] += chunk;
      written.output += chunk;
    });
  const ended = once(child, 'close').then(() => child.exitCode);
  return {
    child,
    stdout: () => written.stdout,
    stderr: () => written.stderr,
    output: () => written.output,
    async url() {
      for (;;) {
        const url = /http:\/\/[\d.]+:\d+(?=\s)/.exec(written.stdout)?.[0];
        if (url) return url;
        if (child.exitCode !== null || child.signalCode !== null) throw new Error(`it ended: ${written.output}`);
        await Promise.race([once(child.stdout, 'data'), ended]);
      }
    },
    ended,
  };
}

/** The service in a process of its own, that can be killed and started again. */
export class ServiceProcess {
  readonly #settings: Record<string, string>;
  #spawned: SpawnedService | undefined;
  #url = '';

  constructor(settings: Record<string, string>) {
    this.#settings = settings;
  }

  get url(): string {
    return this.#url;
  }

  get pid(): number {
    return this.#spawned?.child.pid as number;
  }

  /** Resolves once it says where it listens. */
  async start(): Promise<void> {
    this.#spawned = spawnService({ LOG_LEVEL: 'error', ...this.#settings });
    this.#spawned.child.stderr?.pipe(process.stderr);
    this.#url = await this.#spawned.url();
  }

  /** Asks it to end, and resolves with its exit code. */
  async terminate(): Promise<number | null> {
    const { child, ended } = this.#spawned as SpawnedService;
    child.kill('SIGTERM');
    return await ended;
  }

  async kill(): Promise<void> {
    if (!this.#spawned) return;
    const { child, ended } = this.#spawned;
    child.kill('SIGKILL');
    await ended;
  }
}
