import { Registry } from 'prom-client';
import { type Config, type PartChoice, pick } from './config.js';
import { type Policy, thresholdsOn } from './core/policy.js';
import type { SignalName } from './core/signals/index.js';
import { createEvaluate, type Decided, type Evaluate } from './evaluate.js';
import { createHandoffStatus, type HandoffStatus } from './handoff-status.js';
import type { AgentHub } from './hubs/hub.js';
import * as hubs from './hubs/index.js';
import type { Log } from './log.js';
import * as nlus from './nlu/index.js';
import type { Nlu } from './nlu/nlu.js';
import { type Open, SettingsFault, type World } from './parts.js';
import { openPolicies, type Policies } from './policies.js';
import * as stores from './stores/index.js';
import type { Store } from './stores/store.js';

/** Parts handed in by a test instead of the configured ones. */
export interface Overrides {
  readonly nlu?: Nlu;
  readonly store?: Store;
  readonly hub?: AgentHub;
  readonly now?: () => number;
}

/** The running service, as the HTTP layer and the process see it. */
export interface Service {
  readonly evaluate: Evaluate;
  readonly handoffStatus: HandoffStatus;
  readonly store: Store;
  readonly canEmit: boolean;
  readonly policy: Policies['shown'];
  /** Why the service should get no traffic now, a sentence each; empty when it should. */
  readonly unready: () => Promise<readonly string[]>;
  /** What runs worse than it should while the service stays ready. */
  readonly degraded: () => readonly string[];
  readonly metrics: Registry;
  readonly close: () => Promise<void>;
}

/** Opens every part and wires the flow. Rejects with an `AggregateError` of everything that is wrong. */
export async function compose(config: Config, log: Log, overrides: Overrides = {}): Promise<Service> {
  const world: World = { log, metrics: new Registry(), now: overrides.now ?? Date.now };
  const [policies, nlu, store, hub] = await all<[Policies, Nlu, Store, AgentHub]>([
    openPolicies(config.policy, { log, now: world.now, onReload() {} }),
    overrides.nlu ?? open('NLU', nlus, config.nlu, world),
    overrides.store ?? open('STORE', stores, config.store, world),
    overrides.hub ?? open('HUB', hubs, config.hub, world),
  ]);
  policies.whenChanged((inForce) => tune(nlu, inForce));
  const onDecided = ({ turn, outcome }: Decided) =>
    log.info({ turnId: turn.id, decision: outcome.decision }, 'decided');
  const handoffStatus = createHandoffStatus({ policies, store, log, now: world.now });
  return {
    evaluate: createEvaluate({ policies, nlu, store, hub, log, now: world.now, onDecided }),
    handoffStatus,
    store,
    canEmit: hub.deliver !== undefined,
    policy: () => policies.shown(),
    unready: () => unready(store),
    degraded: () => nlu.health?.() ?? [],
    metrics: world.metrics,
    async close() {
      policies.close();
      handoffStatus.close();
      await Promise.all([nlu.close(), hub.close()]);
      await store.close();
    },
  };
}

async function open<Part>(
  variable: string,
  parts: Readonly<Record<string, Open<Part>>>,
  { kind, settings }: PartChoice,
  world: World,
): Promise<Part> {
  return pick(variable, parts, kind)(settings, world);
}

/** Waits for all, and rejects with every fault and not only the first, after closing what did open. */
async function all<Parts extends unknown[]>(opening: { [Part in keyof Parts]: Parts[Part] | Promise<Parts[Part]> }) {
  const settled = await Promise.allSettled(opening as unknown[]);
  const faults = settled.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
  if (faults.length === 0) return settled.map((one) => (one as PromiseFulfilledResult<unknown>).value) as Parts;
  for (const one of settled)
    if (one.status === 'fulfilled') await (one.value as { close?(): Promise<void> }).close?.().catch(() => {});
  throw new AggregateError(faults, 'the service cannot start');
}

/** A provider may spend effort near the thresholds of any policy in force. */
function tune(nlu: Nlu, policies: readonly Policy[]): void {
  const on = (signal: SignalName) => [...new Set(policies.flatMap((policy) => thresholdsOn(policy, signal)))];
  nlu.tune?.({ talkToHuman: on('talkToHuman'), negativeSentiment: on('negativeSentiment') });
}

/** Only the store decides: a provider in trouble is made up for by the embedded scores. */
async function unready(store: Store): Promise<readonly string[]> {
  try {
    await store.check();
    return [];
  } catch (err) {
    return [`The store cannot be used: ${err instanceof Error ? err.message : 'no reason given'}`];
  }
}

/** Every fault of a failed start, one line each. */
export function faultsOf(err: unknown): string[] {
  if (err instanceof AggregateError) return err.errors.flatMap(faultsOf);
  if (err instanceof SettingsFault || err instanceof Error) return err.message.split('\n');
  return [String(err)];
}
