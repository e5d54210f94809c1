import { execFileSync } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { Registry } from 'prom-client';
import { readConfig } from '../src/app/config.js';
import { createDigestOfSaid } from '../src/core/said.js';
import type { Turn } from '../src/core/turn.js';
import { createEvaluate, type Evaluate, type EvaluateDependencies } from '../src/evaluation/evaluate.js';
import { toTurn } from '../src/http/to-turn.js';
import { openReturnHub } from '../src/hubs/return.js';
import type { Runtime } from '../src/lib/settings.js';
import { openEmbeddedNlu } from '../src/nlu/embedded/embedded.js';
import { openPolicyRegistry } from '../src/policy/policy-registry.js';
import { openMemoryStore } from '../src/stores/memory.js';
import { openTelemetry, type Telemetry } from '../src/telemetry/telemetry.js';
import { median } from './load.js';
import { turns } from './turns.js';

const kinds = ['none', 'metrics', 'metrics and traces'] as const;
type Kind = (typeof kinds)[number];

/** Processor time of a turn inside the flow, without HTTP, in µs: the median over all rounds. */
export interface TelemetryRow {
  readonly telemetry: Kind;
  readonly microsecondsPerTurn: number;
}

/**
 * The flow with embedded models and the memory store: bare, with metrics, and with traces sent to a collector. Each in a
 * process of its own, because the AsyncLocalStorage that follows a turn slows every promise of its process.
 */
export function measureTelemetry(rounds: number): TelemetryRow[] {
  const taken = new Map<Kind, number[]>(kinds.map((kind) => [kind, []]));
  for (let round = 0; round < rounds; round++)
    for (const [kind, all] of taken) {
      const node = [...process.execArgv, import.meta.filename, kind];
      all.push(Number(execFileSync(process.execPath, node, { encoding: 'utf8' })));
    }
  return [...taken].map(([telemetry, all]) => ({ telemetry, microsecondsPerTurn: median(all) }));
}

const warmUpTurns = 10_000;
const measuredTurns = 50_000;

async function microsecondsPerTurn(kind: Kind): Promise<number> {
  const collector = createServer((req, res) => req.resume().once('end', () => res.end('{}'))).listen(0, '127.0.0.1');
  await new Promise((resolve) => collector.once('listening', resolve));
  const url = `http://127.0.0.1:${(collector.address() as AddressInfo).port}/v1/traces`;
  const { evaluate, close } = await openFlow(kind, url);
  const bodies = turns();
  const next = () => toTurn(JSON.parse(bodies.next().value as string), new Set());
  const run = async (batch: readonly Turn[]) => {
    for (const turn of batch) await evaluate(turn, { delivery: undefined, trace });
  };
  await run(Array.from({ length: warmUpTurns }, next));
  let spent = 0;
  for (let done = 0; done < measuredTurns; done += 1_000) {
    const batch = Array.from({ length: 1_000 }, next);
    const started = process.cpuUsage();
    await run(batch);
    const { user, system } = process.cpuUsage(started);
    spent += user + system;
    await new Promise((resolve) => setImmediate(resolve));
  }
  await close();
  collector.close();
  return spent / measuredTurns;
}

const trace = { traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', tracestate: undefined };

interface Flow {
  readonly evaluate: Evaluate;
  close(): Promise<void>;
}

async function openFlow(kind: Kind, url: string): Promise<Flow> {
  const log = pino({ level: 'silent' });
  const runtime: Runtime = { log, metrics: new Registry(), now: Date.now };
  const traces = kind === 'metrics and traces' ? { url, serviceName: 'bench' } : undefined;
  const telemetry = kind === 'none' ? undefined : await openTelemetry(traces, undefined, runtime);
  const policies = await openPolicyRegistry(readConfig({}).policy, { log, now: Date.now, onReload() {} });
  telemetry?.policies(policies);
  const parts = {
    nlu: await openEmbeddedNlu({}, runtime),
    store: await openMemoryStore({}, runtime),
    hub: await openReturnHub({}, runtime),
  };
  const evaluate = createEvaluate({
    policies,
    ...parts,
    ...(telemetry && observed(telemetry, parts)),
    deliver: undefined,
    digestOfSaid: createDigestOfSaid('a key'),
    redaction: { redact: async (turn) => turn },
    defaultDelivery: 'return',
    log,
    now: Date.now,
    shownNow: Date.now,
    redactId: (id) => id,
    idKey: undefined,
    onEvaluated: telemetry?.onEvaluated ?? (() => {}),
  });
  return {
    evaluate: telemetry?.turns(evaluate) ?? evaluate,
    async close() {
      policies.close();
      await telemetry?.close();
    },
  };
}

function observed(telemetry: Telemetry, { nlu, store, hub }: Pick<EvaluateDependencies, 'nlu' | 'store' | 'hub'>) {
  return { nlu: telemetry.nlu(nlu, 'embedded'), store: telemetry.store(store), hub: telemetry.hub(hub) };
}

if (process.argv[1] === import.meta.filename) {
  const kind = kinds.find((one) => one === process.argv[2]);
  if (kind) console.log(await microsecondsPerTurn(kind));
  else console.table(measureTelemetry(5));
}
