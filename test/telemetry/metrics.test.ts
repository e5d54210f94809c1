import { EventEmitter, once } from 'node:events';
import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Registry } from 'prom-client';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { hashOf } from '../../src/access/key.js';
import type { AgentHub } from '../../src/hubs/hub.js';
import { createCounter, createGauge, createHistogram, mostLines } from '../../src/lib/metrics.js';
import type { Store } from '../../src/stores/store.js';
import { startService } from '../support/http-service.js';
import { parseMetrics as parse, startTelemetryService, type TelemetryService } from '../support/telemetry-service.js';

test('a handoff that nobody answered in time is counted once its conversation is next heard of', async () => {
  let now = Date.parse('2026-03-02T10:00:00Z');
  const service = await startTelemetryService({}, { now: () => now });
  const failed = 'escalation_handoffs_total{skill="general",state="failed"}';
  await service.say('left-alone', 'human 0.97');
  now += 24 * 3_600_000 - 1;
  expect((await service.metrics()).get(failed)).toBeUndefined();
  await service.say('left-alone', 'still here', {}, 'later');
  await service.say('left-alone', 'still here', {}, 'later');
  expect((await service.metrics()).get(failed)).toBe(1);
  await service.close();
});

describe('what turns come to is counted', () => {
  let service: TelemetryService;
  let now = Date.parse('2026-03-02T10:00:00Z');
  const grown = new Map<string, number>();
  beforeAll(async () => {
    service = await startTelemetryService({}, { now: () => now });
    const before = await service.metrics();
    await service.say('asks', 'where is my lamp');
    await service.say('asks', 'human 0.3');
    await service.say('asks', 'human 0.97', {}, 'ask');
    await service.say('asks', 'human 0.97', {}, 'ask');
    await service.say('asks', 'hello?');
    now += 45_000;
    await service.status('asks', 'accepted');
    await service.status('asks', 'accepted');
    await service.status('asks', 'typing');
    await service.status('asks', 'completed');
    await service.say('at-once', 'human 0.97');
    await service.status('at-once', 'failed');
    await service.say('degraded', 'away 1');
    await fetch(`${service.url}/evaluate`, { method: 'POST', body: '{' });
    await fetch(`${service.url}/nothing-here`);
    for (const [line, value] of await service.metrics()) grown.set(line, value - (before.get(line) ?? 0));
  });
  afterAll(() => service.close());

  const asked = 'outcome="escalate",reason="RULE_MATCHED",rule="asked-for-human",policy="active"';
  test.each([
    ['turns by rule', `escalation_decisions_total{${asked}}`, 2],
    [
      'turns no rule matched',
      'escalation_decisions_total{outcome="continue",reason="NO_RULE_MATCHED",rule="none",policy="active"}',
      3,
    ],
    [
      'turns while a handoff is open',
      'escalation_decisions_total{outcome="continue",reason="HANDOFF_OPEN",rule="none",policy="active"}',
      1,
    ],
    ['a repeated turn, once and nowhere else', 'escalation_repeated_turns_total', 1],
    ['how long every turn took', 'escalation_turn_seconds_count', 7],
    ['how long utterances took to be read', 'escalation_analyze_seconds_count{provider="embedded"}', 7],
    ['every reading of a signal', 'escalation_signal_count{signal="talkToHuman"}', 6],
    ['readings up to a bound', 'escalation_signal_bucket{signal="talkToHuman",le="0.3"}', 4],
    ['readings beyond it', 'escalation_signal_bucket{signal="talkToHuman",le="1"}', 6],
    ['the sum of readings', 'escalation_signal_sum{signal="talkToHuman"}', 2.24],
    [
      'what a provider could not measure',
      'escalation_degraded_total{provider="given",signal="sentiment",cause="timeout"}',
      1,
    ],
    ['users who asked', 'escalation_asks_total', 2],
    ['users who asked after we went on', 'escalation_second_asks_total', 1],
    ['handoffs made', 'escalation_handoffs_total{skill="general",state="initiated"}', 2],
    ['handoffs accepted, duplicates left out', 'escalation_handoffs_total{skill="general",state="accepted"}', 1],
    ['handoffs completed', 'escalation_handoffs_total{skill="general",state="completed"}', 1],
    ['handoffs that failed', 'escalation_handoffs_total{skill="general",state="failed"}', 1],
    ['how long users waited for an agent', 'escalation_handoff_acceptance_seconds_sum{skill="general"}', 45],
    ['activities left to the bot to send', 'escalation_deliveries_total{status="returned",cause="none"}', 2],
    ['statuses by a word that is not known', 'escalation_unknown_statuses_total', 1],
    ['calls to the store', 'escalation_store_seconds_count{operation="update"}', 12],
    ['requests of the wrong type', 'escalation_problems_total{status="415"}', 1],
    ['requests for what is not there', 'escalation_problems_total{status="404"}', 1],
  ])('%s', (_title, line, value) => {
    expect(grown.get(line)).toBeCloseTo(value, 6);
  });

  test('the type of the answer is that of the text format', async () => {
    const { headers } = await fetch(`${service.url}/metrics`);
    expect(headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
  });
  test('labels hold nothing a user or a bot sent', async () => {
    const canary = 'canary-7f3a';
    await fetch(`${service.url}/evaluate`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        activity: {
          id: canary,
          type: canary,
          channelId: canary,
          locale: canary,
          conversation: { id: canary },
          text: canary,
        },
        menuChoice: canary,
        recognition: { intent: canary },
        context: { [canary]: canary },
      }),
    });
    expect(await (await fetch(`${service.url}/metrics`)).text()).not.toContain(canary);
  });
});

test.each([
  ['just after a turn no rule matched', ['hello', 'human 0.97'], 1],
  ['two turns after it', ['hello', 'human 0.5', 'human 0.97'], 1],
  ['three turns after it', ['hello', 'human 0.5', 'human 0.5', 'human 0.97'], 0],
  ['at once', ['human 0.97'], 0],
  ['after an offer', ['human 0.5', 'human 0.97'], 0],
])('a user who asks %s', async (_title, utterances, secondAsks) => {
  const service = await startTelemetryService();
  for (const text of utterances) await service.say('c', text);
  const metrics = await service.metrics();
  expect(metrics.get('escalation_asks_total')).toBe(1);
  expect(metrics.get('escalation_second_asks_total')).toBe(secondAsks);
  await service.close();
});

describe('who and what is turned away', () => {
  const key = 'k'.repeat(32);
  const environment = { API_KEYS: `bot:metrics:${hashOf(key)}`, MAX_IN_FLIGHT: '2' };
  const ask = (url: string, path: string, headers: Record<string, string>) =>
    fetch(`${url}${path}`, { headers, method: path === '/evaluate' ? 'POST' : 'GET' }).then(({ status }) => status);
  const scrape = async (url: string) =>
    parse(await (await fetch(`${url}/metrics`, { headers: { 'x-api-key': key } })).text());

  test('credentials that are refused, by the reason and without the credential', async () => {
    const { url, close } = await startService({ environment });
    expect(await ask(url, '/policy', {})).toBe(401);
    expect(await ask(url, '/policy', { 'x-api-key': 'x'.repeat(32) })).toBe(401);
    expect(await ask(url, '/policy', { 'x-api-key': key })).toBe(403);
    const metrics = await scrape(url);
    for (const reason of ['no-credential', 'unknown-key', 'out-of-scope'])
      expect(metrics.get(`escalation_credentials_refused_total{reason="${reason}"}`), reason).toBe(1);
    await close();
  });

  test('requests over what can be done, and those that are being answered', async () => {
    const released = new EventEmitter();
    const read = () => once(released, 'now').then(() => undefined);
    const { url, close } = await startService({
      environment: { MAX_IN_FLIGHT: '2' },
      store: { read, remove: async () => false },
    });
    expect((await scrape(url)).get('escalation_requests_in_flight')).toBe(1);
    const held = [1, 2].map(() => ask(url, '/conversations/c', {}));
    await vi.waitFor(() => expect(released.listenerCount('now')).toBe(2));
    expect(await ask(url, '/policy', {})).toBe(503);
    released.emit('now');
    await Promise.all(held);
    expect((await scrape(url)).get('escalation_requests_shed_total')).toBe(1);
    await close();
  });
});

test('how many handoffs wait for the hub is told, and receipts that were dropped', async () => {
  const hub: AgentHub = {
    context: () => ({}),
    deliver: async () => ({ outcome: 'failed', cause: 'unavailable' }),
    async close() {},
  };
  const service = await startTelemetryService({ DELIVERY: 'emit', DELIVERY_LIMIT_MS: '50', OUTBOX: 'memory' }, { hub });
  expect((await service.metrics()).get('escalation_outbox_waiting')).toBe(0);
  await service.say('c', 'human 0.97');
  const metrics = await service.metrics();
  expect(metrics.get('escalation_outbox_waiting')).toBe(1);
  expect(metrics.get('escalation_receipts_dropped_total')).toBe(0);
  await service.close();
});

test('an outbox that cannot be counted leaves its line out, and the others in', async () => {
  const registry = new Registry();
  createGauge(registry, { name: 'away', help: 'x', aggregator: 'max' }, () => Promise.reject(new Error('away')));
  createCounter(registry, { name: 'here', help: 'x' })();
  const lines = (await registry.metrics()).split('\n').filter((line) => !/^#|^$/.test(line));
  expect(lines).toEqual(['here 0']);
});

test('a store that fails is counted, and its turns are still decided', async () => {
  const away = () => Promise.reject(new Error('away'));
  const store: Store = { update: away, read: away, remove: away, check: away, async close() {} };
  const service = await startTelemetryService({}, { store });
  const { decision } = await service.say('c', 'human 0.97');
  expect(decision.outcome).toBe('escalate');
  const metrics = await service.metrics();
  expect(metrics.get('escalation_store_errors_total{operation="update"}')).toBe(1);
  await service.close();
});

test('a hub that is away: each attempt is counted, and what became of the delivery', async () => {
  const hub: AgentHub = {
    context: () => ({}),
    deliver: async () => ({ outcome: 'failed', cause: 'unauthorized' }),
    async close() {},
  };
  const service = await startTelemetryService({ DELIVERY: 'emit' }, { hub });
  await service.say('c', 'human 0.97');
  const metrics = await service.metrics();
  const labels = 'outcome="failed",cause="unauthorized"';
  expect(metrics.get(`escalation_delivery_attempt_seconds_count{${labels}}`)).toBe(1);
  expect(metrics.get('escalation_deliveries_total{status="failed",cause="unauthorized"}')).toBe(1);
  await service.close();
});

describe('policies', () => {
  let folder: string;
  const file = (name: string) => join(folder, name);
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'policies-'));
    await copyFile('policies/default.yaml', file('policy.yaml'));
    const stricter = (await readFile('policies/default.yaml', 'utf8'))
      .replace('version: "1"', 'version: "2"')
      .replace('asksForHuman: 0.80', 'asksForHuman: 0.99');
    await writeFile(file('stricter.yaml'), stricter);
  });
  afterAll(() => rm(folder, { recursive: true }));

  test('a refused reload shows until a good one comes', async () => {
    const good = await readFile(file('policy.yaml'), 'utf8');
    const service = await startTelemetryService({ POLICY_FILE: file('policy.yaml') });
    const refused = 'escalation_policy_refused{policy="active"}';
    expect((await service.metrics()).get(refused)).toBe(0);
    await writeFile(file('policy.yaml'), good.replace('asksForHuman: 0.80', 'asksForHuman: often'));
    await vi.waitFor(async () => expect((await service.metrics()).get(refused)).toBe(1), { timeout: 10_000 });
    await writeFile(file('policy.yaml'), good.replace('version: "1"', 'version: "9"'));
    await vi.waitFor(
      async () => {
        const metrics = await service.metrics();
        expect(metrics.get(refused)).toBe(0);
        expect(metrics.get('escalation_policy_reloads_total{result="loaded"}')).toBe(1);
        expect(metrics.get('escalation_policy_reloads_total{result="refused"}')).toBeGreaterThan(0);
        expect([...metrics.keys()].filter((line) => line.startsWith('escalation_policy_info'))).toEqual([
          expect.stringContaining('policy="active",version="9"'),
        ]);
      },
      { timeout: 10_000 },
    );
    await service.close();
  });

  test('turns a shadow policy would decide otherwise are counted', async () => {
    const service = await startTelemetryService({ POLICY_SHADOW_FILE: file('stricter.yaml') });
    await service.say('c1', 'human 0.97');
    await service.say('c2', 'hello');
    const metrics = await service.metrics();
    const line = 'escalation_shadow_decisions_total';
    expect(metrics.get(`${line}{outcome="escalate",shadow_outcome="offer",differs="yes"}`)).toBe(1);
    expect(metrics.get(`${line}{outcome="continue",shadow_outcome="continue",differs="no"}`)).toBe(1);
    await service.close();
  });

  test('decisions of a policy being rolled out are told apart', async () => {
    const environment = { POLICY_NEXT_FILE: file('stricter.yaml'), POLICY_NEXT_PERCENT: '100' };
    const service = await startTelemetryService(environment);
    await service.say('c1', 'human 0.97');
    const metrics = await service.metrics();
    const line =
      'escalation_decisions_total{outcome="offer",reason="RULE_MATCHED",rule="may-want-human",policy="next"}';
    expect(metrics.get(line)).toBe(1);
    await service.close();
  });
});

describe('metrics stay small', () => {
  test('lines beyond the most there may be are one line called other', async () => {
    const registry = new Registry();
    const count = createCounter(registry, { name: 'c', help: 'h', labelNames: ['a', 'b'] });
    for (let i = 0; i < mostLines + 20; i++) count(`a${i}`, 'b').value++;
    const text = await registry.metrics();
    expect(text.split('\n').filter((line) => line.startsWith('c{'))).toHaveLength(mostLines + 1);
    expect(text).toContain('c{a="other",b="other"} 20');
  });
  test('a histogram counts an observation in every bucket at or above it', async () => {
    const registry = new Registry();
    const observe = createHistogram(registry, { name: 'h', help: 'h', buckets: [0.1, 1] })();
    for (const value of [0.1, 0.5, 3]) observe(value);
    const lines = (await registry.metrics()).split('\n').filter((line) => line.startsWith('h_'));
    expect(lines).toEqual([
      'h_bucket{le="0.1"} 1',
      'h_bucket{le="1"} 2',
      'h_bucket{le="+Inf"} 3',
      'h_sum 3.6',
      'h_count 3',
    ]);
  });
});
