import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Analysis } from '../../src/core/analysis.js';
import type { Nlu } from '../../src/nlu/nlu.js';
import { createSecondOpinion } from '../../src/nlu/second-opinion.js';
import { createTally } from '../../src/nlu/tally.js';
import { openStubbedAzure } from '../support/azure-client.js';
import { limitFor, longLimitMs, mangled, outages, secretWord } from '../support/azure-faults.js';
import { type AzureStub, documentError, startAzureStub } from '../support/azure-stub.js';
import { metricValue, type TestRuntime, testClock, testRuntime } from '../support/runtime.js';
import { writtenScores } from '../support/written-scores.js';

/** A turn whose embedded scores are never those the stub gives it, and which no other turn shares. */
const utterance = (i: number) => `${secretWord} ${i} human=0.3 negative=0.2 cloud=${(0.5 + i / 10_000).toFixed(4)}`;
const cloudScore = (text: string) => Number(text.match(/cloud=(\d\.\d+)/)?.[1]);

let stub: AzureStub;
const clock = testClock();
let runtime: TestRuntime;
let nlu: Nlu;

async function open(settings: Record<string, string> = {}): Promise<Nlu> {
  const cloud = await openStubbedAzure(stub, runtime, { limitMs: String(longLimitMs), ...settings });
  const opinion = createSecondOpinion(writtenScores, cloud, () => true, createTally(runtime.metrics));
  opinion.tune?.({ talkToHuman: [0.45, 0.8], negativeSentiment: [0.7] });
  return opinion;
}

beforeEach(async () => {
  stub = await startAzureStub({
    sentiment: (text) => ({ positive: 0, neutral: 1 - cloudScore(text), negative: cloudScore(text) }),
    intents: (text) => ({ TalkToHuman: cloudScore(text), None: 0 }),
  });
  runtime = testRuntime(clock.now);
  nlu = await open();
});

afterEach(async () => {
  vi.useRealTimers();
  await nlu.close();
  await stub.close();
});

const ask = async (i: number): Promise<Analysis> => nlu.analyze({ text: utterance(i), locale: 'en', picked: false });

const askMany = (from: number, count: number) => Promise.all(Array.from({ length: count }, (_, i) => ask(from + i)));

/** Each score is the turn's own: the one its embedded model gave, or the one Azure gave to exactly its words. */
function checkOwnScores(analyses: readonly Analysis[], from: number): void {
  analyses.forEach(({ sentiment, talkToHuman }, i) => {
    const expected = cloudScore(utterance(from + i));
    expect(sentiment?.negative).toBe(sentiment?.provider === 'azure' ? expected : 0.2);
    expect(talkToHuman?.score).toBe(talkToHuman?.provider === 'azure' ? expected : 0.3);
  });
}

const causes = (analyses: readonly Analysis[]) =>
  [...new Set(analyses.flatMap(({ degraded }) => degraded.map(({ cause }) => cause)))].sort();

/** Lets pauses and an open breaker run out. */
function passTime(ms: number): void {
  clock.passMs(ms);
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + ms });
}

describe.each(outages)('when Azure %s', (_, fault, expectedCauses, keptBy) => {
  beforeEach(async () => {
    await nlu.close();
    runtime = testRuntime(clock.now);
    nlu = await open({ limitMs: String(limitFor(fault)) });
    stub.faults.push({ ...fault, times: Number.POSITIVE_INFINITY, service: 'sentiment' });
    stub.faults.push({ ...fault, times: Number.POSITIVE_INFINITY, service: 'clu' });
  });

  test('each of 200 concurrent turns is answered with its own embedded scores, and says why', async () => {
    const analyses = await askMany(0, 200);
    checkOwnScores(analyses, 0);
    for (const { sentiment, degraded } of analyses) {
      expect(sentiment?.provider).toBe('embedded');
      expect(degraded.map(({ signal }) => signal).sort()).toEqual(['intent', 'sentiment', 'talkToHuman']);
    }
    for (const cause of causes(analyses)) expect(expectedCauses).toContain(cause);
    expect(causes(analyses)).toContain(expectedCauses[0]);
  });

  test('no call outlives the limit: what Azure has not answered by then is hung up on', async () => {
    await askMany(0, 50);
    const open = () => stub.calls.filter(({ aborted, answered }) => !aborted && !answered);
    await vi.waitFor(() => expect(open()).toEqual([]), { timeout: 5_000 });
    if (fault.hang) expect(stub.calls.every(({ aborted }) => aborted)).toBe(true);
  });

  test('it is left alone after some tries, and asked again once it may be back', async () => {
    for (let round = 0; round < 4; round++) await askMany(round * 20, 20);
    const tries = stub.calls.length;
    await askMany(500, 20);
    expect(stub.calls.length).toBe(tries);
    if (keptBy !== 'pause') {
      expect(nlu.health?.().length).toBe(2);
      expect(await metricValue(runtime, 'escalation_azure_breaker_open')).toBe(keptBy === 'breaker' ? 2 : 0);
    }

    stub.faults.length = 0;
    passTime(120_000);
    await ask(600);
    const [back] = await askMany(601, 1);
    expect(back).toMatchObject({ sentiment: { provider: 'azure' }, talkToHuman: { provider: 'azure' }, degraded: [] });
    expect(nlu.health?.()).toEqual([]);
    expect(await metricValue(runtime, 'escalation_azure_breaker_open')).toBe(0);
  });

  test('a request the embedded model recognises, and a picked choice, never wait', () => {
    const explicit = nlu.analyze({ text: 'human=0.8', locale: 'en', picked: false });
    expect(explicit).toMatchObject({ talkToHuman: { score: 0.8, provider: 'embedded' }, degraded: [] });
    expect(nlu.analyze({ text: 'human=0.6', locale: 'en', picked: true })).toMatchObject({
      talkToHuman: { score: 0.6 },
    });
    expect(stub.calls).toEqual([]);
  });

  test('no word of the user and no key is logged or measured', async () => {
    await askMany(0, 50);
    const traces = `${runtime.logged.join()} ${await runtime.metrics.metrics()} ${nlu.health?.().join()}`;
    expect(traces).not.toContain(secretWord);
    expect(traces).not.toContain('test-key');
    expect(stub.calls.length).toBeGreaterThan(0);
  });
});

describe.each(mangled)('when Azure %s', (_, change, scored) => {
  test('no turn gets the score of another, and the others keep theirs', async () => {
    stub.faults.push({ service: 'sentiment', change });
    const analyses = await askMany(0, 5);
    checkOwnScores(analyses, 0);
    expect(analyses.filter(({ sentiment }) => sentiment?.provider === 'azure').length).toBe(scored);
    for (const { sentiment, degraded } of analyses)
      expect(degraded.length).toBe(sentiment?.provider === 'azure' ? 0 : 1);
    expect(stub.calls.filter(({ service }) => service === 'sentiment').length).toBe(1);
  });

  test('nor under 200 concurrent turns', async () => {
    stub.faults.push({ service: 'sentiment', change, times: Number.POSITIVE_INFINITY });
    checkOwnScores(await askMany(0, 200), 0);
  });
});

test('an unknown language is said to be that', async () => {
  stub.faults.push({
    service: 'sentiment',
    change: (answer) => ({ ...answer, documents: [], errors: [documentError('0', 'UnsupportedLanguageCode', 'x')] }),
  });
  expect((await ask(1)).degraded).toEqual([{ provider: 'azure', signal: 'sentiment', cause: 'unsupported-language' }]);
});

test('Retry-After is a pause, never a wait: no call during it, calls again after it', async () => {
  stub.faults.push({ service: 'sentiment', status: 429, headers: { 'retry-after': '7' } });
  expect(causes([await ask(1)])).toEqual(['throttled']);
  clock.passMs(6_900);
  expect(causes([await ask(2)])).toEqual(['throttled']);
  clock.passMs(200);
  expect(causes([await ask(3)])).toEqual([]);
  expect(stub.calls.filter(({ service }) => service === 'sentiment').length).toBe(2);
});

test('a Retry-After of a day is believed for half a minute', async () => {
  stub.faults.push({ service: 'sentiment', status: 429, headers: { 'retry-after': '86400' } });
  await ask(1);
  clock.passMs(30_100);
  expect(causes([await ask(2)])).toEqual([]);
});

test('an API version Azure does not know costs the scores, not the turn, and is logged once', async () => {
  await nlu.close();
  runtime = testRuntime(clock.now);
  nlu = await open({ cluApiVersion: '2019-01-01' });
  const analyses = await askMany(0, 30);
  expect(causes(analyses)).toEqual(['bad-response']);
  expect(runtime.logged.filter((line) => line.includes('cannot read what we send')).length).toBe(1);
});

test('a client-side quota refuses what Azure would bill as throttled', async () => {
  await nlu.close();
  runtime = testRuntime(clock.now);
  nlu = await open({ cluPerMinute: '5' });
  const analyses = await askMany(0, 12);
  expect(stub.calls.filter(({ service }) => service === 'clu').length).toBe(5);
  expect(causes(analyses)).toEqual(['throttled']);
});

test('concurrent utterances share sentiment calls of ten, and repeated ones cost nothing', async () => {
  await askMany(0, 100);
  const sentimentCalls = () => stub.calls.filter(({ service }) => service === 'sentiment');
  expect(sentimentCalls().length).toBe(10);
  const calls = stub.calls.length;
  await askMany(0, 100);
  expect(stub.calls.length).toBe(calls);
  await Promise.all(Array.from({ length: 20 }, () => ask(300)));
  expect(stub.calls.length).toBe(calls + 2);
  expect(sentimentCalls().at(-1)?.body.documents.length).toBe(1);
  expect(await metricValue(runtime, 'escalation_azure_records_billed_total')).toBe(202);
});

test('no more sockets are opened than calls are allowed at a time', async () => {
  await nlu.close();
  runtime = testRuntime(clock.now);
  nlu = await open({ concurrency: '4', queue: '1000' });
  const analyses = await askMany(0, 400);
  expect(causes(analyses)).toEqual([]);
  expect(stub.sockets()).toBeLessThanOrEqual(8);
});

test('failures are not remembered', async () => {
  stub.faults.push({ status: 500 }, { status: 500 });
  expect(causes([await ask(1)])).toEqual(['unavailable']);
  expect(causes([await ask(1)])).toEqual([]);
});

test('Azure is told to log nothing, and told nothing but the words and their language', async () => {
  await nlu.analyze({ text: utterance(1), locale: 'en_US', picked: false });
  const [sentiment, clu] = ['sentiment', 'clu'].map((name) => stub.calls.find(({ service }) => service === name));
  expect(sentiment?.query.loggingOptOut).toBe('true');
  expect(sentiment?.body).toEqual({ documents: [{ id: '0', text: utterance(1), language: 'en-US' }] });
  expect(clu?.body.parameters.isLoggingEnabled).toBe(false);
  expect(clu?.body.analysisInput).toEqual({
    conversationItem: { id: '1', participantId: 'user', modality: 'text', language: 'en-US', text: utterance(1) },
  });
});

test('what CLU cannot take in full is cut, and the receipt says so', async () => {
  const long = `${utterance(1)} ${'💥'.repeat(600)}`;
  const analysis = await nlu.analyze({ text: long, locale: 'en', picked: false });
  expect(
    stub.calls.find(({ service }) => service === 'clu')?.body.analysisInput.conversationItem.text.length,
  ).toBeLessThanOrEqual(1000);
  expect(analysis.talkToHuman?.provider).toBe('azure');
  expect(analysis.degraded).toContainEqual({ provider: 'azure', signal: 'talkToHuman', cause: 'cut' });
});

test('personal numbers and addresses stay here where the operator says so', async () => {
  await nlu.close();
  runtime = testRuntime(clock.now);
  nlu = await open({ redact: 'true' });
  await nlu.analyze({ text: 'my card 4111 1111 1111 1111 cloud=0.5, mail a.b@c.example', locale: 'en', picked: false });
  for (const { body } of stub.calls) {
    expect(JSON.stringify(body)).not.toMatch(/4111|c\.example/);
    expect(JSON.stringify(body)).toContain('my card [card]');
  }
});
