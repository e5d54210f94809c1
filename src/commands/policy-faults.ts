import { readFile } from 'node:fs/promises';
import type { PlacedFault } from '../policy/policy-file.js';
import { exitCodes, unreadable } from './exit.js';

/** The text of a file; ends the command when it cannot be read. */
export async function readText(file: string): Promise<string> {
  return readFile(file, 'utf8').catch(unreadable(file));
}

/** A fault is what a command exits with 1 for; a warning is read by whoever wants to know. */
export type Gravity = 'error' | 'warning';

/** One line each, as editors and CI read them; GitHub's own form where GitHub runs us. */
export function print(faults: readonly PlacedFault[], gravity: Gravity = 'error'): void {
  const line = process.env.GITHUB_ACTIONS === 'true' ? annotation : plainLine;
  for (const fault of faults) process.stdout.write(`${line(fault, gravity)}\n`);
}

/** Prints faults and sets the exit code to what was found. */
export function reportFaults(faults: readonly PlacedFault[]): void {
  print(faults);
  process.exitCode = faults.length > 0 ? exitCodes.found : 0;
}

/** `2 warnings`, `1 warning`. */
export function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}

function plainLine({ file, line, column, message }: PlacedFault, gravity: Gravity): string {
  return `${file}:${line}:${column}: ${gravity === 'warning' ? 'warning: ' : ''}${message}`;
}

function annotation({ file, line, column, message }: PlacedFault, gravity: Gravity): string {
  const escaped = message.replaceAll('%', '%25').replaceAll('\n', '%0A');
  return `::${gravity} file=${file},line=${line},col=${column}::${escaped}`;
}
