import { readFile } from 'node:fs/promises';
import type { Policy } from '../core/policy.js';
import { type PlacedFault, PolicyRefusedError, readPolicy } from '../policy/policy-file.js';
import { exitCodes, unreadable } from './exit.js';

/** The text of a file; ends the command when it cannot be read. */
export async function readText(file: string): Promise<string> {
  return readFile(file, 'utf8').catch(unreadable(file));
}

/** What else is looked for in a policy that can be read. */
export type Prove = (policy: Policy, file: string) => Promise<readonly PlacedFault[]>;

/** The faults of all policy files, those that `prove` finds among them. */
export async function faultsOfAll(files: readonly string[], prove: Prove): Promise<PlacedFault[]> {
  const faults: PlacedFault[] = [];
  for (const file of files) {
    const source = await readText(file);
    try {
      faults.push(...(await prove(readPolicy(file, source), file)));
    } catch (err) {
      if (!(err instanceof PolicyRefusedError)) throw err;
      faults.push(...err.faults);
    }
  }
  return faults;
}

/** One line a fault, as editors and CI read them; GitHub's own form where GitHub runs us. Sets the exit code. */
export function reportFaults(faults: readonly PlacedFault[]): void {
  const line = process.env.GITHUB_ACTIONS === 'true' ? annotation : plainLine;
  for (const fault of faults) process.stdout.write(`${line(fault)}\n`);
  process.exitCode = faults.length > 0 ? exitCodes.found : 0;
}

/** A fault as editors and CI read it. */
export function plainLine({ file, line, column, message }: PlacedFault): string {
  return `${file}:${line}:${column}: ${message}`;
}

function annotation({ file, line, column, message }: PlacedFault): string {
  const escaped = message.replaceAll('%', '%25').replaceAll('\n', '%0A');
  return `::error file=${file},line=${line},col=${column}::${escaped}`;
}
