import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { Registry } from 'prom-client';
import type { VerifyChannelToken } from '../access/channel-token.js';
import { type Gate, openGate } from '../access/gate.js';
import { openKeys } from '../access/key-file.js';
import { type Policy, thresholdsOn } from '../core/policy.js';
import { createDigestOfSaid } from '../core/said.js';
import type { SignalName } from '../core/signals/index.js';
import { type StatusEvent, toStatusEvent } from '../core/status-event.js';
import type { Activity } from '../core/turn.js';
import { openDecisionLog } from '../decision-log/decision-log.js';
import { toReceipt } from '../decision-log/decision-record.js';
import { createEvaluate, type Evaluate } from '../evaluation/evaluate.js';
import type { EvaluatedTurn } from '../evaluation/outcome.js';
import { createDeliver, type Deliver, type DeliverDependencies, readDeliverySettings } from '../handoff/deliver.js';
import { createHandoffStatus, type HandoffStatus } from '../handoff/handoff-status.js';
import type { AgentHub } from '../hubs/hub.js';
import { type Clock, createClock } from '../lib/clock.js';
import { createRedactId } from '../lib/id-hash.js';
import type { Log, LogDestination } from '../lib/log.js';
import { type Open, type Runtime, SettingsError } from '../lib/settings.js';
import { currentTurnContext } from '../lib/turn-context.js';
import type { Nlu } from '../nlu/nlu.js';
import { openPolicyRegistry, type PolicyRegistry } from '../policy/policy-registry.js';
import { openRedactForCloud, openRedaction, readRedactionSettings } from '../redaction/open-redaction.js';
import { createRememberingStore, type RememberingStore } from '../stores/remembering.js';
import type { Store } from '../stores/store.js';
import { openTelemetry, type Telemetry } from '../telemetry/telemetry.js';
import { speaksForAll } from './cluster.js';
import { type Config, emitsNothing, type PartChoice, pick } from './config.js';
import { openAll } from './open-all.js';
import { hubThatReturns } from './own-settings.js';
import { parts } from './parts.js';
import { createReadiness, type Readiness } from './readiness.js';

/** What is handed in beside the configuration: where log lines go, by the process; parts and a clock, by a test. */
export interface HandedIn {
  /** Takes the receipts, many at once; without it each is logged. */
  readonly destination?: LogDestination;
  readonly nlu?: Nlu;
  readonly store?: Store;
  readonly hub?: AgentHub;
  readonly now?: () => number;
  /** Where the clock of all processes of this machine began; without it this one's begins now. */
  readonly clockOrigin?: number | undefined;
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
  readonly readStatus: (activity: Activity) => StatusEvent;
  readonly turnReading: { readonly idKey: string | undefined; readonly noMatchIntents: ReadonlySet<string> };
  readonly policy: PolicyRegistry['toResponse'];
  /** What measures the turns, as an operator reads it. */
  readonly models: readonly string[];
  readonly gate: Gate;
  readonly readiness: () => Promise<Readiness>;
  readonly metrics: Registry;
  /** Told of every request that was refused or failed: its status, and what the log says beside it. */
  readonly onProblem: (status: number, facts?: Readonly<Record<string, string>>) => void;
  readonly close: () => Promise<void>;
}

/**
 * Opens every part and wires the flow.
 *
 * @throws AggregateError of everything that is wrong
 */
export async function compose(config: Config, log: Log, handedIn: HandedIn = {}): Promise<Composition> {
  const clock = createClock(handedIn.clockOrigin);
  const runtime: Runtime = { log, metrics: new Registry(), now: handedIn.now ?? clock.now };
  const { now, metrics } = runtime;
  const shownNow = handedIn.now ?? Date.now;
  const telemetry = await openTelemetry(config.traces, config.idHashKey, runtime);
  const { policies, gate, redactionSettings, outbox, ...opened } = await openParts(config, runtime, telemetry, {
    ...handedIn,
    now: shownNow,
  });
  const nlu = telemetry.nlu(opened.nlu, config.nlu.kind);
  const store = await remembering(telemetry.store(opened.store), { clock, now, log });
  const hub = telemetry.hub(opened.hub);
  telemetry.policies(policies);
  telemetry.load.inFlight(() => gate.bulkhead.inFlight);
  if (outbox) telemetry.load.waiting(outbox.waiting);
  policies.onChange((inForce) => tune(nlu, inForce));
  const deliver = openDeliver(config, outbox && { hub, store, policies, outbox }, runtime);
  const redaction = await openRedaction(redactionSettings, deliver !== undefined);
  const decisionLog = await openDecisionLog(config.receipts, log, handedIn.destination, telemetry.load.receiptDropped);
  const redactId = createRedactId(config.idHashKey);
  const { idHashKey: idKey, delivery: defaultDelivery } = config;
  const onEvaluated = (evaluated: EvaluatedTurn) => {
    telemetry.onEvaluated(evaluated);
    decisionLog.write(toReceipt(evaluated, redactId, currentTurnContext()?.traceId));
  };
  const digestOfSaid = createDigestOfSaid(idKey ?? randomUUID());
  const around = { log, now, shownNow, redactId, idKey, digestOfSaid, onEvaluated };
  const flow = { policies, nlu, store, hub, deliver, redaction, defaultDelivery, ...around };
  const handoffStatus = createHandoffStatus({ policies, store, log, now, onMoved: telemetry.onMoved });
  return {
    evaluate: telemetry.turns(createEvaluate(flow)),
    handoffStatus,
    store,
    canEmit: deliver !== undefined,
    verifyChannelToken: await openChannelToken(config),
    statusThroughEvaluate: config.statusThroughEvaluate,
    ...readingOf(config, telemetry),
    policy: () => policies.toResponse(),
    models: opened.nlu.models ?? [config.nlu.kind],
    gate,
    readiness: createReadiness(store, nlu),
    metrics,
    onProblem: telemetry.onProblem,
    async close() {
      clock.close();
      policies.close();
      handoffStatus.close();
      await deliver?.close();
      await Promise.all([nlu.close(), hub.close(), gate.close()]);
      await Promise.all([store.close(), decisionLog.close(), telemetry.close()]);
    },
  };
}

/** How turns and status events are read. A status by a word that is not known changes nothing, so it is counted. */
function readingOf({ idHashKey: idKey, noMatchIntents, statusWords }: Config, { onUnknownStatus }: Telemetry) {
  return {
    turnReading: { idKey, noMatchIntents },
    readStatus(activity: Activity): StatusEvent {
      const event = toStatusEvent(activity, statusWords);
      if (event.isUnknown) onUnknownStatus();
      return event;
    },
  };
}

/** What others compare with their own time (tokens, signatures) goes by `now`, which this machine's clock shows. */
function openParts(
  config: Config,
  runtime: Runtime,
  telemetry: Telemetry,
  { nlu, store, hub, now }: HandedIn & Pick<Runtime, 'now'>,
) {
  const shown: Runtime = { ...runtime, now };
  const { log } = runtime;
  const redis = config.store.kind === 'redis' ? config.store.settings : undefined;
  const delivers = hub ? hub.deliver !== undefined : config.hub.kind !== hubThatReturns;
  return openAll({
    policies: openPolicyRegistry(config.policy, {
      log,
      now,
      onReload: telemetry.onReload,
      surroundings: { hubSkills: config.hubSkills && new Set(config.hubSkills) },
      tellsBreaches: speaksForAll(),
    }),
    nlu: nlu ?? openNlu(config, runtime),
    store: store ?? open('STORE', parts.STORE, config.store, runtime),
    hub: hub ?? open('HUB', parts.HUB, config.hub, shown),
    outbox: delivers ? open('OUTBOX', parts.OUTBOX, config.outbox, runtime) : undefined,
    redactionSettings: readRedactionSettings(config.redaction),
    gate: openGate({ ...config, redis }, shown),
  });
}

/** The store with what this process remembers; from here on its time is the store's, where that has one. */
async function remembering(
  store: Store,
  { clock, now, log }: { readonly clock: Clock; readonly now: () => number; readonly log: Log },
): Promise<RememberingStore> {
  if (store.time) await clock.follow(store.time);
  return createRememberingStore(store, now, log);
}

/**
 * Opens the configured NLU provider.
 *
 * @throws SettingsError
 */
export function openNlu({ nlu, redaction }: Pick<Config, 'nlu' | 'redaction'>, runtime: Runtime): Promise<Nlu> {
  const redactForCloud = async () => openRedactForCloud(await readRedactionSettings(redaction));
  return open('NLU', parts.NLU, nlu, { ...runtime, openRedactForCloud: redactForCloud });
}

/**
 * Reads the files that settings name, and nothing else, for a start that fails anyway: what is wrong with them is told
 * beside what is wrong with the settings.
 */
export async function faultsInFiles({ policy, access, nlu, redaction }: Config, runtime: Runtime): Promise<unknown[]> {
  const { log, now } = runtime;
  const reading = openAll({
    policies: openPolicyRegistry(policy, { log, now, onReload() {} }),
    keys: openKeys([], access.keys.keysFile, log),
    redaction: readRedactionSettings(redaction),
    models: openModels(nlu.settings.models, runtime),
  });
  try {
    const { policies, keys } = await reading;
    for (const one of [policies, keys]) one.close();
    return [];
  } catch (err) {
    return [err];
  }
}

/** A folder that is not there is told as a setting. */
async function openModels(folder: string | undefined, runtime: Runtime): Promise<Nlu | undefined> {
  return folder === undefined || existsSync(folder) ? parts.NLU.embedded({ models: folder }, runtime) : undefined;
}

async function open<Part>(
  variable: string,
  named: Readonly<Record<string, Open<Part>>>,
  { kind, settings }: PartChoice,
  runtime: Runtime,
): Promise<Part> {
  return pick(variable, named, kind)(settings, runtime);
}

/** What a hub that delivers needs beside it; undefined for one that does not. */
function openDeliver(
  { delivery, deliverySettings, outbox: { settings } }: Config,
  opened: Pick<DeliverDependencies, 'hub' | 'outbox' | 'store' | 'policies'> | undefined,
  { log, now }: Runtime,
): Deliver | undefined {
  if (opened?.hub.deliver)
    return createDeliver({ ...opened, log, now, settings: readDeliverySettings(deliverySettings, settings) });
  if (delivery === 'return') return undefined;
  throw new SettingsError([{ name: 'DELIVERY', ...emitsNothing }]);
}

async function openChannelToken({ botAppId: appId, botCloud: cloud, botOpenIdUrl: openIdUrl }: Config) {
  if (appId === undefined) return undefined;
  const { createVerifyChannelToken } = await import('../access/channel-token.js');
  return createVerifyChannelToken({ appId, cloud, openIdUrl });
}

/** A provider may spend effort near the thresholds of any policy in force. */
function tune(nlu: Nlu, policies: readonly Policy[]): void {
  const on = (signal: SignalName) => [...new Set(policies.flatMap((policy) => thresholdsOn(policy, signal)))];
  nlu.tune?.({ talkToHuman: on('talkToHuman'), negativeSentiment: on('negativeSentiment') });
}

/** Every fault of a failed start, one line each, and each once. */
export function faultsOf(err: unknown): string[] {
  if (err instanceof AggregateError) return [...new Set(err.errors.flatMap(faultsOf))];
  if (err instanceof SettingsError || err instanceof Error) return err.message.split('\n');
  return [String(err)];
}
