import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { afterAll, expect, inject, test } from 'vitest';
import { hashOf } from '../../../src/access/key.js';
import { type AzureStub, startAzureStub } from '../../support/azure-stub.js';
import { callEveryWay, plainTurn, post, type Told, turn } from '../../support/canary/calls.js';
import { canary, expectNone, filesIn, meant, secretWith } from '../../support/canary/canaries.js';
import { openAround, webhook } from '../../support/canary/watched-service.js';
import { audience } from '../../support/issuer.js';
import { type RedisServer, startProxy, startRedis } from '../../support/redis-server.js';
import { type SpawnedService, spawnService } from '../../support/service-process.js';
import { type Collector, startCollector } from '../../support/trace-collector.js';

const around = await openAround();
const folder = mkdtempSync(join(tmpdir(), 'canary-process-'));
const running: SpawnedService[] = [];
afterAll(async () => {
  for (const { child } of running) child.kill('SIGKILL');
  await around.close();
  rmSync(folder, { recursive: true });
});

function start(environment: Record<string, string | undefined>): SpawnedService {
  const service = spawnService({ LOG_LEVEL: 'debug', AZURE_LOG_LEVEL: 'verbose', ...environment });
  running.push(service);
  return service;
}

/** What stands around one process, and can go wrong. */
interface Surroundings {
  readonly azure: AzureStub;
  readonly collector: Collector;
  readonly redis: RedisServer;
  readonly admin: Redis;
  readonly proxy: Awaited<ReturnType<typeof startProxy>>;
  readonly path: string;
}

const password = secretWith('redisPassword');
const outboxKey = `${secretWith('outboxKey', 43)}=`;

function settings({ azure, collector, proxy, path }: Surroundings): Record<string, string | undefined> {
  return {
    API_KEYS: `bot:evaluate+policy+metrics+conversations+handoff-status:${hashOf(around.callers.key)}`,
    OIDC_ISSUER: around.issuer.url,
    OIDC_AUDIENCE: audience,
    ID_HASH_KEY: secretWith('idHashKey'),
    NLU: 'azure',
    NLU_SENTIMENT_ENDPOINT: azure.endpoint,
    NLU_SENTIMENT_KEY: azure.key,
    NLU_CLU_ENDPOINT: azure.endpoint,
    NLU_CLU_KEY: azure.key,
    STORE: 'redis',
    STORE_URL: proxy.url,
    STORE_PASSWORD: password,
    STORE_LIMIT_MS: '100',
    OUTBOX_KEY: outboxKey,
    RATE_LIMIT_PER_MINUTE: '1000',
    HUB_LAST_UTTERANCE: 'true',
    RECEIPTS_FILE: join(folder, path, 'receipts.jsonl'),
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
    OTEL_BSP_SCHEDULE_DELAY: '50',
    OTEL_EXPORTER_OTLP_HEADERS: `authorization=${secretWith('collectorKey')}`,
    ...webhook(around, path),
  };
}

let opened = 0;

async function openSurroundings(): Promise<Surroundings> {
  const redis = await startRedis(['--requirepass', password]);
  const admin = new Redis(redis.url, { password });
  admin.on('error', () => {});
  const path = `surroundings-${++opened}`;
  around.manners[path] = 204;
  return {
    redis,
    admin,
    path,
    proxy: await startProxy(redis.port),
    collector: await startCollector(),
    azure: await startAzureStub({ key: secretWith('sentimentKey') }),
  };
}

async function closeSurroundings({ azure, collector, redis, admin, proxy }: Surroundings): Promise<void> {
  admin.disconnect();
  await Promise.all([azure.close(), collector.close(), redis.stop(), proxy.close()]);
}

/** Some turns at a time, as many of them as hand over, and what else callers may want. */
async function ask(url: string): Promise<Told[]> {
  const key = { 'x-api-key': around.callers.key };
  const bodies = [1, 2, 3].flatMap((at) => [
    plainTurn(),
    turn({}, { conversation: { id: `${canary.conversation}-${opened}-${at}` } }),
  ]);
  return (await Promise.all(bodies.map((body) => post(url, '/evaluate', body, key)))).flat();
}

const everythingFails = async ({ azure, path, collector }: Surroundings) => {
  const quoted = ({ headers, body }: { headers: unknown; body: unknown }) => ({
    error: { code: '400', headers, body },
  });
  azure.faults.push({ status: 400, body: quoted, times: Number.POSITIVE_INFINITY });
  around.manners[path] = 'hang';
  await collector.close();
};

function stall({ stall, resume }: Surroundings['proxy']): void {
  stall();
  void setTimeout(1_000).then(resume);
}

const troubles: [string, (surroundings: Surroundings) => unknown][] = [
  ['all is well', () => {}],
  ['Azure, the hub and the collector fail', everythingFails],
  ['Redis becomes read-only', ({ admin }) => admin.replicaof('127.0.0.1', 9)],
  ['Redis stalls for a second', ({ proxy }) => stall(proxy)],
  ['Redis is gone', ({ redis }) => redis.stop()],
  [
    'the password of Redis is changed',
    async ({ admin }) => {
      await admin.config('SET', 'requirepass', 'another');
      await admin.call('CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes');
    },
  ],
];

test.skipIf(inject('redisUrl') === '').concurrent.each(troubles)(
  'a process writes no canary, and ends well, while %s',
  async (_when, goWrong) => {
    const surroundings = await openSurroundings();
    const service = start(settings(surroundings));
    const url = await service.url();
    const told = await callEveryWay(url, around.callers);
    await goWrong(surroundings);
    told.push(...(await ask(url)));
    await setTimeout(500);
    service.child.kill('SIGTERM');
    expect(await service.ended).toBe(0);
    for (const { where, text, may } of told) expectNone(where, text, may);
    expectNone('output', service.output());
    expectNone('traces', surroundings.collector.bodies.join('\n'), meant.traces);
    expect(surroundings.collector.spans().length).toBeGreaterThan(0);
    for (const [file, bytes] of filesIn(join(folder, surroundings.path))) expectNone(file, bytes, meant.receipts);
    await closeSurroundings(surroundings);
  },
  120_000,
);

const keysFile = join(folder, 'keys.yaml');
writeFileSync(keysFile, `keys: [{ name: bot, scopes: [evaluate], sha256: ${secretWith('key')} }]`);
const certificate = join(folder, 'bot.pem');
const pem = (what: string) => `-----BEGIN ${what}-----\n${secretWith('botSecret', 64)}\n-----END ${what}-----\n`;
writeFileSync(certificate, pem('CERTIFICATE') + pem('PRIVATE KEY'));
const bot = {
  HUB_APP_ID: '00000000-0000-0000-0000-000000000001',
  HUB_TENANT_ID: 'tenant',
  HUB_CERTIFICATE_FILE: certificate,
  HUB_CERTIFICATE_KEY_FILE: certificate,
};

test.concurrent.each<[string, Record<string, string>]>([
  [
    'settings that are none',
    {
      API_KEYS: `bot:evaluate:${secretWith('key')}`,
      ID_HASH_KEY: canary.idHashKey,
      OTEL_EXPORTER_OTLP_ENDPOINT: secretWith('collectorKey'),
      OIDC_ISSUER: `http://a:${canary.header}@issuer`,
      BOT_OPEN_ID_URL: secretWith('header'),
      PORT: secretWith('header'),
    },
  ],
  [
    'parts that cannot be opened',
    {
      API_KEYS_FILE: keysFile,
      STORE: 'redis',
      STORE_URL: `redis//:${secretWith('redisPassword')}@x`,
      NLU: 'azure',
      NLU_SENTIMENT_ENDPOINT: `ftp://${canary.sentimentKey}`,
      NLU_CLU_KEY: secretWith('cluKey'),
      HUB: 'webhook',
      HUB_URL: secretWith('webhookSecret'),
      HUB_SECRET: canary.webhookSecret,
    },
  ],
  ['a key that seals nothing', { ...webhook(around, 'taking'), OUTBOX_KEY: secretWith('outboxKey') }],
  ['a certificate that is none', { ...bot, HUB: 'bot-framework', DELIVERY: 'emit' }],
])('a process that does not start with %s says so without them', async (_what, environment) => {
  const { output, ended } = start({ STORE: 'memory', ...environment });
  expect(await ended).toBe(78);
  expect(output()).toMatch(/^The service cannot start:/m);
  expectNone('output', output());
});
