import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { promisify } from 'node:util';

const root = join(import.meta.dirname, '../..');

/** Runs a program of `examples` to its end, and resolves with what it wrote; rejects when it fails. */
export async function runExample(name: string, args: readonly string[], settings: Record<string, string>) {
  const command = ['--import', 'tsx', join(root, 'examples', name), ...args];
  const options = { cwd: root, env: { PATH: process.env.PATH, ...settings }, timeout: 60_000 };
  return (await promisify(execFile)(process.execPath, command, options)).stdout;
}

/** Starts a program of `examples` that goes on until it is stopped; `line` is the first that it writes. */
export async function startExample(name: string, settings: Record<string, string>) {
  const child = spawn(process.execPath, ['--import', 'tsx', join(root, 'examples', name)], {
    cwd: root,
    env: { PATH: process.env.PATH, ...settings },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  const [chunk] = await once(child.stdout, 'data');
  return {
    line: String(chunk).trimEnd(),
    async close() {
      child.kill();
      await ended;
    },
  };
}
