import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import type { Policy } from '../core/policy.js';
import type { Surroundings } from '../core/policy-laws/law.js';
import { nameList } from '../lib/settings.js';
import { type CheckedPolicy, casesFileOf, checkPolicy, PolicyRefusedError, runCases } from '../policy/policy-file.js';
import { endWith, exitCodes, unreadable } from './exit.js';
import { counted, print, readText } from './policy-faults.js';
import { initPolicy } from './policy-init.js';

/** `escalation policy check`, `test` and `init`. */
export function addPolicyCommand(program: Command): void {
  const policy = program.command('policy').description('begin, check and test policy files');
  policy
    .command('check')
    .description(
      'refuse what the service would refuse, and offers that lead nowhere; warn of what looks like a mistake',
    )
    .argument('<file...>', 'policy files')
    .option('--strict', 'exit 1 for warnings too')
    .option(
      '--skills <names>',
      'the skills the agent hub has, separated by commas',
      process.env.HUB_SKILLS || undefined,
    )
    .action(checkPolicies);
  policy
    .command('test')
    .description('check, then run the cases beside each policy (<name>.cases.yaml)')
    .argument('<file...>', 'policy files')
    .action(testPolicies);
  policy
    .command('init')
    .description('write a commented policy to begin with, and cases that prove it')
    .argument('<name>', 'makes <name>.yaml and <name>.cases.yaml; overwrites neither')
    .action(initPolicy);
}

interface CheckOptions {
  readonly strict?: boolean;
  readonly skills?: string;
}

async function checkPolicies(files: readonly string[], { strict = false, skills }: CheckOptions): Promise<void> {
  const surroundings = { hubSkills: skillsIn(skills) };
  for (const file of files) {
    const checked = await check(file, surroundings);
    const isRefused = checked.faults.length > 0;
    const isNotStrict = strict && checked.breaches.length > 0;
    const ending = isRefused || !isNotStrict ? '' : ' (--strict)';
    const found = isRefused ? refusedSummary(checked) : summary(checked);
    say(files, file, `${isRefused || isNotStrict ? 'not ok' : 'ok'}: ${found}${ending}`);
    if (isRefused || isNotStrict) process.exitCode = exitCodes.found;
  }
}

function skillsIn(names: string | undefined): ReadonlySet<string> | undefined {
  if (names === undefined) return undefined;
  const parsed = nameList.safeParse(names);
  return parsed.success
    ? new Set(parsed.data)
    : endWith('skills: must be names separated by commas, like general,billing');
}

/** Prints everything there is to say of a policy. */
async function check(file: string, surroundings: Surroundings = {}): Promise<CheckedPolicy> {
  const checked = checkPolicy(file, await readText(file), surroundings);
  print(checked.faults);
  print(checked.breaches, 'warning');
  return checked;
}

function summary({ policy, breaches }: CheckedPolicy): string {
  const { rules = [], thresholds = {} } = policy ?? {};
  return [
    counted(rules.length, 'rule'),
    counted(Object.keys(thresholds).length, 'threshold'),
    counted(breaches.length, 'warning'),
  ].join(', ');
}

function refusedSummary({ faults, breaches }: CheckedPolicy): string {
  return `${counted(faults.length, 'fault')}, ${counted(breaches.length, 'warning')}`;
}

/** One line of a file's own; its name stands before it where there are several. */
function say(files: readonly string[], file: string, line: string): void {
  process.stdout.write(`${files.length > 1 ? `${file}: ` : ''}${line}\n`);
}

/** Exits 1 when a policy or a case of it is wrong, else 2 when one has no cases. */
async function testPolicies(files: readonly string[]): Promise<void> {
  let isWrong = false;
  let isUntested = false;
  for (const file of files) {
    const { policy, faults } = await check(file);
    const held = policy && (await testPolicy(policy, file));
    if (faults.length > 0 || held === false) isWrong = true;
    if (held === 'no cases') isUntested = true;
  }
  if (isUntested) process.exitCode = exitCodes.cannotRun;
  if (isWrong) process.exitCode = exitCodes.found;
}

/** Whether all cases of a policy hold. */
async function testPolicy(policy: Policy, file: string): Promise<boolean | 'no cases'> {
  const casesFile = casesFileOf(file);
  const source = await readCases(casesFile);
  if (source === undefined) {
    process.stderr.write(noCases(file, casesFile));
    return 'no cases';
  }
  try {
    const { names, faults, warnings } = await runCases(policy, casesFile, source);
    print(faults);
    print(warnings, 'warning');
    process.stdout.write(`${casesFile}: ${names.length - faults.length} of ${names.length} conversations hold\n`);
    return faults.length === 0;
  } catch (err) {
    if (!(err instanceof PolicyRefusedError)) throw err;
    print(err.faults);
    return false;
  }
}

function readCases(file: string): Promise<string | undefined> {
  return readFile(file, 'utf8').catch((err: NodeJS.ErrnoException) =>
    err.code === 'ENOENT' ? undefined : unreadable(file)(err),
  );
}

function noCases(file: string, casesFile: string): string {
  return `${file} has no cases yet: there is no ${casesFile} beside it, so nothing was tested.
Cases are conversations, a row per turn with its scores and what must come of it. Begin ${casesFile} with these two:

${firstCases}
\`escalation policy init <name>\` writes a policy that comes with cases.
`;
}

/** What every policy should do, whatever else it does. */
export const firstCases = `conversations:
  - it: hands over when the user asks for a human
    turns:
      - { said: can I talk to a person, talkToHuman: 0.95, expect: { outcome: escalate } }
  - it: goes on when nothing speaks for a human
    turns:
      - { said: where is my parcel, talkToHuman: 0.02, negative: 0.1, expect: { outcome: continue } }
`;
