import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import type { Command } from 'commander';
import type { Policy } from '../core/policy.js';
import { readReceipt } from '../decision-log/read-receipt.js';
import { newReplay, type Replay, replayOne } from '../decision-log/replay.js';
import { checkPolicy, installedPolicy } from '../policy/policy-file.js';
import { exitCodes, unreadable } from './exit.js';
import { readText, reportFaults } from './policy-faults.js';
import { reportOf } from './replay-report.js';

/** `escalation replay`: what a policy makes of past receipts. */
export function addReplayCommand(program: Command): void {
  program
    .command('replay')
    .description('recompute each decision from its receipt')
    .argument('<receipts...>', 'files of receipts, a JSON line each; other lines are skipped')
    .option('--policy <file>', 'the policy to decide by', process.env.POLICY_FILE ?? installedPolicy)
    .option('--json', 'print the figures as JSON')
    .action(replay);
}

async function replay(
  files: string[],
  { policy: policyFile, json }: { policy: string; json?: boolean },
): Promise<void> {
  const { policy, faults } = checkPolicy(policyFile, await readText(policyFile));
  if (policy === undefined) return reportFaults(faults);
  const figures = newReplay();
  let old = 0;
  for (const file of files) old += await replayFile(file, policy, figures);
  if (old > 0) process.stderr.write(`${oldNames(old)}\n`);
  process.stdout.write(json ? `${JSON.stringify(plain(figures))}\n` : reportOf(figures));
  process.exitCode = figures.wrong > 0 ? exitCodes.found : 0;
}

/** Counts the receipts of a file in; resolves with how many of them an earlier release wrote. */
async function replayFile(file: string, policy: Policy, figures: Replay): Promise<number> {
  const { size } = await stat(file).catch(unreadable(file));
  const input = createReadStream(file, { highWaterMark: 1 << 20 }).on('error', unreadable(file));
  const bar = process.stderr.isTTY ? await progressBar(size) : undefined;
  let bytes = 0;
  let old = 0;
  for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    bytes += line.length + 1;
    if (figures.receipts % 1_000 === 0) bar?.update(Math.min(bytes, size));
    const read = readReceipt(line);
    if (!read) continue;
    if (read.isOld) old++;
    replayOne(figures, read.receipt, policy);
  }
  bar?.stop();
  return old;
}

function oldNames(count: number): string {
  return `warning: ${count} receipts of an earlier release say quieted, which is now suppressedOffers; they were read as that`;
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

/** Maps as objects, for JSON. */
function plain(figures: Replay) {
  const entries = Object.entries(figures).map(([name, value]) => [
    name,
    value instanceof Map ? Object.fromEntries(value) : value,
  ]);
  return Object.fromEntries(entries);
}
