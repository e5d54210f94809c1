import { parseArgs } from 'node:util';
import { isScope, type Scope, scopes } from './caller.js';
import { hashOf, newKey } from './key.js';

/** What to print and how to exit (sysexits.h: 64 is a command that is used wrongly). */
export interface Printed {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: 0 | 64;
}

const usage = `Usage: escalation key <name> --scope <scope> [--scope <scope> …]

Makes a new API key and prints it once, with what to configure for it. The service only ever sees its hash.
Scopes: ${scopes.join(', ')}.
`;

/** `escalation key`: everything after the word `key`. */
export function keyCommand(args: readonly string[]): Printed {
  const { name, given, fault } = read(args);
  const wrong = given.filter((scope) => !isScope(scope));
  if (fault || name === undefined) return { stdout: '', stderr: usage, exitCode: 64 };
  if (!/^[A-Za-z0-9][\w.-]{0,63}$/.test(name) || wrong.length > 0 || given.length === 0)
    return {
      stdout: '',
      stderr: `${wrong.map((scope) => `No such scope: ${scope}\n`).join('')}${usage}`,
      exitCode: 64,
    };
  return { ...printed(name, given as Scope[]), exitCode: 0 };
}

function printed(name: string, given: readonly Scope[]) {
  const key = newKey();
  const sha256 = hashOf(key);
  return {
    stdout: `${key}\n`,
    stderr: `
This is the only time the key is shown. Its callers send it in the header X-API-Key.
In the file that API_KEYS_FILE names, under keys:
  - { name: ${name}, scopes: [${given.join(', ')}], sha256: ${sha256} }
or in the variable API_KEYS, entries separated by commas:
  ${name}:${given.join('+')}:${sha256}
`,
  };
}

function read(args: readonly string[]) {
  try {
    const options = { scope: { type: 'string', multiple: true } } as const;
    const { positionals, values } = parseArgs({ args: [...args], options, allowPositionals: true });
    const given = (values.scope ?? []).flatMap((one) => one.split(','));
    return { name: positionals[0], given, fault: positionals.length !== 1 };
  } catch {
    return { name: undefined, given: [], fault: true };
  }
}
