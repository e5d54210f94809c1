import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { Registry } from 'prom-client';
import type { Analysis } from '../src/core/analysis.js';
import { type Policy, thresholdsOn } from '../src/core/policy.js';
import { parseSettings, type Runtime } from '../src/lib/settings.js';
import { openAzure } from '../src/nlu/azure/open.js';
import { AzureSettings } from '../src/nlu/azure/settings.js';
import { withinBand } from '../src/nlu/cascade.js';
import { openEmbeddedNlu } from '../src/nlu/embedded/embedded.js';
import type { Nlu } from '../src/nlu/nlu.js';
import { createSecondOpinion, type WorthAsking } from '../src/nlu/second-opinion.js';
import { createTally } from '../src/nlu/tally.js';
import { loadPolicy } from '../src/policy/policy-file.js';
import { startAzureStub } from '../test/support/azure-stub.js';

/**
 * What the cascade's band costs and buys: over labelled turns, against a stub that answers each turn's label and is wrong
 * on one in ten, always the same ones.
 */

interface Row {
  readonly text: string;
  readonly lang: string;
  readonly human?: boolean;
  readonly label?: 'negative' | 'neutral' | 'positive';
}

/** Assumed prices in USD for 1,000 records. */
const price = { sentiment: 1, clu: 2 };

const bands = [0, 0.02, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4];

const folder = join(process.env.SHARED_DIR ?? '../shared', 'data');

function readRows(name: string): Row[] {
  const lines = readFileSync(join(folder, name), 'utf8').split('\n');
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Row);
}

const isWrong = (text: string) => (createHash('sha256').update(text).digest()[0] as number) < 25.6;

async function main(): Promise<void> {
  const rows = [...readRows('intent_devset.jsonl'), ...readRows('sentiment_devset.jsonl')];
  const byText = new Map(rows.map((row) => [row.text.trim(), row]));
  const stub = await startAzureStub({
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
  const { policy } = await loadPolicy('policies/default.yaml');
  console.log(`${rows.length} turns, ${rows.filter(({ human }) => human).length} of them ask for a human\n`);
  console.log(
    '| | turns that asked Azure | CLU asked | sentiment asked | other decision than `azure` | right on talk-to-human | right on negative | requests missed / false | USD per 1,000 turns |',
  );
  console.log('|---|---|---|---|---|---|---|---|---|');
  const embedded = await run(await openEmbeddedNlu({}, runtime()), policy, rows);
  const everyTurn = runtime();
  const azure = await run(await open(stub.endpoint, () => true, everyTurn), policy, rows);
  print('`embedded`', embedded, azure, 0, 0, 0);
  for (const band of bands) {
    const own = runtime();
    const nlu = await open(stub.endpoint, withinBand(band), own);
    const made = await run(nlu, policy, rows);
    print(
      `\`cascade\`, band ${band}`,
      made,
      azure,
      made.askedTurns,
      await asked(own, 'talkToHuman'),
      await asked(own, 'negativeSentiment'),
    );
  }
  print(
    '`azure`',
    azure,
    azure,
    azure.askedTurns,
    await asked(everyTurn, 'talkToHuman'),
    await asked(everyTurn, 'negativeSentiment'),
  );
  await stub.close();

  function print(name: string, made: Made, reference: Made, turns: number, clu: number, sentiment: number): void {
    const differ = made.decisions.filter((decision, i) => decision !== reference.decisions[i]).length;
    const cost = (clu * price.clu + sentiment * price.sentiment) / rows.length;
    const share = (part: number, whole: number) => `${((100 * part) / whole).toFixed(1)} %`;
    const cells = [
      name,
      share(turns, rows.length),
      share(clu, rows.length),
      share(sentiment, rows.length),
      share(differ, rows.length),
      share(made.rightHuman, made.humanRows),
      share(made.rightMood, made.moodRows),
      `${made.missed} / ${made.falsely}`,
      cost.toFixed(2),
    ];
    console.log(`| ${cells.join(' | ')} |`);
  }
}

interface Made {
  /** Which thresholds each turn reached: what the rules decide on. */
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
  for (const { text, lang, human: asks, label } of rows) {
    const analysis: Analysis = await nlu.analyze({ text, locale: lang, picked: false });
    if ([analysis.talkToHuman, analysis.sentiment].some((score) => score?.provider === 'azure')) counts.askedTurns++;
    const reached = human.filter((threshold) => (analysis.talkToHuman?.score ?? 0) >= threshold).length;
    const upset = mood.filter((threshold) => (analysis.sentiment?.negative ?? 0) >= threshold).length;
    decisions.push(`${reached} ${upset}`);
    if (asks !== undefined) {
      const escalates = reached === human.length;
      counts.humanRows++;
      if (reached > 0 === asks) counts.rightHuman++;
      if (asks && !escalates) counts.missed++;
      if (!asks && escalates) counts.falsely++;
    }
    if (label !== undefined) {
      counts.moodRows++;
      if (upset > 0 === (label === 'negative')) counts.rightMood++;
    }
  }
  await nlu.close();
  return { decisions, ...counts };
}

function runtime(): Runtime {
  return { log: pino({ level: 'error' }), metrics: new Registry(), now: Date.now };
}

async function open(endpoint: string, worth: WorthAsking, own = runtime()): Promise<Nlu> {
  const keys = { sentimentKey: 'test-key', cluKey: 'test-key' };
  const quotas = { cluPerMinute: '1000000', sentimentPerMinute: '1000000' };
  const settings = { sentimentEndpoint: endpoint, cluEndpoint: endpoint, ...keys, ...quotas };
  const cloud = await openAzure(parseSettings(AzureSettings, settings, 'NLU'), own);
  return createSecondOpinion(await openEmbeddedNlu({}, own), cloud, worth, createTally(own.metrics));
}

async function asked({ metrics }: Runtime, signal: string): Promise<number> {
  const counter = await metrics.getSingleMetric('escalation_nlu_cloud_asked_total')?.get();
  return (counter?.values ?? []).reduce((sum, { labels, value }) => (labels.signal === signal ? sum + value : sum), 0);
}

await main();
