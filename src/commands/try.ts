import type { Command } from 'commander';
import { Registry } from 'prom-client';
import { nothingMeasured } from '../core/analysis.js';
import type { Conversation } from '../core/conversation.js';
import type { Verdict } from '../core/decide.js';
import { type NearestChange, nearestChanges } from '../core/nearest-changes.js';
import type { Policy } from '../core/policy.js';
import { signalNames } from '../core/signals/index.js';
import { type Step, step } from '../core/step.js';
import { userTurn } from '../core/turn.js';
import { toSignalReceipts } from '../decision-log/decision-record.js';
import { createLog } from '../lib/log.js';
import { settingsOf } from '../lib/settings.js';
import type { Nlu } from '../nlu/nlu.js';
import { checkPolicy, installedPolicy } from '../policy/policy-file.js';
import { readText, reportFaults } from './policy-faults.js';
import { table } from './table.js';

/** `escalation try`: what a policy makes of some words, without a service. */
export function addTryCommand(program: Command): void {
  program
    .command('try')
    .description('show what a policy decides on some words, why, and what would change it; nothing is kept or sent')
    .argument('<text...>', 'what the user says; several are the turns of one conversation')
    .option('--policy <file>', 'the policy to decide by', process.env.POLICY_FILE || installedPolicy)
    .option('--locale <tag>', 'the language of the user, like en or de-AT; without it the words decide')
    .action(tryTexts);
}

interface TryOptions {
  readonly policy: string;
  readonly locale?: string;
}

async function tryTexts(texts: readonly string[], { policy: file, locale }: TryOptions): Promise<void> {
  const { policy, faults } = checkPolicy(file, await readText(file));
  if (policy === undefined) return reportFaults(faults);
  const nlu = await openEmbedded();
  let stored: Conversation | undefined;
  for (const [i, text] of texts.entries()) {
    const taken = await take(policy, nlu, { text, locale, id: String(i) }, stored);
    stored = taken.after;
    if (texts.length > 1) process.stdout.write(`${i > 0 ? '\n' : ''}Turn ${i + 1}\n\n`);
    process.stdout.write(explain(taken));
  }
  await nlu.close();
}

/** The models that come with the service: no words leave this process. */
async function openEmbedded(): Promise<Nlu> {
  const { openNlu } = await import('../app/compose.js');
  return openNlu(
    { nlu: { kind: 'embedded', settings: settingsOf('NLU', process.env) }, redaction: {} },
    { log: createLog('error'), metrics: new Registry(), now: Date.now },
  );
}

interface Said {
  readonly text: string;
  readonly locale: string | undefined;
  readonly id: string;
}

async function take(policy: Policy, nlu: Nlu, said: Said, stored: Conversation | undefined): Promise<Step> {
  const { text: utterance, locale, id } = said;
  const analysis = utterance === '' ? nothingMeasured : await nlu.analyze({ text: utterance, locale, picked: false });
  const turn = userTurn({ id, conversation: 'try', utterance, locale });
  return step({ policy, turn, analysis, stored, now: Date.now(), delivery: { status: 'returned' } });
}

function explain({ policy, decision, analysis, situation }: Step): string {
  const { explanation, reading } = decision;
  const receipts = toSignalReceipts(reading, policy);
  const rows = signalNames.map((name) => {
    const { value, threshold, atLeast, margin } = receipts[name] ?? {};
    const nearest = threshold === undefined || atLeast === undefined ? '–' : `${threshold} ${atLeast.toFixed(4)}`;
    return [name, value?.toFixed(4) ?? '–', nearest, margin === undefined ? '–' : signed(margin)];
  });
  return `${headline(decision)}
${explanation}

${table(['signal', 'score', 'nearest threshold', 'margin'], rows)}
– was not measured or has no threshold. Language: ${analysis.language ?? 'not known'}.

${situation ? changes(policy, situation) : 'A handoff is open, so no rule was read: nothing would change it before that has ended.\n'}`;
}

function headline({ outcome, ruleId, skill }: Pick<Verdict, 'outcome' | 'ruleId' | 'skill'>): string {
  const to = skill === null ? '' : ` (${skill})`;
  return `${outcome}${to}${ruleId === null ? ', by no rule' : `, by rule ${ruleId}`}`;
}

function changes(policy: Policy, situation: NonNullable<Step['situation']>): string {
  const found = nearestChanges(policy, situation);
  if (found.length === 0) return 'No single score or threshold would change it.\n';
  const nearestFirst = found.toSorted((one, other) => distance(one) - distance(other));
  const rows = nearestFirst.map(({ kind, name, from, to, verdict }) => [
    `${kind} ${name}`,
    from.toFixed(4),
    to.toFixed(4),
    signed(to - from),
    headline(verdict),
  ]);
  return `What would change it, each alone:\n\n${table(['number', 'is', 'would have to be', 'by', 'and then'], rows)}`;
}

const distance = ({ from, to }: NearestChange) => Math.abs(to - from);

function signed(value: number): string {
  return `${value < 0 ? '' : '+'}${value.toFixed(4)}`;
}
