import type { Command } from 'commander';
import { Registry } from 'prom-client';
import { z } from 'zod';
import { type Policy, thresholdsOn } from '../core/policy.js';
import { createLog } from '../lib/log.js';
import { type Runtime, type Settings, SettingsError, settingsOf } from '../lib/settings.js';
import { type ComparedTurn, type Comparison, compare, type Side } from '../nlu/compare.js';
import type { Nlu } from '../nlu/nlu.js';
import { installedPolicy, loadPolicy } from '../policy/policy-file.js';
import { endWith } from './exit.js';
import { readText } from './policy-faults.js';

/** `escalation compare`: two NLU providers over the same turns, under the policy. */
export function addCompareCommand(program: Command): void {
  program
    .command('compare')
    .description('compare two NLU providers over the same turns, under your policy')
    .argument(
      '<file>',
      'a JSON object a line: { "text": "…", "locale": "de", "conversation": "c1" }, the last two as you like',
    )
    .argument('[left]', 'the name of a provider, set by the same NLU_… variables as the service', 'embedded')
    .argument('[right]', 'another', 'azure')
    .addHelpText(
      'after',
      '\nPOLICY_FILE names the policy. No turn’s words are printed: differences are shown by line number.',
    )
    .action(compareProviders);
}

const lineShape = z.object({ text: z.string(), locale: z.string().optional(), conversation: z.string().optional() });

async function compareProviders(file: string, left: string, right: string): Promise<void> {
  const turns = parseTurns(file, await readText(file));
  const { policy } = await loadPolicy(process.env.POLICY_FILE ?? installedPolicy);
  const settings = settingsOf('NLU', process.env);
  const one = await open(left, settings, policy);
  const other = await open(right, settings, policy);
  const comparison = await compare(policy, one.nlu, other.nlu, turns);
  const text = report(comparison, [left, await billed(one.runtime)], [right, await billed(other.runtime)]);
  process.stdout.write(`${text}\n`);
  await Promise.all([one.nlu.close(), other.nlu.close()]);
}

async function open(kind: string, settings: Settings, policy: Policy): Promise<{ nlu: Nlu; runtime: Runtime }> {
  const runtime: Runtime = { log: createLog('error'), metrics: new Registry(), now: Date.now };
  const { openNlu } = await import('../app/compose.js');
  const nlu = await openNlu(
    { nlu: { kind, settings }, redaction: settingsOf('REDACTION', process.env) },
    runtime,
  ).catch((err: unknown) => {
    if (err instanceof SettingsError) endWith(err.message);
    throw err;
  });
  nlu.tune?.({
    talkToHuman: thresholdsOn(policy, 'talkToHuman'),
    negativeSentiment: thresholdsOn(policy, 'negativeSentiment'),
  });
  return { nlu, runtime };
}

function parseTurns(file: string, source: string): ComparedTurn[] {
  return source.split('\n').flatMap((line, i) => {
    if (line.trim() === '') return [];
    try {
      return [lineShape.parse(JSON.parse(line))];
    } catch {
      return endWith(`${file}:${i + 1}: is not a JSON object with a text`);
    }
  });
}

/** What Azure billed for, as the part counted it: records by service. */
async function billed({ metrics }: Runtime): Promise<string> {
  const counted = await metrics.getSingleMetric('escalation_azure_records_billed_total')?.get();
  return (counted?.values ?? []).map(({ labels, value }) => `${labels.service} ${value}`).join(', ') || 'nothing';
}

function report(
  { turns, same, differences, left, right }: Comparison,
  [leftName, leftBilled]: readonly [string, string],
  [rightName, rightBilled]: readonly [string, string],
): string {
  const lines = differences.map(
    ({ change, lines }) => `  ${String(lines.length).padStart(5)}  ${change}  (lines ${some(lines)})`,
  );
  return [
    `${turns} turns; the same decision on ${same} (${share(same, turns)}), another on ${turns - same}`,
    ...(lines.length > 0 ? ['', `${leftName} → ${rightName}:`, ...lines] : []),
    '',
    sideLine(leftName, left, leftBilled),
    sideLine(rightName, right, rightBilled),
  ].join('\n');
}

function sideLine(name: string, { latencies, degraded }: Side, billed: string): string {
  const at = (part: number) => `${(latencies[Math.floor((latencies.length - 1) * part)] ?? 0).toFixed(2)} ms`;
  return `${name}: half in ${at(0.5)}, 95 % in ${at(0.95)}, all in ${at(1)}; degraded turns ${degraded}; records billed: ${billed}`;
}

const share = (part: number, whole: number) => `${((100 * part) / Math.max(1, whole)).toFixed(1)} %`;

function some(lines: readonly number[]): string {
  return lines.length > 20 ? `${lines.slice(0, 20).join(', ')}, …` : lines.join(', ');
}
