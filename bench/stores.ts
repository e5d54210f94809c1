import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import { Registry } from 'prom-client';
import { pick } from '../src/app/config.js';
import { encodeConversation } from '../src/core/codec/index.js';
import { type Conversation, newConversation, type TurnRecord } from '../src/core/conversation.js';
import { unmeasured } from '../src/core/signals/index.js';
import type { Runtime, Settings } from '../src/lib/settings.js';
import * as stores from '../src/stores/index.js';
import type { Store } from '../src/stores/store.js';

/** Updates of one store in this process. Latencies in ms. */
export interface StoreRow {
  readonly store: string;
  readonly processes: number;
  readonly updatesPerSecond: number;
  readonly p50: number;
  readonly p99: number;
}

/** What it took to fill a store with conversations. */
export interface Filled {
  readonly store: string;
  readonly conversations: number;
  /** Of one encoded conversation. */
  readonly bytesEach: number;
  readonly megabytes: number;
  readonly seconds: number;
}

type Kind = keyof typeof stores;

const runtime: Runtime = { log: pino({ level: 'silent' }), metrics: new Registry(), now: Date.now };
const together = 64;

const open = (kind: Kind, settings: Settings) => pick('STORE', { ...stores }, kind)(settings, runtime);

/** A turn as the default policy decides it; the seed makes its key and scores differ from those of others. */
function turnRecord(seed: number): TurnRecord {
  const score = (seed * 7919 * 0.0001) % 1;
  const rounded = Math.round(score * 10_000) / 10_000;
  return {
    key: (seed * 2654435761).toString(16).padStart(16, '0').slice(0, 16),
    outcome: 'continue',
    reason: 'NO_RULE_MATCHED',
    verdict: { outcome: 'continue', ruleId: null, skill: null, matched: [], suppressedOffers: [] },
    policy: { version: '1', sha256: 'a'.repeat(64) },
    reading: { ...unmeasured, talkToHuman: rounded, negativeSentiment: rounded, notUnderstood: 0.17, repeating: 0 },
    analysis: {
      language: 'en',
      talkToHuman: { score: rounded, provider: 'embedded', model: 'talk-to-human@1' },
      sentiment: {
        label: 'neutral',
        positive: 0.1,
        neutral: 0.9 - rounded / 2,
        negative: rounded / 2,
        provider: 'embedded',
        model: 'sentiment@1',
      },
      intent: null,
      menuChoice: null,
      degraded: [],
    },
    sketch: 'q83vASNFZ4mrze8BI0VniavN',
  };
}

const sample = Array.from({ length: 64 }, (_, seed) => turnRecord(seed + 1));

/** Adds a turn and keeps the last ten, as a step does. */
function nextTurn(before: Conversation | undefined): { after: Conversation } {
  const { turns, ...rest } = before ?? newConversation;
  const next = sample[Math.floor(Math.random() * sample.length)] as TurnRecord;
  return { after: { ...rest, turns: [...turns, next].slice(-10) } };
}

/** Updates random conversations, 64 at a time, for this many seconds. */
async function measure(store: Store, conversations: number, seconds: number): Promise<number[]> {
  const latencies: number[] = [];
  const until = performance.now() + seconds * 1000;
  const one = async () => {
    while (performance.now() < until) {
      const started = performance.now();
      await store.update(`conversation-${Math.floor(Math.random() * conversations)}`, nextTurn);
      latencies.push(performance.now() - started);
      if (latencies.length % 1000 === 0) await new Promise(setImmediate);
    }
  };
  await Promise.all(Array.from({ length: together }, one));
  return latencies;
}

function row(store: string, processes: number, latencies: number[], seconds: number): StoreRow {
  const sorted = Float64Array.from(latencies).sort();
  const at = (share: number) => sorted[Math.floor(sorted.length * share)] as number;
  return { store, processes, updatesPerSecond: sorted.length / seconds, p50: at(0.5), p99: at(0.99) };
}

/** Throughput of a store with this many processes that share its data, each with 64 updates at a time. */
export async function measureStore(kind: Kind, settings: Settings, processes: number, seconds: number) {
  if (processes === 1) {
    const store = await open(kind, settings);
    const latencies = await measure(store, 100_000, seconds);
    await store.close();
    return row(kind, 1, latencies, seconds);
  }
  const children = Array.from({ length: processes }, () => fork(fileURLToPath(import.meta.url), ['child']));
  const answers = children.map((child) => once(child, 'message').then(([latencies]) => latencies as number[]));
  const ends = children.map((child) => once(child, 'exit'));
  for (const child of children) child.send({ kind, settings, seconds });
  const latencies = (await Promise.all(answers)).flat();
  await Promise.all(ends);
  return row(kind, processes, latencies, seconds);
}

/** Fills LMDB with conversations of five turns, each written once, and measures what that takes on the disk. */
export async function fillLmdb(path: string, conversations: number): Promise<Filled> {
  const store = await stores.lmdb({ path, maxConversations: String(conversations * 2), limitMs: '10000' }, runtime);
  const five = (i: number): Conversation => ({
    ...newConversation,
    turns: [0, 1, 2, 3, 4].map((j) => sample[(i + j) % sample.length] as TurnRecord),
  });
  const started = performance.now();
  for (let from = 0; from < conversations; from += 500) {
    const length = Math.min(500, conversations - from);
    await Promise.all(
      Array.from({ length }, (_, i) => store.update(`conversation-${from + i}`, () => ({ after: five(from + i) }))),
    );
  }
  const seconds = (performance.now() - started) / 1000;
  await store.close();
  const { size } = await stat(join(path, 'data.mdb'));
  const bytesEach = encodeConversation(five(0)).length;
  return { store: 'lmdb', conversations, bytesEach, megabytes: size / 1e6, seconds };
}

/** Every store with one process, LMDB and Redis with two, and a million conversations in LMDB. */
export async function measureStores(seconds: number, redisUrl: string | undefined) {
  const folder = await mkdtemp(join(tmpdir(), 'bench-stores-'));
  const roomy = { limitMs: '10000' };
  try {
    const rows = [
      await measureStore('memory', {}, 1, seconds),
      await measureStore('lmdb', { path: join(folder, 'one'), ...roomy }, 1, seconds),
      await measureStore('lmdb', { path: join(folder, 'two'), ...roomy }, 2, seconds),
    ];
    if (redisUrl)
      for (const processes of [1, 2]) {
        const keyPrefix = `bench-${process.pid}-${processes}:`;
        rows.push(
          await measureStore('redis', { url: redisUrl, keyPrefix, ttlSeconds: '300', ...roomy }, processes, seconds),
        );
      }
    const million = await fillLmdb(join(folder, 'million'), 1_000_000);
    const settings = { path: join(folder, 'million'), maxConversations: '2000000', ...roomy };
    const full = await measureStore('lmdb', settings, 1, seconds);
    return { rows: [...rows, { ...full, store: 'lmdb, a million in it' }], million };
  } finally {
    await rm(folder, { recursive: true });
  }
}

if (process.argv[2] === 'child') {
  const [{ kind, settings, seconds }] = (await once(process, 'message')) as [
    { kind: Kind; settings: Settings; seconds: number },
  ];
  const store = await open(kind, settings);
  const latencies = await measure(store, 100_000, seconds);
  await store.close();
  process.send?.(latencies, () => process.exit());
} else if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { rows, million } = await measureStores(5, process.env.REDIS_URL);
  console.table(rows);
  console.table([million]);
}
