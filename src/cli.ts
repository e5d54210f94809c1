#!/usr/bin/env node
import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { scopes } from './access/caller.js';
import { makeKey } from './access/key-command.js';
import type { Policy } from './core/policy.js';
import { casesFileOf, type PlacedFault, PolicyRefused, readPolicy, runCases } from './policy-file.js';
import type { Receipt } from './receipt.js';
import { type Changed, newReplay, type Replay, replayOne } from './replay.js';

/** Exit codes: 0 all is well, 1 something was found, 2 the command itself could not run. */
const found = 1;
const cannotRun = 2;

const program = new Command('escalation')
  .description('Checks policies, proves them with cases, replays receipts, and makes API keys.')
  .showHelpAfterError()
  .exitOverride((err) => process.exit(err.exitCode === 0 ? 0 : cannotRun));

const policy = program.command('policy').description('check and test policy files');

policy
  .command('check')
  .description('refuse what the service would refuse, with file, line and what is allowed')
  .argument('<file...>', 'policy files')
  .action(async (files: string[]) => report(await faultsOfAll(files, async () => [])));

policy
  .command('test')
  .description('check, then run the cases beside each policy (<name>.cases.yaml)')
  .argument('<file...>', 'policy files')
  .action(async (files: string[]) => report(await faultsOfAll(files, proved)));

program
  .command('key')
  .description('make an API key: the key goes to standard output, what to configure for it to standard error')
  .argument('<name>', 'who will call with it')
  .requiredOption('--scope <scope...>', `what it may be used for: ${scopes.join(', ')}`)
  .action((name: string, { scope }: { scope: string[] }) => {
    const made = makeKey(name, scope);
    if ('fault' in made) {
      process.stderr.write(`${made.fault}\n`);
      process.exit(cannotRun);
    }
    process.stdout.write(`${made.key}\n`);
    process.stderr.write(made.advice);
  });

program
  .command('replay')
  .description('recompute each decision from its receipt')
  .argument('<receipts...>', 'files of receipts, a JSON line each; other lines are skipped')
  .option('--policy <file>', 'the policy to decide by', defaultPolicyFile())
  .option('--json', 'print the figures as JSON')
  .action(replay);

function defaultPolicyFile(): string {
  return process.env.POLICY_FILE ?? fileURLToPath(new URL('../policies/default.yaml', import.meta.url));
}

async function read(file: string): Promise<string> {
  return readFile(file, 'utf8').catch(unreadable(file));
}

function unreadable(file: string) {
  return (err: NodeJS.ErrnoException): never => {
    process.stderr.write(`${file}: cannot be read (${err.code})\n`);
    process.exit(cannotRun);
  };
}

type Prove = (policy: Policy, file: string) => Promise<readonly PlacedFault[]>;

async function faultsOfAll(files: readonly string[], prove: Prove): Promise<PlacedFault[]> {
  const faults: PlacedFault[] = [];
  for (const file of files) {
    const source = await read(file);
    try {
      faults.push(...(await prove(readPolicy(file, source), file)));
    } catch (err) {
      if (!(err instanceof PolicyRefused)) throw err;
      faults.push(...err.faults);
    }
  }
  return faults;
}

async function proved(policy: Policy, file: string): Promise<readonly PlacedFault[]> {
  const casesFile = casesFileOf(file);
  const { names, faults } = await runCases(policy, casesFile, await read(casesFile));
  process.stdout.write(`${casesFile}: ${names.length - faults.length} of ${names.length} conversations hold\n`);
  return faults;
}

/** One line a fault, as editors and CI read them; GitHub's own form where GitHub runs us. */
function report(faults: readonly PlacedFault[]): void {
  for (const { file, line, column, message } of faults)
    process.stdout.write(
      process.env.GITHUB_ACTIONS === 'true'
        ? `::error file=${file},line=${line},col=${column}::${message.replaceAll('%', '%25').replaceAll('\n', '%0A')}\n`
        : `${file}:${line}:${column}: ${message}\n`,
    );
  process.exitCode = faults.length > 0 ? found : 0;
}

async function replay(
  files: string[],
  { policy: policyFile, json }: { policy: string; json?: boolean },
): Promise<void> {
  const [fault] = await faultsOfAll([policyFile], async () => []);
  if (fault) return report([fault]);
  const policy = readPolicy(policyFile, await read(policyFile));
  const figures = newReplay();
  for (const file of files) await replayFile(file, policy, figures);
  process.stdout.write(json ? `${JSON.stringify(plain(figures))}\n` : table(figures));
  process.exitCode = figures.wrong > 0 ? found : 0;
}

async function replayFile(file: string, policy: Policy, figures: Replay): Promise<void> {
  const { size } = await stat(file).catch(unreadable(file));
  const input = createReadStream(file, { highWaterMark: 1 << 20 }).on('error', unreadable(file));
  const bar = process.stderr.isTTY ? await progressBar(size) : undefined;
  let bytes = 0;
  for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    bytes += line.length + 1;
    if (figures.receipts % 1_000 === 0) bar?.update(Math.min(bytes, size));
    const receipt = toReceipt(line);
    if (receipt) replayOne(figures, receipt, policy);
  }
  bar?.stop();
}

async function progressBar(total: number) {
  const { SingleBar, Presets } = await import('cli-progress');
  const bar = new SingleBar(
    { stream: process.stderr, hideCursor: true, clearOnComplete: true },
    Presets.shades_classic,
  );
  bar.start(total, 0);
  return bar;
}

/** A line of a log is a receipt when it names a decision; a torn or foreign line is not one. */
function toReceipt(line: string): Receipt | undefined {
  if (!line.includes('"decisionId"')) return undefined;
  try {
    const parsed: Partial<Receipt> = JSON.parse(line);
    return parsed.decisionId && parsed.reading && parsed.policy ? (parsed as Receipt) : undefined;
  } catch {
    return undefined;
  }
}

function plain({ byRule, byDay, ...figures }: Replay) {
  return { ...figures, byRule: Object.fromEntries(byRule), byDay: Object.fromEntries(byDay) };
}

function table({ receipts, same, unruled, undecidable, wrong, changed, byRule, byDay }: Replay): string {
  const share = (count: number) => `${count} (${receipts === 0 ? '0' : ((100 * count) / receipts).toFixed(2)} %)`;
  const lines = [
    `receipts               ${receipts}`,
    `decided the same       ${share(same)}`,
    `no rule was read       ${share(unruled)}`,
    `undecidable            ${share(undecidable)}`,
    `altered receipts       ${share(wrong)}`,
    ...differences('', changed),
    ...[...byRule].flatMap(([rule, one]) => differences(`rule ${rule}: `, one)),
    ...[...byDay].sort().flatMap(([day, one]) => differences(`${day}: `, one)),
  ];
  return `${lines.join('\n')}\n`;
}

function differences(of: string, changed: Changed): string[] {
  const names: Record<keyof Changed, string> = {
    newlyEscalated: 'newly escalated',
    noLongerEscalated: 'no longer escalated',
    newlyOffered: 'newly offered',
    noLongerOffered: 'no longer offered',
    otherwise: 'by another rule or skill',
  };
  return Object.entries(names).flatMap(([key, name]) => {
    const count = changed[key as keyof Changed];
    return count > 0 || of === '' ? [`${of}${name}`.padEnd(23) + count] : [];
  });
}

await program.parseAsync();
