import type { Command } from 'commander';
import { isScope, scopes } from '../access/caller.js';
import { hashOf, newKey } from '../access/key.js';
import { endWith } from './exit.js';

/** `escalation key`: the key goes to standard output, and what to configure for it to standard error. */
export function addKeyCommand(program: Command): void {
  program
    .command('key')
    .description('make an API key: the key goes to standard output, what to configure for it to standard error')
    .argument('<name>', 'who will call with it')
    .requiredOption('--scope <scope...>', `what it may be used for: ${scopes.join(', ')}`)
    .action((name: string, { scope }: { scope: string[] }) => {
      const made = makeKey(name, scope);
      if ('fault' in made) endWith(made.fault);
      process.stdout.write(`${made.key}\n`);
      process.stderr.write(made.advice);
    });
}

/** A new key, and what to do with it; or what is wrong with the names given for it. */
export type MadeKey = { readonly key: string; readonly advice: string } | { readonly fault: string };

/** Makes a key and says what to configure for it. Nothing but what it returns ever holds the key. */
export function makeKey(name: string, given: readonly string[]): MadeKey {
  const wrong = given.filter((scope) => !isScope(scope));
  if (!/^[A-Za-z0-9][\w.-]{0,63}$/.test(name))
    return { fault: 'A name is 1 to 64 letters, digits, dots, hyphens and underscores.' };
  if (wrong.length > 0) return { fault: `No such scope: ${wrong.join(', ')}; there are ${scopes.join(', ')}.` };
  const key = newKey();
  return { key, advice: adviceFor(name, given, hashOf(key)) };
}

function adviceFor(name: string, given: readonly string[], sha256: string): string {
  return `
This is the only time the key is shown. Its callers send it in the header X-API-Key.
In the file that API_KEYS_FILE names, under keys:
  - { name: ${name}, scopes: [${given.join(', ')}], sha256: ${sha256} }
or in the variable API_KEYS, entries separated by commas:
  ${name}:${given.join('+')}:${sha256}
`;
}
