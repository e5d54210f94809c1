import { z } from 'zod';
import { issuerSettings, keySettings } from '../access/access.js';
import type { StatusState } from '../core/handoff-life.js';
import { noMatchKey } from '../core/no-match.js';
import { statusKey } from '../core/status-words.js';
import { deliverySettings, outboxKeySetting } from '../handoff/deliver.js';
import { aNumber, flag, httpUrl, oneOf, wholeNumber } from '../lib/setting-fields.js';
import { defineSettings, nameList, type SettingsDefinition } from '../lib/settings.js';
import { installedPolicy } from '../policy/policy-file.js';
import { redactionSettings } from '../redaction/open-redaction.js';

/** The hub that sends nothing: the bot does. */
export const hubThatReturns = 'return';

/** Settings of the process itself, and which parts it opens. */
export const processSettings = defineSettings(
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

export const policySettings = defineSettings(
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

export const receiptsSettings = defineSettings(
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
export const tracesSettings = defineSettings('OTEL', {
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
