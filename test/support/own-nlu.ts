import { pino } from 'pino';
import { Registry } from 'prom-client';
import type { Analysis } from '../../src/core/analysis.js';
import { parseSettings, type Runtime, type Settings } from '../../src/lib/settings.js';
import { openAzure } from '../../src/nlu/azure/open.js';
import { AzureSettings } from '../../src/nlu/azure/settings.js';
import type { Cloud } from '../../src/nlu/cloud.js';
import type { Nlu } from '../../src/nlu/nlu.js';
import { openRedactForCloud, readRedactionSettings } from '../../src/redaction/open-redaction.js';
import type { AzureStub } from './azure-stub.js';

/** A runtime of its own for one test, with what it logged. */
export function testWorld(): Runtime & { readonly logged: string[]; clock: number } {
  const logged: string[] = [];
  const runtime = {
    logged,
    clock: Date.UTC(2026, 0, 1),
    log: pino({ level: 'trace' }, { write: (line: string) => void logged.push(line) }),
    metrics: new Registry(),
    now: () => runtime.clock,
    openRedactForCloud: async () => openRedactForCloud(await readRedactionSettings({})),
  };
  return runtime;
}

/** The value of one counter or gauge, 0 when it was never touched. */
export async function metric(runtime: Runtime, name: string, labels: Record<string, string> = {}): Promise<number> {
  const values = (await runtime.metrics.getSingleMetric(name)?.get())?.values ?? [];
  const found = values.filter((value) => Object.entries(labels).every(([label, is]) => value.labels[label] === is));
  return found.reduce((sum, { value }) => sum + value, 0);
}

/** Stands where the embedded models stand: scores written into the utterance, e.g. `human=0.5 negative=0.7`. */
export const writtenScores: Nlu = {
  analyze: ({ text, picked }) => scored(written(text, 'human'), picked ? undefined : written(text, 'negative')),
  async close() {},
};

function written(text: string, name: string): number | undefined {
  const score = text.match(new RegExp(`${name}=(\\d\\.\\d+)`))?.[1];
  return score === undefined ? undefined : Number(score);
}

export function scored(human: number | undefined, negative: number | undefined): Analysis {
  return {
    language: 'en',
    talkToHuman: human === undefined ? undefined : { score: human, provider: 'embedded', model: 'talk-to-human@test' },
    sentiment:
      negative === undefined
        ? undefined
        : {
            label: negative > 0.5 ? 'negative' : 'neutral',
            positive: 0,
            neutral: 1 - negative,
            negative,
            provider: 'embedded',
            model: 'sentiment@test',
          },
    degraded: [],
  };
}

/** Both services of a stub, opened as an operator would. */
export function openStubbed(stub: AzureStub, runtime: Runtime, settings: Settings = {}): Promise<Cloud> {
  const endpoints = { sentimentEndpoint: stub.endpoint, cluEndpoint: stub.endpoint };
  const keys = { sentimentKey: 'test-key', cluKey: 'test-key' };
  return openAzure(parseSettings(AzureSettings, { ...endpoints, ...keys, ...settings }, 'NLU'), runtime);
}
