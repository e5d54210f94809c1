import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Composition } from '../../src/app/compose.js';
import { limitFor, longLimitMs, mangled, outages, secretWord } from '../support/azure-faults.js';
import { type Answer, type AzureStub, startAzureStub } from '../support/azure-stub.js';
import { type HttpService, startService } from '../support/http-service.js';

/** The whole service over HTTP, with its own models and Azure asked on every turn. */

const explicit = 'I want to talk to a human being, please';
const plain = (i: number) => `my ${secretWord} order ${1000 + i} has not come`;
/** The score that Azure gives to exactly these words. */
const cloudScore = (text: string) => Number(text.match(/order (\d{4})/)?.[1]) / 10_000;

let stub: AzureStub;
let service: Composition;
let http: HttpService;
let clock = Date.now();

async function start(limitMs: number): Promise<void> {
  stub = await startAzureStub({
    sentiment: (text) => ({ positive: 0, neutral: 1 - cloudScore(text), negative: cloudScore(text) }),
    intents: (text) => ({ TalkToHuman: cloudScore(text), None: 0 }),
  });
  const keys = { NLU_SENTIMENT_KEY: 'test-key', NLU_CLU_KEY: 'test-key' };
  const endpoints = { NLU_SENTIMENT_ENDPOINT: stub.endpoint, NLU_CLU_ENDPOINT: stub.endpoint };
  const environment = { ...endpoints, ...keys, NLU: 'azure', NLU_LIMIT_MS: String(limitMs) };
  http = await startService({ environment, logLevel: 'trace', now: () => clock, parts: { nlu: undefined } });
  service = http.service;
}

afterEach(async () => {
  vi.useRealTimers();
  await http.close();
  await stub.close();
});

interface Answered {
  readonly status: number;
  readonly body: Answer;
}

async function post(conversation: string, text: string): Promise<Answered> {
  const response = await fetch(`${http.url}/evaluate`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ activity: { conversation: { id: conversation }, text, locale: 'en-US' } }),
  });
  return { status: response.status, body: await response.json() };
}

/** 200 concurrent turns of as many users; every tenth asks for a human in plain words. */
const postMany = (round: string) =>
  Promise.all(Array.from({ length: 200 }, (_, i) => post(`${round}-${i}`, i % 10 === 0 ? explicit : plain(i))));

function checkTurns(answers: readonly Answered[]): void {
  answers.forEach(({ status, body }, i) => {
    expect(status).toBe(200);
    const { talkToHuman, sentiment } = body.analysis;
    if (i % 10 === 0) {
      expect(body.decision).toMatchObject({ outcome: 'escalate', ruleId: 'asked-for-human' });
      expect(talkToHuman.provider).toBe('embedded');
      return;
    }
    if (sentiment.provider === 'azure') expect(sentiment.negative).toBe(cloudScore(plain(i)));
    if (talkToHuman.provider === 'azure') expect(talkToHuman.score).toBe(cloudScore(plain(i)));
    const lost = body.analysis.degraded.map(({ signal }: Answer) => signal);
    expect(lost.includes('sentiment')).toBe(sentiment.provider === 'embedded');
    expect(lost.includes('talkToHuman')).toBe(talkToHuman.provider === 'embedded');
  });
}

describe.each(outages)('while Azure %s', (_, fault, causes, keptBy) => {
  beforeEach(async () => {
    await start(limitFor(fault));
    for (const service of ['sentiment', 'clu'] as const)
      stub.faults.push({ ...fault, service, times: Number.POSITIVE_INFINITY });
  });

  test('200 concurrent turns are all answered, explicit requests escalate, and no call outlives its turn', async () => {
    const answers = await postMany('a');
    checkTurns(answers);
    const lostBy = answers.flatMap(({ body }) => body.analysis.degraded.map(({ cause }: Answer) => cause));
    expect(causes).toEqual(expect.arrayContaining([...new Set(lostBy)]));
    expect(lostBy.length).toBeGreaterThan(0);
    const open = () => stub.calls.filter(({ aborted, answered }) => !aborted && !answered);
    await vi.waitFor(() => expect(open()).toEqual([]), { timeout: 5_000 });
    expect(http.logged.lines.join()).not.toContain(secretWord);
    expect(await service.metrics.metrics()).not.toContain(secretWord);
  });

  test('the service stays ready, says what is degraded, and asks Azure again when it is back', async () => {
    await postMany('a');
    if (keptBy !== 'pause') expect((await service.readiness()).degraded.length).toBeGreaterThan(0);
    expect((await service.readiness()).unready).toEqual([]);
    stub.faults.length = 0;
    clock += 120_000;
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 120_000 });
    await post('probe', plain(300));
    const { body } = await post('back', plain(301));
    expect(body.analysis).toMatchObject({ sentiment: { provider: 'azure' }, talkToHuman: { provider: 'azure' } });
    expect((await service.readiness()).degraded).toEqual([]);
  });
});

describe.each(mangled)('while Azure %s', (_, change) => {
  test('no user gets the score of another', async () => {
    await start(longLimitMs);
    stub.faults.push({ service: 'sentiment', change, times: Number.POSITIVE_INFINITY });
    checkTurns(await postMany('a'));
  });
});
