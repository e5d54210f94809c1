import { Registry } from 'prom-client';
import type { VerifyChannelToken } from '../access/channel-token.js';
import { type Gate, openGate } from '../access/gate.js';
import { type Policy, thresholdsOn } from '../core/policy.js';
import type { SignalName } from '../core/signals/index.js';
import { openReceipts } from '../decision-log/decision-log.js';
import { toReceipt } from '../decision-log/decision-record.js';
import { createEvaluate, type Evaluate } from '../evaluation/evaluate.js';
import type { EvaluatedTurn } from '../evaluation/outcome.js';
import { createDeliver, type Deliver, readDeliverySettings } from '../handoff/deliver.js';
import { createHandoffStatus, type HandoffStatus } from '../handoff/handoff-status.js';
import type { AgentHub } from '../hubs/hub.js';
import * as hubs from '../hubs/index.js';
import { createRedactId } from '../lib/id-hash.js';
import type { Log } from '../lib/log.js';
import { type Open, type Runtime, SettingsError } from '../lib/settings.js';
import { currentTurnContext } from '../lib/turn-context.js';
import * as nlus from '../nlu/index.js';
import type { Nlu } from '../nlu/nlu.js';
import * as outboxes from '../outboxes/index.js';
import { openPolicyRegistry, type PolicyRegistry } from '../policy/policy-registry.js';
import { openRedaction, readRedactionSettings } from '../redaction/open-redaction.js';
import type { RedactionSettings } from '../redaction/redaction.js';
import * as stores from '../stores/index.js';
import type { Store } from '../stores/store.js';
import { openTelemetry } from '../telemetry/telemetry.js';
import { type Config, type PartChoice, pick } from './config.js';

/** Parts handed in by a test instead of the configured ones. */
export interface Overrides {
  readonly nlu?: Nlu;
  readonly store?: Store;
  readonly hub?: AgentHub;
  readonly now?: () => number;
}

/** Whether the service should get traffic, in sentences for operators. */
export interface Readiness {
  /** Why it should get none now; empty when it should. */
  readonly unready: readonly string[];
  /** What runs worse than it should while turns are answered. */
  readonly degraded: readonly string[];
}

/** The running service, as the HTTP layer and the process see it. */
export interface Composition {
  readonly evaluate: Evaluate;
  readonly handoffStatus: HandoffStatus;
  readonly store: Store;
  readonly canEmit: boolean;
  /** Undefined where no bot's channel may post status. */
  readonly verifyChannelToken: VerifyChannelToken | undefined;
  readonly statusThroughEvaluate: boolean;
  readonly policy: PolicyRegistry['toResponse'];
  readonly gate: Gate;
  readonly readiness: () => Promise<Readiness>;
  readonly metrics: Registry;
  /** Told of every request that was refused or failed, by its status. */
  readonly onProblem: (status: number) => void;
  readonly close: () => Promise<void>;
}

/**
 * Opens every part and wires the flow.
 *
 * @throws AggregateError of everything that is wrong
 */
export async function compose(config: Config, log: Log, overrides: Overrides = {}): Promise<Composition> {
  const runtime: Runtime = { log, metrics: new Registry(), now: overrides.now ?? Date.now };
  const telemetry = await openTelemetry(config.traces, config.idHashKey, runtime);
  const redis = config.store.kind === 'redis' ? config.store.settings : undefined;
  const [policies, provider, keeper, agents, redacting, gate] = await all<
    [PolicyRegistry, Nlu, Store, AgentHub, RedactionSettings, Gate]
  >([
    openPolicyRegistry(config.policy, { log, now: runtime.now, onReload: telemetry.onReload }),
    overrides.nlu ?? openNlu(config.nlu, runtime),
    overrides.store ?? open('STORE', stores, config.store, runtime),
    overrides.hub ?? open('HUB', hubs, config.hub, runtime),
    readRedactionSettings(config.redaction),
    openGate({ ...config, redis }, runtime),
  ]);
  const nlu = telemetry.nlu(provider, config.nlu.kind);
  const store = telemetry.store(keeper);
  const hub = telemetry.hub(agents);
  telemetry.policies(policies);
  const deliver = await openDeliver(config, { hub, store, policies }, runtime);
  const redaction = await openRedaction(redacting, deliver !== undefined);
  policies.onChange((inForce) => tune(nlu, inForce));
  const receipts = await openReceipts(config.receipts, log);
  const redactId = createRedactId(config.idHashKey);
  const onEvaluated = (decided: EvaluatedTurn) => {
    telemetry.onEvaluated(decided);
    receipts.write(toReceipt(decided, redactId, currentTurnContext()?.traceId));
  };
  const handoffStatus = createHandoffStatus({ policies, store, log, now: runtime.now, onMoved: telemetry.onMoved });
  return {
    evaluate: telemetry.turns(
      createEvaluate({
        ...{ policies, nlu, store, hub, deliver, redaction, defaultDelivery: config.delivery },
        ...{ log, now: runtime.now, redactId, idKey: config.idHashKey, onEvaluated },
      }),
    ),
    handoffStatus,
    store,
    canEmit: deliver !== undefined,
    verifyChannelToken: await openChannelToken(config),
    statusThroughEvaluate: config.statusThroughEvaluate,
    policy: () => policies.toResponse(),
    gate,
    readiness: createReadiness(store, nlu),
    metrics: runtime.metrics,
    onProblem: telemetry.onProblem,
    async close() {
      policies.close();
      handoffStatus.close();
      await deliver?.close();
      await Promise.all([nlu.close(), hub.close(), gate.close()]);
      await Promise.all([store.close(), receipts.close(), telemetry.close()]);
    },
  };
}

/** What a hub that delivers needs beside it; undefined for one that does not. */
async function openDeliver(
  { delivery, deliverySettings, outbox }: Config,
  parts: { readonly hub: AgentHub; readonly store: Store; readonly policies: PolicyRegistry },
  runtime: Runtime,
): Promise<Deliver | undefined> {
  if (parts.hub.deliver) {
    const settings = readDeliverySettings(deliverySettings, outbox.settings);
    const opened = await open('OUTBOX', outboxes, outbox, runtime);
    return createDeliver({ ...parts, outbox: opened, log: runtime.log, now: runtime.now, settings });
  }
  if (delivery === 'return') return undefined;
  const fault = 'is emit, and the hub does not deliver: set HUB to one that does';
  throw new SettingsError([{ name: 'DELIVERY', fault, example: 'return' }]);
}

/**
 * Opens the NLU provider of that name.
 *
 * @throws SettingsError
 */
export function openNlu(choice: PartChoice, runtime: Runtime): Promise<Nlu> {
  return open('NLU', nlus, choice, runtime);
}

async function open<Part>(
  variable: string,
  parts: Readonly<Record<string, Open<Part>>>,
  { kind, settings }: PartChoice,
  runtime: Runtime,
): Promise<Part> {
  return pick(variable, parts, kind)(settings, runtime);
}

async function openChannelToken({ botAppId: appId, botCloud: cloud, botOpenIdUrl: openIdUrl }: Config) {
  if (appId === undefined) return undefined;
  const { createVerifyChannelToken } = await import('../access/channel-token.js');
  return createVerifyChannelToken({ appId, cloud, openIdUrl });
}

interface Closable {
  close(): unknown;
}

/** Waits for all, and rejects with every fault and not only the first, after closing what did open. */
async function all<Parts extends unknown[]>(opening: { [Part in keyof Parts]: Parts[Part] | Promise<Parts[Part]> }) {
  const results = await Promise.allSettled(opening as unknown[]);
  const faults = results.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
  if (faults.length === 0) return results.map((one) => (one as PromiseFulfilledResult<unknown>).value) as Parts;
  const opened = results.flatMap((one) => (one.status === 'fulfilled' ? [one.value as Closable] : []));
  await Promise.allSettled(opened.map(async (part) => part.close()));
  throw new AggregateError(faults, 'the service cannot start');
}

/** A provider may spend effort near the thresholds of any policy in force. */
function tune(nlu: Nlu, policies: readonly Policy[]): void {
  const on = (signal: SignalName) => [...new Set(policies.flatMap((policy) => thresholdsOn(policy, signal)))];
  nlu.tune?.({ talkToHuman: on('talkToHuman'), negativeSentiment: on('negativeSentiment') });
}

/** Ready once the store could be used. One that fails later costs the past and not the turn: that is told, and no more. */
function createReadiness(store: Store, nlu: Nlu): () => Promise<Readiness> {
  let reached = false;
  return async () => {
    const degraded = nlu.health?.() ?? [];
    try {
      await store.check();
      reached = true;
      return { unready: [], degraded };
    } catch (err) {
      const reason = `The store cannot be used: ${err instanceof Error ? err.message : 'no reason given'}`;
      return reached ? { unready: [], degraded: [...degraded, reason] } : { unready: [reason], degraded };
    }
  };
}

/** Every fault of a failed start, one line each. */
export function faultsOf(err: unknown): string[] {
  if (err instanceof AggregateError) return err.errors.flatMap(faultsOf);
  if (err instanceof SettingsError || err instanceof Error) return err.message.split('\n');
  return [String(err)];
}
