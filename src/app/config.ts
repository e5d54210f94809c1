import type { z } from 'zod';
import { type AccessSettings, issuerSettings, keySettings } from '../access/access.js';
import type { StatusState } from '../core/handoff-life.js';
import type { ReceiptChoice } from '../decision-log/decision-log.js';
import {
  type Fault,
  readSettings,
  type Settings,
  type SettingsDefinition,
  SettingsError,
  settingsOf,
  type Values,
  variableName,
} from '../lib/settings.js';
import type { PolicyChoice } from '../policy/policy-registry.js';
import type { TraceSettings } from '../telemetry/tracing.js';
import { hubThatReturns, policySettings, processSettings, receiptsSettings, tracesSettings } from './own-settings.js';

/** Which part of a kind to open, and its own settings. */
export interface PartChoice {
  readonly kind: string;
  readonly settings: Settings;
}

export interface Config {
  /** Undefined: this machine only, unless credentials are configured. */
  readonly host?: string | undefined;
  /** Whether `host` may open the service to other machines without a credential. */
  readonly allowUnprotected: boolean;
  readonly port: number;
  /** Where health and metrics are; undefined: on the same port as all else. */
  readonly adminPort?: number | undefined;
  /** Connections at a time; more are closed at once. */
  readonly maxConnections: number;
  readonly access: AccessSettings;
  /** Requests a minute of one caller; 0: no limit. */
  readonly rateLimitPerMinute: number;
  /** Requests being answered at a time, and how late the event loop may come round, before some are turned away. */
  readonly maxInFlight: number;
  readonly maxLoopDelayMs: number;
  /** Bytes of bodies, and memory in use, before some are turned away; undefined: by the memory there is. */
  readonly maxBodyBytesInFlight?: number | undefined;
  readonly maxMemoryBytes?: number | undefined;
  /** Connections of one address that have shown no good credential; undefined: a tenth of all. */
  readonly maxUnauthenticatedPerAddress?: number | undefined;
  /** Proxies whose word counts for whom a request comes from. */
  readonly trustedProxies: readonly string[];
  readonly policy: PolicyChoice;
  readonly logLevel: string;
  /** How many processes serve the port. */
  readonly workers: number;
  /** What becomes of a handoff activity unless a request says otherwise. */
  readonly delivery: 'return' | 'emit';
  /** Hosts whose `https` URLs a request may name as its transcript. */
  readonly transcriptHosts: readonly string[];
  readonly receipts: ReceiptChoice;
  /** With it, `/handoff-status` also takes the token by which channels call this bot. */
  readonly botAppId?: string | undefined;
  readonly botCloud: 'public' | 'government';
  /** Where the channel's keys are announced, if not where its cloud announces them. */
  readonly botOpenIdUrl?: string | undefined;
  /** Whether a `handoff.status` posted to `/evaluate` by who may post status counts. */
  readonly statusThroughEvaluate: boolean;
  /** Words of the hub for the three states of a handoff, beside those we know, as `statusKey` has them. */
  readonly statusWords: ReadonlyMap<string, StatusState>;
  /** Names of the bot's own NLU for "no intent fits", beside those we know, as `noMatchKey` has them. */
  readonly noMatchIntents: ReadonlySet<string>;
  /** With it, ids of conversations and turns are shown as keyed hashes. */
  readonly idHashKey?: string | undefined;
  readonly nlu: PartChoice;
  readonly store: PartChoice;
  readonly hub: PartChoice;
  /** The skills the agent hub has queues for; undefined: nobody has said. */
  readonly hubSkills?: readonly string[] | undefined;
  readonly outbox: PartChoice;
  readonly deliverySettings: Settings;
  readonly redaction: Settings;
  /** Where traces go; undefined: none are made. */
  readonly traces: TraceSettings | undefined;
}

/** What is wrong with a service that is to emit handoffs and has no hub that takes them. */
export const emitsNothing = {
  fault: 'is emit, and the hub does not deliver: set HUB to one that does',
  example: 'HUB=webhook',
};

/** What is wrong with what is set for deliveries where the bot delivers. */
export const idleWithReturn = {
  fault: `has no effect with HUB=${hubThatReturns}: the bot sends the handoff`,
  example: 'HUB=webhook',
};

/** The environment as handed to a process. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** A config with what is wrong with the environment it was read from; to be used only where nothing is. */
export interface ConfigRead {
  readonly config: Config;
  readonly faults: readonly Fault[];
  /** What is without effect. */
  readonly warnings: readonly Fault[];
}

/**
 * Reads the environment into a plain frozen config; of the parts, only which they are.
 *
 * @throws SettingsError that lists everything wrong with it
 */
export function readConfig(environment: Environment): Config {
  const { config, faults } = tryConfig(environment);
  if (faults.length > 0) throw new SettingsError(faults);
  return config;
}

/** The same, with the faults beside what could be read. */
export function tryConfig(environment: Environment): ConfigRead {
  const faults: Fault[] = [];
  const warnings: Fault[] = [];
  const read = <Of extends z.core.$ZodLooseShape>(definition: SettingsDefinition<Of>): Values<Of> => {
    const { prefix, fields } = definition;
    const settings = prefix === '' ? namesake(fields, environment) : settingsOf(prefix, environment);
    const found = readSettings(definition, settings);
    faults.push(...found.faults);
    warnings.push(...found.warnings);
    return found.known as Values<Of>;
  };
  const { nlu, store = 'lmdb', hub, outbox, ...rest } = read(processSettings);
  const nluSettings = settingsOf('NLU', environment);
  const azure = nluSettings.sentimentEndpoint !== undefined || nluSettings.cluEndpoint !== undefined;
  const config = Object.freeze({
    ...rest,
    policy: read(policySettings),
    receipts: read(receiptsSettings),
    traces: toTraces(read(tracesSettings)),
    access: { keys: read(keySettings), issuer: read(issuerSettings) },
    nlu: { kind: nlu ?? (azure ? 'cascade' : 'embedded'), settings: nluSettings },
    store: { kind: store, settings: settingsOf('STORE', environment) },
    hub: { kind: hub, settings: settingsOf('HUB', environment) },
    outbox: outboxOf(outbox ?? store, store, environment),
    deliverySettings: settingsOf('DELIVERY', environment),
    redaction: settingsOf('REDACTION', environment),
  });
  return { config, faults, warnings };
}

/** The variables that are called as the fields are; an empty one counts as absent. */
function namesake(fields: object, environment: Environment): Settings {
  const named = (field: string) => {
    const value = environment[variableName('', field)];
    return [field, value?.trim() === '' ? undefined : value] as const;
  };
  return Object.fromEntries(Object.keys(fields).map(named));
}

/** An outbox of the store's kind shares the store's settings, in a place of its own. */
function outboxOf(kind: string, store: string, environment: Environment): PartChoice {
  const own = settingsOf('OUTBOX', environment);
  if (kind !== store) return { kind, settings: own };
  const { path = './data', ...shared } = settingsOf('STORE', environment);
  return { kind, settings: { ...shared, path: `${path}/outbox`, ...own } };
}

/** The endpoint of all signals has a path for each beneath it; that of traces alone is the whole URL. */
function toTraces(settings: Values<typeof tracesSettings.fields>): TraceSettings | undefined {
  const { exporterOtlpEndpoint, exporterOtlpTracesEndpoint, serviceName } = settings;
  const beneath = exporterOtlpEndpoint && `${exporterOtlpEndpoint.replace(/\/$/, '')}/v1/traces`;
  const url = exporterOtlpTracesEndpoint ?? beneath;
  return url === undefined ? undefined : { url, serviceName };
}

/**
 * Picks a part by name.
 *
 * @throws SettingsError that lists the names there are
 */
export function pick<Part>(variable: string, parts: Readonly<Record<string, Part>>, kind: string): Part {
  const part = Object.hasOwn(parts, kind) ? parts[kind] : undefined;
  if (part !== undefined) return part;
  const names = Object.keys(parts);
  throw new SettingsError([
    {
      name: variable,
      fault: `there is no such part; allowed: ${names.join(', ')}`,
      example: `${variable}=${names[0]}`,
    },
  ]);
}
