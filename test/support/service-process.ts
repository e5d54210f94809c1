import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');

/** What starts the service: as it is built, where that is newer than the sources; else straight from the sources. */
export function command(): string[] {
  const built = join(root, 'dist/main.js');
  const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' });
  const newest = Math.max(...sources.map((name) => statSync(join(root, 'src', name)).mtimeMs));
  const isFresh = existsSync(built) && statSync(built).mtimeMs >= newest;
  return isFresh ? [built] : ['--import', 'tsx', join(root, 'src/main.ts')];
}

/** A service in a process of its own, that can be killed and started again. */
export class ServiceProcess {
  readonly #settings: Record<string, string>;
  #child: ChildProcess | undefined;
  #url = '';

  constructor(settings: Record<string, string>) {
    this.#settings = settings;
  }

  get url(): string {
    return this.#url;
  }

  get pid(): number {
    return this.#child?.pid as number;
  }

  /** Resolves once it says where it listens. */
  async start(): Promise<void> {
    const env = { ...process.env, PORT: '0', LOG_LEVEL: 'error', ...this.#settings };
    const child = spawn(process.execPath, command(), { env, stdio: ['ignore', 'pipe', 'inherit'] });
    this.#child = child;
    let printed = '';
    this.#url = await new Promise((resolve, reject) => {
      child.once('exit', () => reject(new Error(`the service ended: ${printed}`)));
      child.stdout.on('data', (chunk) => {
        printed += chunk;
        const url = /http:\/\/[\d.]+:\d+/.exec(printed)?.[0];
        if (url) resolve(url);
      });
    });
  }

  /** Asks it to end, and resolves with its exit code. */
  async terminate(): Promise<number | null> {
    const child = this.#child as ChildProcess;
    child.kill('SIGTERM');
    const [code] = await once(child, 'exit');
    return code;
  }

  async kill(): Promise<void> {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
}
