import { execFile, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { parseAllDocuments } from 'yaml';

export const root = join(import.meta.dirname, '../..');

/** The programs in a language that speak to the service and read YAML. */
export const programsIn = (language: string) => join(root, 'test/clients', language);

/** Kept between runs, so that nothing is downloaded twice. */
export function cacheFolder(language: string): string {
  const folder = join(root, 'node_modules/.cache/escalation-clients', language);
  mkdirSync(folder, { recursive: true });
  return folder;
}

export function isInstalled(command: string, ...args: readonly string[]): boolean {
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0;
}

const limitMs = 300_000;

export interface Ran {
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program to its end, and tells what it printed; rejects with that when it fails. */
export function run(command: string, args: readonly string[], cwd: string): Promise<Ran> {
  return promisify(execFile)(command, args, { cwd, timeout: limitMs, maxBuffer: 64 * 1_048_576 });
}

/** Every YAML file that git tracks. */
export function yamlFiles(): string[] {
  const { stdout } = spawnSync('git', ['ls-files', '*.yaml', '*.yml'], { cwd: root, encoding: 'utf8' });
  return stdout.trimEnd().split('\n');
}

/** The documents of every YAML file as the service reads them, by file. */
export function documentsByFile(): Record<string, unknown> {
  return Object.fromEntries(
    yamlFiles().map((file) => [
      file,
      parseAllDocuments(readFileSync(join(root, file), 'utf8')).map((one) => one.toJS()),
    ]),
  );
}

/** What a program that prints a line of JSON for each file read, by file. */
export function readByFile({ stdout }: Ran): Record<string, unknown> {
  const lines = stdout.trimEnd().split('\n');
  return Object.fromEntries(yamlFiles().map((file, at) => [file, JSON.parse(lines[at] as string)]));
}
