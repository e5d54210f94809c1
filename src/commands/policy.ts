import type { Command } from 'commander';
import type { Policy } from '../core/policy.js';
import { casesFileOf, type PlacedFault, runCases } from '../policy/policy-file.js';
import { faultsOfAll, plainLine, readText, reportFaults } from './policy-faults.js';

/** `escalation policy check` and `escalation policy test`. */
export function addPolicyCommand(program: Command): void {
  const policy = program.command('policy').description('check and test policy files');
  policy
    .command('check')
    .description('refuse what the service would refuse, with file, line and what is allowed')
    .argument('<file...>', 'policy files')
    .action(async (files: string[]) => reportFaults(await faultsOfAll(files, async () => [])));
  policy
    .command('test')
    .description('check, then run the cases beside each policy (<name>.cases.yaml)')
    .argument('<file...>', 'policy files')
    .action(async (files: string[]) => reportFaults(await faultsOfAll(files, faultsOfCases)));
}

async function faultsOfCases(policy: Policy, file: string): Promise<readonly PlacedFault[]> {
  const casesFile = casesFileOf(file);
  const { names, faults, warnings } = await runCases(policy, casesFile, await readText(casesFile));
  process.stdout.write(`${casesFile}: ${names.length - faults.length} of ${names.length} conversations hold\n`);
  for (const warning of warnings) process.stderr.write(`warning: ${plainLine(warning)}\n`);
  return faults;
}
