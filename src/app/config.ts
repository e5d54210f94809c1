import { z } from 'zod';
import { type AccessSettings, issuerSettingsShape, keySettingsShape } from '../access/access.js';
import type { StatusState } from '../core/handoff-life.js';
import { noMatchKey } from '../core/no-match.js';
import { statusKey } from '../core/status-words.js';
import type { ReceiptChoice } from '../decision-log/decision-log.js';
import {
  type Fault,
  nameList,
  parseSettings,
  type Settings,
  SettingsError,
  settingsOf,
  variableName,
} from '../lib/settings.js';
import { installedPolicy } from '../policy/policy-file.js';
import type { PolicyChoice } from '../policy/policy-registry.js';
import type { TraceSettings } from '../telemetry/tracing.js';

/** Which part of a kind to open, and its own settings. */
export interface PartChoice {
  readonly kind: string;
  readonly settings: Settings;
}

export interface Config {
  /** Undefined: this machine only, unless credentials are configured. */
  readonly host?: string | undefined;
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

/** The environment as handed to a process. */
export type Environment = Readonly<Record<string, string | undefined>>;

const wholeNumber = (least: number, most: number) => z.coerce.number().int().min(least).max(most);
const partName = z.string().regex(/^[a-z][a-z-]*$/, 'must be the name of a part');

const settingsShape = z.object({
  host: z.string().min(1).optional().meta({ example: '0.0.0.0' }),
  port: wholeNumber(0, 65_535).default(8080).meta({ example: '8080' }),
  adminPort: wholeNumber(0, 65_535).optional().meta({ example: '9464' }),
  maxConnections: wholeNumber(1, 1_000_000).default(20_000).meta({ example: '20000' }),
  rateLimitPerMinute: wholeNumber(0, 1_000_000_000).default(0).meta({ example: '6000' }),
  maxInFlight: wholeNumber(1, 1_000_000).default(1_000).meta({ example: '1000' }),
  maxLoopDelayMs: wholeNumber(1, 60_000).default(200).meta({ example: '200' }),
  maxBodyBytesInFlight: wholeNumber(2_097_152, 1e12).optional().meta({ example: '33554432' }),
  maxMemoryBytes: wholeNumber(33_554_432, 1e12).optional().meta({ example: '402653184' }),
  maxUnauthenticatedPerAddress: wholeNumber(1, 1_000_000).optional().meta({ example: '2000' }),
  trustedProxies: nameList.default([]).meta({ example: '10.0.0.0/8' }),
  logLevel: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info').meta({ example: 'info' }),
  workers: wholeNumber(1, 256).default(1).meta({ example: '4' }),
  delivery: z.enum(['return', 'emit']).default('return').meta({ example: 'return' }),
  transcriptHosts: z
    .string()
    .transform((hosts) => hosts.split(',').map((host) => host.trim().toLowerCase()))
    .pipe(z.array(z.hostname()))
    .default([])
    .meta({ example: 'transcripts.example.com' }),
  botAppId: z.string().min(1).optional().meta({ example: '00000000-0000-0000-0000-000000000000' }),
  botCloud: z.enum(['public', 'government']).default('public').meta({ example: 'public' }),
  botOpenIdUrl: z.url({ protocol: /^https?$/ }).optional(),
  statusThroughEvaluate: z.stringbool().default(false).meta({ example: 'true' }),
  statusWords: z
    .string()
    .transform((words) => words.split(',').map((word) => word.trim()))
    .pipe(
      z.array(z.string().regex(/^[^=]+=(accepted|completed|failed)$/, 'must be word=accepted, =completed or =failed')),
    )
    .transform((pairs) => new Map(pairs.map(statusWord)))
    .default(new Map())
    .meta({ example: 'picked up=accepted,wrapped=completed' }),
  noMatchIntents: z
    .string()
    .transform((names) => new Set(names.split(',').map(noMatchKey)))
    .default(new Set())
    .meta({ example: 'NotUnderstood,catch_all' }),
  idHashKey: z.string().min(16, 'must have at least 16 characters').optional().meta({ example: 'a-long-random-text' }),
  nlu: partName.optional().meta({ example: 'embedded' }),
  store: partName.default('lmdb').meta({ example: 'lmdb' }),
  hub: partName.default('return').meta({ example: 'return' }),
  hubSkills: nameList.optional().meta({ example: 'general,billing' }),
  /** Where activities wait to be delivered: what the store is, unless it says otherwise. */
  outbox: partName.optional().meta({ example: 'lmdb' }),
});

const policyShape = z.object({
  file: z.string().default(installedPolicy),
  shadowFile: z.string().optional(),
  nextFile: z.string().optional(),
  nextPercent: z.coerce.number().min(0).max(100).default(0).meta({ example: '10' }),
});

const receiptsShape = z.object({
  file: z.string().optional(),
  maxBytes: wholeNumber(10_000, 10_000_000_000).default(100_000_000).meta({ example: '100000000' }),
  keepFiles: wholeNumber(1, 10_000).default(10).meta({ example: '10' }),
});

/** The names every OpenTelemetry SDK reads; what else there is of them, ours reads itself. */
const collectorUrl = z
  .url({ protocol: /^https?$/ })
  .optional()
  .meta({ example: 'http://localhost:4318' });
const tracesShape = z.object({
  exporterOtlpEndpoint: collectorUrl,
  exporterOtlpTracesEndpoint: collectorUrl,
  serviceName: z.string().min(1).default('escalation').meta({ example: 'escalation' }),
});

function statusWord(pair: string): [string, StatusState] {
  const [word = '', state] = pair.split('=');
  return [statusKey(word), state as StatusState];
}

/**
 * Reads the environment into a plain frozen config.
 *
 * @throws SettingsError that lists everything wrong with it
 */
export function readConfig(environment: Environment): Config {
  const named = (field: string) => [field, environment[variableName('', field)] || undefined] as const;
  const own = Object.fromEntries(Object.keys(settingsShape.shape).map(named));
  const [{ nlu, store, hub, outbox, ...rest }, policy, receipts, traces, keys, issuer] = all(
    () => parseSettings(settingsShape, own, ''),
    () => parseSettings(policyShape, settingsOf('POLICY', environment), 'POLICY'),
    () => parseSettings(receiptsShape, settingsOf('RECEIPTS', environment), 'RECEIPTS'),
    () => parseSettings(tracesShape, settingsOf('OTEL', environment), 'OTEL'),
    () => parseSettings(keySettingsShape, settingsOf('API', environment), 'API'),
    () => parseSettings(issuerSettingsShape, settingsOf('OIDC', environment), 'OIDC'),
  );
  const nluSettings = settingsOf('NLU', environment);
  const azure = nluSettings.sentimentEndpoint !== undefined || nluSettings.cluEndpoint !== undefined;
  return Object.freeze({
    ...rest,
    policy,
    access: { keys, issuer },
    receipts,
    nlu: { kind: nlu ?? (azure ? 'cascade' : 'embedded'), settings: nluSettings },
    store: { kind: store, settings: settingsOf('STORE', environment) },
    hub: { kind: hub, settings: settingsOf('HUB', environment) },
    traces: toTraces(traces),
    outbox: outboxOf(outbox ?? store, store, environment),
    deliverySettings: settingsOf('DELIVERY', environment),
    redaction: settingsOf('REDACTION', environment),
  });
}

/** An outbox of the store's kind shares the store's settings, in a place of its own. */
function outboxOf(kind: string, store: string, environment: Environment): PartChoice {
  const own = settingsOf('OUTBOX', environment);
  if (kind !== store) return { kind, settings: own };
  const { path = './data', ...shared } = settingsOf('STORE', environment);
  return { kind, settings: { ...shared, path: `${path}/outbox`, ...own } };
}

/** The endpoint of all signals has a path for each beneath it; that of traces alone is the whole URL. */
function toTraces(settings: z.infer<typeof tracesShape>): TraceSettings | undefined {
  const { exporterOtlpEndpoint, exporterOtlpTracesEndpoint, serviceName } = settings;
  const beneath = exporterOtlpEndpoint && `${exporterOtlpEndpoint.replace(/\/$/, '')}/v1/traces`;
  const url = exporterOtlpTracesEndpoint ?? beneath;
  return url === undefined ? undefined : { url, serviceName };
}

/** Parses everything and lists the faults of everything. */
function all<Parsed extends unknown[]>(...parsers: { [Part in keyof Parsed]: () => Parsed[Part] }): Parsed {
  const faults: Fault[] = [];
  const tried = parsers.map((parse) => {
    try {
      return parse();
    } catch (err) {
      if (!(err instanceof SettingsError)) throw err;
      faults.push(...err.faults);
      return undefined;
    }
  });
  if (faults.length > 0) throw new SettingsError(faults);
  return tried as Parsed;
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
    { name: variable, fault: `there is no such part; allowed: ${names.join(', ')}`, example: names[0] },
  ]);
}
