import { readFile, rm, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { casesFileOf, starterPolicy } from '../policy/policy-file.js';
import { endWith } from './exit.js';

/** Writes a policy to begin with under this name, and its cases beside it; neither where one of them is there already. */
export async function initPolicy(name: string): Promise<void> {
  const file = `${name.replace(/\.ya?ml$/, '')}.yaml`;
  if (!/^[A-Za-z0-9][\w.-]*$/.test(basename(file, '.yaml')))
    endWith('A name is letters, digits, dots, dashes and underscores, and may begin with a folder: policies/my-bot.');
  const written: string[] = [];
  for (const [path, source] of [
    [file, starterPolicy],
    [casesFileOf(file), casesFileOf(starterPolicy)],
  ] as const) {
    const fault = await faultOfWriting(path, await readFile(source, 'utf8'));
    if (fault !== undefined) {
      for (const one of written) await rm(one);
      endWith(fault);
    }
    written.push(path);
  }
  process.stdout.write(`wrote ${written.join(' and ')}

prove it   npx escalation policy test ${file}
try it     npx escalation try "can I talk to a person?" --policy ${file}
start it   POLICY_FILE=${file} npm start
`);
}

/** Writes a file that is not there yet. */
async function faultOfWriting(file: string, text: string): Promise<string | undefined> {
  try {
    await writeFile(file, text, { flag: 'wx' });
    return undefined;
  } catch (err) {
    const { code } = err as NodeJS.ErrnoException;
    if (code === 'EEXIST') return `${file} is there already and stays as it is; choose another name`;
    return `${file} cannot be written (${code})${code === 'ENOENT' ? '; make its folder first' : ''}`;
  }
}
