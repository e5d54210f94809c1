import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const root = join(import.meta.dirname, '../..');

/** Runs a program of `examples` to its end, and resolves with what it wrote; rejects when it fails. */
export async function runExample(name: string, args: readonly string[], settings: Record<string, string>) {
  const command = ['--import', 'tsx', join(root, 'examples', name), ...args];
  const options = { cwd: root, env: { PATH: process.env.PATH, ...settings }, timeout: 60_000 };
  return (await promisify(execFile)(process.execPath, command, options)).stdout;
}
