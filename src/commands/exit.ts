/** Exit codes: 0 all is well, 1 something was found, 2 the command itself could not run. */
export const exitCodes = { found: 1, cannotRun: 2 } as const;

/** Ends the command with a sentence on standard error. */
export function endWith(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(exitCodes.cannotRun);
}

/** Ends the command for a file that cannot be read. */
export function unreadable(file: string) {
  return (err: NodeJS.ErrnoException): never => endWith(`${file}: cannot be read (${err.code})`);
}
