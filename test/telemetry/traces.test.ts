import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readConfig } from '../../src/app/config.js';
import type { AgentHub } from '../../src/hubs/hub.js';
import { traceIdOf } from '../../src/lib/turn-context.js';
import { startTelemetryService, type TelemetryService } from '../support/telemetry-service.js';
import { type Collector, startCollector } from '../support/trace-collector.js';

const traceId = '0af7651916cd43dd8448eb211c80319c';
const callerSpan = 'b7ad6b7169203331';
const traceparent = `00-${traceId}-${callerSpan}-01`;
const canary = 'canary-81c2';

describe('with a collector', () => {
  let collector: Collector;
  let decisionId: string;
  let receipts: Record<string, unknown>[];
  beforeAll(async () => {
    collector = await startCollector();
    const service = await startTelemetryService({
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      OTEL_SERVICE_NAME: 'under-test',
    });
    decisionId = (await service.say(canary, `human 0.97 ${canary}`, { traceparent }, canary)).decision.id;
    await service.say('c2', 'hello');
    receipts = await service.receipts(2);
    await service.close();
  });
  afterAll(() => collector.close());

  const named = (name: string) => collector.spans().filter((span) => span.name === name);

  test('spans are posted as OTLP in JSON, under the name of the service', () => {
    expect(collector.bodies.length).toBeGreaterThan(0);
    for (const body of collector.bodies) expect(body).toMatch(/^\/v1\/traces application\/json\n/);
    expect(collector.bodies[0]).toContain('{"key":"service.name","value":{"stringValue":"under-test"}}');
  });
  test('a turn continues the trace of its caller', () => {
    const turn = named('evaluate').find((span) => span.traceId === traceId);
    expect(turn?.parentSpanId).toBe(callerSpan);
    const attributes = Object.fromEntries(
      turn?.attributes.map(({ key, value }) => [key, Object.values(value)[0]]) ?? [],
    );
    expect(attributes).toMatchObject({
      'escalation.decision.id': decisionId,
      'escalation.outcome': 'escalate',
      'escalation.rule.id': 'asked-for-human',
      'escalation.delivery.status': 'returned',
    });
  });
  test('what a turn waits for are its children', () => {
    const turn = named('evaluate').find((span) => span.traceId === traceId);
    const children = collector.spans().filter((span) => span.parentSpanId === turn?.spanId);
    expect(children.map((span) => span.name).sort()).toEqual(['analyze', 'decide']);
    expect(children.every((span) => span.traceId === traceId)).toBe(true);
  });
  test('a turn without a caller begins a trace of its own', () => {
    const own = named('evaluate').filter((span) => span.traceId !== traceId);
    expect(own).toHaveLength(1);
    expect(own[0]?.parentSpanId).toBeUndefined();
  });
  test('every receipt names its trace and its decision', () => {
    const [first, second] = receipts;
    expect(first).toMatchObject({ traceId, decisionId });
    expect(second?.traceId).toBe(named('evaluate').find((span) => span.traceId !== traceId)?.traceId);
  });
  test('spans hold nothing a user said, and no id of a conversation or turn', () => {
    expect(collector.bodies.join('\n')).not.toContain(canary);
  });
});

test('an attempt to deliver is a span that says what came of it', async () => {
  const collector = await startCollector();
  const hub: AgentHub = {
    context: () => ({}),
    deliver: async () => ({ outcome: 'failed', cause: 'unauthorized' }),
    async close() {},
  };
  const service = await startTelemetryService(
    { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, DELIVERY: 'emit' },
    { hub },
  );
  await service.say('c', 'human 0.97', { traceparent });
  await service.close();
  const [deliver, ...others] = collector.spans().filter(({ name }) => name === 'deliver');
  expect(others).toEqual([]);
  expect(deliver?.traceId).toBe(traceId);
  expect(JSON.stringify(deliver?.attributes)).toContain('"stringValue":"unauthorized"');
  await collector.close();
});

describe('a part that fails', () => {
  test('is a failed span, without the words of its error', async () => {
    const collector = await startCollector();
    const fails = async () => Promise.reject(new Error(canary));
    const store = { update: fails, read: fails, remove: fails, check: fails, async close() {} };
    const service = await startTelemetryService({ OTEL_EXPORTER_OTLP_ENDPOINT: collector.url }, { store });
    await service.say('c', 'human 0.97', { traceparent });
    await service.close();
    expect(collector.spans().find(({ name }) => name === 'decide')?.status?.code).toBe(2);
    expect(collector.bodies.join('\n')).not.toContain(canary);
    await collector.close();
  });
});

test('a collector that refuses costs its spans and no turn', async () => {
  const collector = await startCollector(400);
  const environment = { OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: `${collector.url}/spans`, OTEL_BSP_SCHEDULE_DELAY: '50' };
  process.env.OTEL_BSP_SCHEDULE_DELAY = '50';
  const service = await startTelemetryService(environment);
  delete process.env.OTEL_BSP_SCHEDULE_DELAY;
  expect((await service.say('c', 'human 0.97')).decision.outcome).toBe('escalate');
  await expect
    .poll(async () => (await service.metrics()).get('escalation_spans_lost_total'), { timeout: 10_000 })
    .toBe(3);
  expect(collector.bodies[0]).toMatch(/^\/spans /);
  await service.close();
  await collector.close();
});

describe('without a collector', () => {
  let service: TelemetryService;
  beforeAll(async () => {
    service = await startTelemetryService();
  });
  afterAll(() => service.close());

  test('log lines of a turn name the trace of the caller', async () => {
    const { decision } = await service.say('c', 'hello', { traceparent });
    const [receipt] = await service.receipts(1);
    expect(receipt).toMatchObject({ traceId, decisionId: decision.id });
  });
  test('no trace is made up for a caller without one', async () => {
    await service.say('c3', 'hello');
    expect((await service.receipts(2))[1]).not.toHaveProperty('traceId');
  });
});

test.each([
  ['well-formed', traceparent, traceId],
  ['of a later version, with more at its end', `01-${traceId}-${callerSpan}-01-more`, traceId],
  ['absent', undefined, undefined],
  ['all zeros', `00-${'0'.repeat(32)}-${callerSpan}-01`, undefined],
  ['without a span', `00-${traceId}-${'0'.repeat(16)}-01`, undefined],
  ['of the version that is forbidden', `ff-${traceId}-${callerSpan}-01`, undefined],
  ['in capitals', traceparent.toUpperCase(), undefined],
  ['not one at all', `${'a'.repeat(10_000)}`, undefined],
])('a traceparent that is %s', (_title, header, expected) => {
  expect(traceIdOf(header)).toBe(expected);
});

describe('where traces go', () => {
  test.each([
    [{}, undefined],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318' }, 'http://collector:4318/v1/traces'],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318/base/' }, 'http://collector:4318/base/v1/traces'],
    [{ OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'https://collector/spans' }, 'https://collector/spans'],
  ])('%j → %s', (environment, url) => {
    expect(readConfig(environment).traces?.url).toBe(url);
  });
  test('an address that is none is refused with its name', () => {
    expect(() => readConfig({ OTEL_EXPORTER_OTLP_ENDPOINT: 'collector' })).toThrow(/^OTEL_EXPORTER_OTLP_ENDPOINT: /);
  });
});
