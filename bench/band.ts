import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { pino } from 'pino';
import { Registry } from 'prom-client';
import type { Analysis } from '../src/core/analysis.js';
import { type Policy, thresholdsOn } from '../src/core/policy.js';
import { parseSettings, type Runtime } from '../src/lib/settings.js';
import { openAzure } from '../src/nlu/azure/open.js';
import { azureSettings as azure } from '../src/nlu/azure/settings.js';
import { withinBand } from '../src/nlu/cascade.js';
import { openEmbeddedNlu } from '../src/nlu/embedded/embedded.js';
import type { Nlu } from '../src/nlu/nlu.js';
import { createSecondOpinion, type WorthAsking } from '../src/nlu/second-opinion.js';
import { createTally } from '../src/nlu/tally.js';
import { loadPolicy } from '../src/policy/policy-file.js';
import { type AzureStub, startAzureStub } from '../test/support/azure-stub.js';
import { type Row, readRows } from '../tools/training/data.js';
import { azureSettings } from './azure-settings.js';

/**
 * What each width of the cascade's band costs, and how many decisions it changes: over labelled turns, against a stub that
 * answers each turn's label and is wrong on one in ten.
 */

/** Assumed prices in USD for 1,000 records. */
const price = { sentiment: 1, clu: 2 };

const bands = [0, 0.02, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4];

const folder = join(process.env.SHARED_DIR ?? '../shared', 'data');

/** Whether the stub is wrong on this text: on one in ten, always the same ones. */
const isWrong = (text: string) => (createHash('sha256').update(text).digest()[0] as number) < 25.6;

async function main(): Promise<void> {
  const rows = ['intent_devset.jsonl', 'sentiment_devset.jsonl'].flatMap((file) => readRows(folder, file));
  const stub = await startLabelStub(rows);
  const { policy } = await loadPolicy('policies/default.yaml');
  console.log(`${rows.length} turns, ${rows.filter(({ human }) => human).length} of them ask for a human\n`);
  console.log(`| ${head.join(' | ')} |`);
  console.log(`|${'---|'.repeat(head.length)}`);
  const embedded = await run(await openEmbeddedNlu({}, runtime()), policy, rows);
  const everyTurn = runtime();
  const azure = await run(await open(stub.endpoint, () => true, everyTurn), policy, rows);
  const everyTurnAsked = await askedOf(everyTurn);
  print('`embedded`', { made: embedded, reference: azure, asked: nothingAsked });
  for (const band of bands) {
    const own = runtime();
    const made = await run(await open(stub.endpoint, withinBand(band), own), policy, rows);
    print(`\`cascade\`, band ${band}`, { made, reference: azure, asked: await askedOf(own) });
  }
  print('`azure`', { made: azure, reference: azure, asked: everyTurnAsked });
  await stub.close();
}

/** Answers each turn's label, as sure as Azure usually is, and is wrong on one in ten. */
function startLabelStub(rows: readonly Row[]): Promise<AzureStub> {
  const byText = new Map(rows.map((row) => [row.text.trim(), row]));
  return startAzureStub({
    sentiment(text) {
      const negative = (byText.get(text.trim())?.label === 'negative') !== isWrong(text);
      return negative
        ? { positive: 0.01, neutral: 0.04, negative: 0.95 }
        : { positive: 0.05, neutral: 0.92, negative: 0.03 };
    },
    intents(text) {
      const human = (byText.get(text.trim())?.human === true) !== isWrong(text);
      return human ? { TalkToHuman: 0.95, None: 0.1 } : { TalkToHuman: 0.03, None: 0.9 };
    },
  });
}

const head = [
  '',
  'turns that asked Azure',
  'CLU asked',
  'sentiment asked',
  'other decision than `azure`',
  'right on talk-to-human',
  'right on negative',
  'requests missed / false',
  'USD per 1,000 turns',
];

interface Measured {
  readonly made: Made;
  /** What asking Azure on every turn makes of the same turns. */
  readonly reference: Made;
  readonly asked: Asked;
}

function print(name: string, { made, reference, asked }: Measured): void {
  const turns = made.decisions.length;
  const differ = made.decisions.filter((decision, i) => decision !== reference.decisions[i]).length;
  const cost = (asked.clu * price.clu + asked.sentiment * price.sentiment) / turns;
  const share = (part: number, whole: number) => `${((100 * part) / whole).toFixed(1)} %`;
  const cells = [
    name,
    share(made.askedTurns, turns),
    share(asked.clu, turns),
    share(asked.sentiment, turns),
    share(differ, turns),
    share(made.rightHuman, made.humanRows),
    share(made.rightMood, made.moodRows),
    `${made.missed} / ${made.falsely}`,
    cost.toFixed(2),
  ];
  console.log(`| ${cells.join(' | ')} |`);
}

interface Made {
  /** How many thresholds of each signal a turn reached, which is all that rules can tell of its scores. */
  readonly decisions: string[];
  readonly askedTurns: number;
  readonly humanRows: number;
  readonly rightHuman: number;
  readonly moodRows: number;
  readonly rightMood: number;
  /** Requests for a human that did not escalate, and escalations without one. */
  readonly missed: number;
  readonly falsely: number;
}

async function run(nlu: Nlu, policy: Policy, rows: readonly Row[]): Promise<Made> {
  const human = thresholdsOn(policy, 'talkToHuman');
  const mood = thresholdsOn(policy, 'negativeSentiment');
  nlu.tune?.({ talkToHuman: human, negativeSentiment: mood });
  const counts = { askedTurns: 0, humanRows: 0, rightHuman: 0, moodRows: 0, rightMood: 0, missed: 0, falsely: 0 };
  const decisions: string[] = [];
  for (const row of rows) {
    const analysis: Analysis = await nlu.analyze({ text: row.text, locale: row.lang, picked: false });
    if ([analysis.talkToHuman, analysis.sentiment].some((score) => score?.provider === 'azure')) counts.askedTurns++;
    const reached = human.filter((threshold) => (analysis.talkToHuman?.score ?? 0) >= threshold).length;
    const upset = mood.filter((threshold) => (analysis.sentiment?.negative ?? 0) >= threshold).length;
    decisions.push(`${reached} ${upset}`);
    countRequest(counts, row, { offers: reached > 0, escalates: reached === human.length });
    if (row.label === undefined) continue;
    counts.moodRows++;
    if (upset > 0 === (row.label === 'negative')) counts.rightMood++;
  }
  await nlu.close();
  return { decisions, ...counts };
}

interface RequestCounts {
  humanRows: number;
  rightHuman: number;
  missed: number;
  falsely: number;
}

/** Counts a row that says whether the user asks for a human. */
function countRequest(
  counts: RequestCounts,
  { human: asks }: Row,
  { offers, escalates }: { readonly offers: boolean; readonly escalates: boolean },
): void {
  if (asks === undefined) return;
  counts.humanRows++;
  if (offers === asks) counts.rightHuman++;
  if (asks && !escalates) counts.missed++;
  if (!asks && escalates) counts.falsely++;
}

function runtime(): Runtime {
  return { log: pino({ level: 'error' }), metrics: new Registry(), now: Date.now };
}

async function open(endpoint: string, worth: WorthAsking, own = runtime()): Promise<Nlu> {
  const cloud = await openAzure(parseSettings(azure, azureSettings(endpoint)), own);
  return createSecondOpinion(await openEmbeddedNlu({}, own), cloud, worth, createTally(own.metrics));
}

/** How often each of Azure's services was asked. */
interface Asked {
  readonly clu: number;
  readonly sentiment: number;
}

const nothingAsked: Asked = { clu: 0, sentiment: 0 };

async function askedOf({ metrics }: Runtime): Promise<Asked> {
  const counter = await metrics.getSingleMetric('escalation_nlu_cloud_asked_total')?.get();
  const values = counter?.values ?? [];
  const sumOf = (signal: string) =>
    values.filter(({ labels }) => labels.signal === signal).reduce((sum, { value }) => sum + value, 0);
  return { clu: sumOf('talkToHuman'), sentiment: sumOf('negativeSentiment') };
}

await main();
