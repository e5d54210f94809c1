import { fork } from 'node:child_process';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { pino } from 'pino';
import { Registry } from 'prom-client';
import type { Runtime } from '../src/lib/settings.js';
import * as nlus from '../src/nlu/index.js';
import { azureSettings } from './azure-settings.js';
import { median } from './load.js';

/**
 * What a turn costs with Azure asked on every turn, on top of what Azure itself takes: the same stub is asked by bare
 * `node:http` for both services at once, and by a turn. One turn at a time, then eight.
 */

const latencyMs = 20;
const turns = 400;
const rounds = 5;

async function main(): Promise<void> {
  const stub = fork(new URL('./servers/azure-stub.ts', import.meta.url), [String(latencyMs)], {
    execArgv: ['--import', 'tsx'],
  });
  const [endpoint] = (await once(stub, 'message')) as [string];
  const runtime: Runtime = { log: pino({ level: 'error' }), metrics: new Registry(), now: Date.now };
  const nlu = await nlus.azure(azureSettings(endpoint), runtime);
  nlu.tune?.({ talkToHuman: [0.45, 0.8], negativeSentiment: [0.7] });
  const agent = new Agent({ keepAlive: true });
  let n = 0;
  const text = () => `my order ${++n} has not come yet`;
  const turn = async () => {
    const analysis = await nlu.analyze({ text: text(), locale: 'en', picked: false });
    if (analysis.degraded.length > 0) throw new Error(`degraded: ${JSON.stringify(analysis.degraded)}`);
  };
  const bare = () =>
    Promise.all([post(agent, endpoint, sentimentCall(text())), post(agent, endpoint, cluCall(text()))]);
  await run(turn, 16, 3000);
  await run(bare, 16, 3000);
  for (const atATime of [1, 8]) {
    const differences: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const without = median(await run(bare, atATime, turns));
      const withAzure = median(await run(turn, atATime, turns));
      differences.push(withAzure - without);
      console.log(
        `${atATime} at a time: bare calls ${without.toFixed(2)} ms, turn ${withAzure.toFixed(2)} ms at the median`,
      );
    }
    console.log(`${atATime} at a time: a turn adds ${median(differences).toFixed(2)} ms at the median`);
  }
  agent.destroy();
  await nlu.close();
  stub.disconnect();
}

async function run(work: () => Promise<unknown>, atATime: number, times: number): Promise<number[]> {
  const took: number[] = [];
  let left = times;
  const worker = async () => {
    while (left-- > 0) {
      const begun = performance.now();
      await work();
      took.push(performance.now() - begun);
    }
  };
  await Promise.all(Array.from({ length: atATime }, worker));
  return took;
}

interface Call {
  readonly path: string;
  readonly body: string;
}

function sentimentCall(text: string): Call {
  const path = '/text/analytics/v3.1/sentiment?stringIndexType=Utf16CodeUnit&loggingOptOut=true';
  return { path, body: JSON.stringify({ documents: [{ id: '0', text, language: 'en' }] }) };
}

function cluCall(text: string): Call {
  const item = { id: '1', participantId: 'user', language: 'en', modality: 'text', text };
  const parameters = { projectName: 'p', deploymentName: 'd', verbose: true, isLoggingEnabled: false };
  const body = { kind: 'Conversation', analysisInput: { conversationItem: item }, parameters };
  return { path: '/language/:analyze-conversations?api-version=2023-04-01', body: JSON.stringify(body) };
}

function post(agent: Agent, endpoint: string, { path, body }: Call): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', 'ocp-apim-subscription-key': 'test-key' };
    const call = request(`${endpoint}${path}`, { method: 'POST', agent, headers }, async (res) => {
      let raw = '';
      for await (const chunk of res) raw += chunk;
      resolve(JSON.parse(raw));
    });
    call.on('error', reject);
    call.end(body);
  });
}

await main();
