import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { Registry } from 'prom-client';
import { z } from 'zod';
import { type Policy, thresholdsOn } from '../core/policy.js';
import { createLog } from '../log.js';
import { type Open, type Settings, settingsOf, type World } from '../parts.js';
import { loadPolicy } from '../policy-file.js';
import { type ComparedTurn, type Comparison, compare, type Side } from './compare.js';
import * as nlus from './index.js';
import type { Nlu } from './nlu.js';

const usage = `Compares two NLU providers over the same turns, under your policy.

  npm run compare -- <file> [left] [right]

<file> has one JSON object a line: { "text": "…", "locale": "de", "conversation": "c1" }, the last two as you like.
left and right are names of providers (${Object.keys(nlus).join(', ')}), embedded and azure unless you say otherwise,
set by the same NLU_… variables as the service. POLICY_FILE names the policy.
No turn's words are printed: differences are shown by line number.`;

const defaultPolicy = fileURLToPath(new URL('../../policies/default.yaml', import.meta.url));

const Line = z.object({ text: z.string(), locale: z.string().optional(), conversation: z.string().optional() });

async function main([file, left = 'embedded', right = 'azure']: string[]): Promise<void> {
  if (file === undefined || file.startsWith('-')) throw new Error(usage);
  const turns = parseTurns(await readFile(file, 'utf8'));
  const { policy } = await loadPolicy(process.env.POLICY_FILE ?? defaultPolicy);
  const settings = settingsOf('NLU', process.env);
  const one = await open(left, settings, policy);
  const other = await open(right, settings, policy);
  const comparison = await compare(policy, one.nlu, other.nlu, turns);
  console.log(report(comparison, [left, await billed(one.world)], [right, await billed(other.world)]));
  await Promise.all([one.nlu.close(), other.nlu.close()]);
}

async function open(name: string, settings: Settings, policy: Policy): Promise<{ nlu: Nlu; world: World }> {
  const openNlu: Open<Nlu> | undefined = new Map(Object.entries(nlus)).get(name);
  if (!openNlu) throw new Error(`There is no NLU provider ${name}.\n\n${usage}`);
  const world: World = { log: createLog('error'), metrics: new Registry(), now: Date.now };
  const nlu = await openNlu(settings, world);
  nlu.tune?.({
    talkToHuman: thresholdsOn(policy, 'talkToHuman'),
    negativeSentiment: thresholdsOn(policy, 'negativeSentiment'),
  });
  return { nlu, world };
}

function parseTurns(source: string): ComparedTurn[] {
  return source.split('\n').flatMap((line, i) => {
    if (line.trim() === '') return [];
    try {
      return [Line.parse(JSON.parse(line))];
    } catch {
      throw new Error(`Line ${i + 1} is not a JSON object with a text.\n\n${usage}`);
    }
  });
}

/** What Azure billed for, as the part counted it: records by service. */
async function billed({ metrics }: World): Promise<string> {
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

main(process.argv.slice(2)).catch((err: unknown) => {
  console.error(err instanceof Error ? err.message : err);
  process.exitCode = 1;
});
