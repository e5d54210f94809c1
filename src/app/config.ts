import { z } from 'zod';
import { type AccessSettings, issuerSettings, keySettings } from '../access/access.js';
import type { StatusState } from '../core/handoff-life.js';
import { noMatchKey } from '../core/no-match.js';
import { statusKey } from '../core/status-words.js';
import type { ReceiptChoice } from '../decision-log/decision-log.js';
import { deliverySettings, outboxKeySetting } from '../handoff/deliver.js';
import { aNumber, flag, httpUrl, oneOf, wholeNumber } from '../lib/setting-fields.js';
import {
  defineSettings,
  type Fault,
  nameList,
  readSettings,
  type Settings,
  type SettingsDefinition,
  SettingsError,
  settingsOf,
  type Values,
  variableName,
} from '../lib/settings.js';
import { installedPolicy } from '../policy/policy-file.js';
import type { PolicyChoice } from '../policy/policy-registry.js';
import { redactionSettings } from '../redaction/open-redaction.js';
import type { TraceSettings } from '../telemetry/tracing.js';

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

/** The hub that sends nothing: the bot does. */
export const hubThatReturns = 'return';

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

/** Settings of the process itself, and which parts it opens. */
const processSettings = defineSettings(
  '',
  {
    host: z.string().optional().meta({ example: '0.0.0.0' }),
    allowUnprotected: flag.default(false).meta({ example: 'true' }),
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
    logLevel: oneOf('fatal', 'error', 'warn', 'info', 'debug', 'silent').default('info').meta({ example: 'info' }),
    workers: wholeNumber(1, 256).default(1).meta({ example: '4' }),
    delivery: oneOf('return', 'emit').default('return').meta({ example: 'return' }),
    transcriptHosts: z
      .string()
      .transform((hosts) => hosts.split(',').map((host) => host.trim().toLowerCase()))
      .pipe(z.array(z.hostname()))
      .default([])
      .meta({ example: 'transcripts.example.com' }),
    botAppId: z.string().optional().meta({ example: '00000000-0000-0000-0000-000000000000' }),
    botCloud: oneOf('public', 'government').default('public').meta({ example: 'public' }),
    botOpenIdUrl: httpUrl("must be the address of the channel's OpenID configuration")
      .optional()
      .meta({ example: 'https://login.botframework.com/v1/.well-known/openidconfiguration' }),
    statusThroughEvaluate: flag.default(false).meta({ example: 'true' }),
    statusWords: z
      .string()
      .transform((words) => words.split(',').map((word) => word.trim()))
      .pipe(
        z.array(
          z.string().regex(/^[^=]+=(accepted|completed|failed)$/, 'must be word=accepted, =completed or =failed'),
        ),
      )
      .transform((pairs) => new Map(pairs.map(statusWord)))
      .default(new Map())
      .meta({ example: 'picked up=accepted,wrapped=completed' }),
    noMatchIntents: z
      .string()
      .transform((names) => new Set(names.split(',').map(noMatchKey)))
      .default(new Set())
      .meta({ example: 'NotUnderstood,catch_all' }),
    idHashKey: z.string().min(16).optional().meta({ example: 'a-long-random-text' }),
    nlu: z.string().optional().meta({ example: 'embedded' }),
    store: z.string().default('lmdb').meta({ example: 'lmdb' }),
    hub: z.string().default(hubThatReturns).meta({ example: 'webhook' }),
    hubSkills: nameList.optional().meta({ example: 'general,billing' }),
    /** Where activities wait to be delivered: what the store is, unless it says otherwise. */
    outbox: z.string().optional().meta({ example: 'lmdb' }),
  },
  {
    idle({ botAppId }) {
      const example = 'BOT_APP_ID=00000000-0000-0000-0000-000000000000';
      const fault = 'has no effect without BOT_APP_ID';
      return botAppId === undefined ? ['botCloud', 'botOpenIdUrl'].map((field) => ({ field, fault, example })) : [];
    },
  },
);

const policySettings = defineSettings(
  'POLICY',
  {
    file: z.string().default(installedPolicy).meta({ example: 'policies/default.yaml' }),
    shadowFile: z.string().optional().meta({ example: 'policies/next.yaml' }),
    nextFile: z.string().optional().meta({ example: 'policies/next.yaml' }),
    nextPercent: aNumber(0, 100).default(0).meta({ example: '10' }),
  },
  {
    idle({ nextPercent }, isSet) {
      if (isSet('nextFile') && !isSet('nextPercent')) {
        const fault = 'decides for no conversation: POLICY_NEXT_PERCENT says for how many of a hundred it does';
        return [{ field: 'nextFile', fault, example: 'POLICY_NEXT_PERCENT=10' }];
      }
      if (isSet('nextFile') || !nextPercent) return [];
      const fault = 'has no effect without POLICY_NEXT_FILE';
      return [{ field: 'nextPercent', fault, example: 'POLICY_NEXT_FILE=policies/next.yaml' }];
    },
  },
);

const receiptsSettings = defineSettings(
  'RECEIPTS',
  {
    file: z.string().optional().meta({ example: './receipts/receipts.jsonl' }),
    maxBytes: wholeNumber(10_000, 10_000_000_000).default(100_000_000).meta({ example: '100000000' }),
    keepFiles: wholeNumber(1, 10_000).default(10).meta({ example: '10' }),
  },
  {
    idle({ file }) {
      const fault = 'has no effect without RECEIPTS_FILE: receipts are then lines of the log';
      const example = 'RECEIPTS_FILE=./receipts/receipts.jsonl';
      return file === undefined ? ['maxBytes', 'keepFiles'].map((field) => ({ field, fault, example })) : [];
    },
  },
);

const collectorUrl = httpUrl('must be the address of a collector')
  .optional()
  .meta({ example: 'http://localhost:4318' });

/** The names every OpenTelemetry SDK reads; what else there is of them, ours reads itself. */
const tracesSettings = defineSettings('OTEL', {
  exporterOtlpEndpoint: collectorUrl,
  exporterOtlpTracesEndpoint: collectorUrl,
  serviceName: z.string().default('escalation').meta({ example: 'escalation' }),
});

function statusWord(pair: string): [string, StatusState] {
  const [word = '', state] = pair.split('=');
  return [statusKey(word), state as StatusState];
}

/** Everything that is read whichever parts are picked. */
export const ownSettings: readonly SettingsDefinition[] = [
  processSettings,
  policySettings,
  receiptsSettings,
  tracesSettings,
  keySettings,
  issuerSettings,
  redactionSettings,
  deliverySettings,
  outboxKeySetting,
].map((definition) => definition as unknown as SettingsDefinition);

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
