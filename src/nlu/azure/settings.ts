import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { aNumber, flag, httpUrl, oneOf, wholeNumber } from '../../lib/setting-fields.js';
import { defineSettings, type FieldFault, type Values } from '../../lib/settings.js';
import { modelsSetting } from '../embedded/models-setting.js';

const endpoint = httpUrl('must be the URL of an Azure Language resource or container')
  .transform((url) => url.replace(/\/+$/, ''))
  .optional()
  .meta({ example: 'https://my-resource.cognitiveservices.azure.com' });

const intentNames = z
  .string()
  .transform((names) => new Set(names.split(',').map((name) => name.trim())))
  .refine((names) => !names.has(''), 'must be names of intents, separated by commas');

/** A file that holds a key; it is read again when it changes, so the start only sees that there is one. */
const keyFile = z.string().refine(holdsAKey, 'must be a readable file that holds the key').optional();

function holdsAKey(path: string): boolean {
  try {
    return readFileSync(path, 'utf8').trim() !== '';
  } catch {
    return false;
  }
}

const fields = {
  ...modelsSetting,
  limitMs: wholeNumber(10, 10_000, 'the longest a turn waits for Azure, in ms').default(500).meta({ example: 500 }),
  band: aNumber(0, 1, 'how near a threshold a score must be for the cascade to ask Azure')
    .default(0.15)
    .meta({ example: 0.15 }),
  credential: oneOf('key', 'managed-identity', 'workload-identity')
    .default('key')
    .meta({ example: 'managed-identity' }),
  clientId: z.string().optional().meta({ example: '00000000-0000-0000-0000-000000000000' }),
  allowHttp: flag.default(false).meta({ example: true }),
  redact: flag.default(false).meta({ example: true }),
  concurrency: wholeNumber(1, 1000, 'calls at a time to each of the two services').default(16).meta({ example: 16 }),
  queue: wholeNumber(0, 100_000, 'calls that may wait for their turn').default(128).meta({ example: 128 }),
  cacheSize: wholeNumber(1, 10_000_000, 'answers kept').default(10_000).meta({ example: 10_000 }),
  cacheMinutes: aNumber(0.01, 1440, 'how long an answer is kept').default(30).meta({ example: 30 }),
  batchSize: wholeNumber(1, 10, 'documents in one sentiment call').default(10).meta({ example: 10 }),
  batchMs: wholeNumber(0, 100, 'how long a sentiment call waits for company').default(2).meta({ example: 2 }),

  sentimentEndpoint: endpoint,
  sentimentKey: z.string().optional().meta({ example: '<key>' }),
  sentimentKeyFile: keyFile.meta({ example: '/run/secrets/sentiment-key' }),
  sentimentPerMinute: wholeNumber(1, 1_000_000, 'sentiment calls a minute').default(1000).meta({ example: 300 }),

  cluEndpoint: endpoint,
  cluKey: z.string().optional().meta({ example: '<key>' }),
  cluKeyFile: keyFile.meta({ example: '/run/secrets/clu-key' }),
  cluPerMinute: wholeNumber(1, 1_000_000, 'CLU calls a minute').default(1000).meta({ example: 300 }),
  cluProject: z.string().default('escalation-intents').meta({ example: 'escalation-intents' }),
  cluDeployment: z.string().default('production').meta({ example: 'production' }),
  cluApiVersion: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}(-preview)?$/, 'must be an API version of Azure Language')
    .default('2023-04-01')
    .meta({ example: '2023-04-01' }),
  cluIntents: intentNames.default(new Set(['TalkToHuman'])).meta({ example: 'TalkToHuman,Complaint' }),
  cluIntentAtLeast: aNumber(0, 1, 'the confidence score from which any other intent counts')
    .default(0.5)
    .meta({ example: 0.5 }),
};

export type AzureSettings = Values<typeof fields>;

type Known = Partial<AzureSettings>;
type IsSet = (field: keyof typeof fields) => boolean;

const services = ['sentiment', 'clu'] as const;
type Service = (typeof services)[number];

/** Settings of the Azure provider, from `NLU_…`; sentiment and CLU each are on when they have an endpoint. */
export const azureSettings = defineSettings('NLU', fields, {
  together(known, isSet) {
    if (!isSet('sentimentEndpoint') && !isSet('cluEndpoint'))
      return [{ field: 'sentimentEndpoint', fault: 'is needed, or NLU_CLU_ENDPOINT, or both' }];
    return services.flatMap((service) => [...endpointFaults(known, service), ...keyFaults(known, isSet, service)]);
  },
  idle: (known, isSet) => [
    ...services.flatMap((service) => idleOf(service, known, isSet)),
    ...(known.credential === 'key' ? [idleClientId] : []),
  ],
});

/** Keys and tokens go over TLS, or to a container the operator vouches for. */
function endpointFaults(known: Known, service: Service): FieldFault[] {
  const field = `${service}Endpoint` as const;
  const url = known[field];
  if (!url?.startsWith('http://')) return [];
  if (known.allowHttp === false && !isLoopback(url))
    return [{ field, fault: 'must be https; for a container on a network you trust, set NLU_ALLOW_HTTP=true' }];
  if (known.credential === undefined || known.credential === 'key') return [];
  return [{ field, fault: `must be https, as ${known.credential} sends a token` }];
}

/** A key is needed, once; containers need none. */
function keyFaults(known: Known, isSet: IsSet, service: Service): FieldFault[] {
  const field = `${service}Key` as const;
  const url = known[`${service}Endpoint`];
  if (url === undefined || known.credential !== 'key') return [];
  if (isSet(field) && isSet(`${service}KeyFile`))
    return [{ field, fault: `cannot be set together with NLU_${service.toUpperCase()}_KEY_FILE` }];
  if (isSet(field) || isSet(`${service}KeyFile`) || url.startsWith('http://')) return [];
  return [{ field, fault: 'is needed, or the key file, or NLU_CREDENTIAL=managed-identity' }];
}

/** What only a service reads that has no endpoint, or only a credential that is not in use. */
function idleOf(service: Service, known: Known, isSet: IsSet): FieldFault[] {
  const endpoint = `NLU_${service.toUpperCase()}_ENDPOINT`;
  if (!isSet(`${service}Endpoint`)) {
    const fault = `has no effect without ${endpoint}`;
    const own = Object.keys(fields).filter((field) => field.startsWith(service));
    const example = `${endpoint}=https://my-resource.cognitiveservices.azure.com`;
    return own.map((field) => ({ field, fault, example }));
  }
  if (known.credential === undefined || known.credential === 'key') return [];
  const fault = `has no effect with NLU_CREDENTIAL=${known.credential}`;
  return [`${service}Key`, `${service}KeyFile`].map((field) => ({ field, fault, example: 'NLU_CREDENTIAL=key' }));
}

const idleClientId: FieldFault = {
  field: 'clientId',
  fault: 'has no effect without NLU_CREDENTIAL=managed-identity or workload-identity',
  example: 'NLU_CREDENTIAL=managed-identity',
};

function isLoopback(url: string): boolean {
  const { hostname } = new URL(url);
  return hostname === 'localhost' || hostname === '[::1]' || hostname.startsWith('127.');
}
