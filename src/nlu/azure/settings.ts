import { z } from 'zod';

const aNumber = (from: number, to: number, what: string) =>
  z.coerce
    .number({ error: `must be a number: ${what}` })
    .min(from, `must be at least ${from}: ${what}`)
    .max(to, `must be at most ${to}: ${what}`);

const count = (from: number, to: number, what: string) =>
  aNumber(from, to, what).int(`must be a whole number: ${what}`);

const flag = z.enum(['true', 'false'], { error: 'must be true or false' }).transform((value) => value === 'true');

const endpoint = z
  .url({ protocol: /^https?$/, error: 'must be the URL of an Azure Language resource or container' })
  .transform((url) => url.replace(/\/+$/, ''))
  .optional()
  .meta({ example: 'https://my-resource.cognitiveservices.azure.com' });

const intentNames = z
  .string()
  .transform((names) => new Set(names.split(',').map((name) => name.trim())))
  .refine((names) => !names.has(''), 'must be names of intents, separated by commas');

const Fields = z.object({
  limitMs: count(10, 10_000, 'the longest a turn waits for Azure, in ms').default(500).meta({ example: 500 }),
  band: aNumber(0, 1, 'how near a threshold a score must be for the cascade to ask Azure')
    .default(0.15)
    .meta({ example: 0.15 }),
  credential: z
    .enum(['key', 'managed-identity', 'workload-identity'], {
      error: 'must be key, managed-identity or workload-identity',
    })
    .default('key')
    .meta({ example: 'managed-identity' }),
  clientId: z.string().optional().meta({ example: '00000000-0000-0000-0000-000000000000' }),
  allowHttp: flag.default(false).meta({ example: true }),
  redact: flag.default(false).meta({ example: true }),
  concurrency: count(1, 1000, 'calls at a time to each of the two services').default(16).meta({ example: 16 }),
  queue: count(0, 100_000, 'calls that may wait for their turn').default(128).meta({ example: 128 }),
  cacheSize: count(1, 10_000_000, 'answers kept').default(10_000).meta({ example: 10_000 }),
  cacheMinutes: aNumber(0.01, 1440, 'how long an answer is kept').default(30).meta({ example: 30 }),
  batchSize: count(1, 10, 'documents in one sentiment call').default(10).meta({ example: 10 }),
  batchMs: count(0, 100, 'how long a sentiment call waits for company').default(2).meta({ example: 2 }),

  sentimentEndpoint: endpoint,
  sentimentKey: z.string().optional(),
  sentimentKeyFile: z.string().optional().meta({ example: '/run/secrets/sentiment-key' }),
  sentimentPerMinute: count(1, 1_000_000, 'sentiment calls a minute').default(1000).meta({ example: 300 }),

  cluEndpoint: endpoint,
  cluKey: z.string().optional(),
  cluKeyFile: z.string().optional().meta({ example: '/run/secrets/clu-key' }),
  cluPerMinute: count(1, 1_000_000, 'CLU calls a minute').default(1000).meta({ example: 300 }),
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
});

type Fields = z.infer<typeof Fields>;

/** Settings of the Azure provider, from `NLU_…`; sentiment and CLU each are on when they have an endpoint. */
export const AzureSettings = Fields.refine(
  ({ sentimentEndpoint, cluEndpoint }) => sentimentEndpoint !== undefined || cluEndpoint !== undefined,
  { path: ['sentimentEndpoint'], error: 'is needed, or NLU_CLU_ENDPOINT, or both', when: () => true },
)
  .superRefine(keyFaults('sentimentEndpoint', 'sentimentKey', 'sentimentKeyFile'))
  .superRefine(keyFaults('cluEndpoint', 'cluKey', 'cluKeyFile'));

export type AzureSettings = z.infer<typeof AzureSettings>;

type Endpoint = 'sentimentEndpoint' | 'cluEndpoint';
type Key = 'sentimentKey' | 'cluKey';
type KeyFile = 'sentimentKeyFile' | 'cluKeyFile';

type AddFault = (field: Endpoint | Key, message: string) => void;

/** Keys and tokens go over TLS, or to a container the operator vouches for; containers need none. */
function keyFaults(endpointName: Endpoint, keyName: Key, fileName: KeyFile) {
  return (fields: Fields, faults: z.RefinementCtx) => {
    const url = fields[endpointName];
    if (url === undefined) return;
    const add: AddFault = (name, message) => faults.addIssue({ code: 'custom', path: [name], message });
    const isPlain = url.startsWith('http://');
    if (isPlain && !fields.allowHttp && !isLoopback(url))
      add(endpointName, 'must be https; for a container on a network you trust, set NLU_ALLOW_HTTP=true');
    if (fields.credential !== 'key') {
      if (isPlain) add(endpointName, `must be https, as ${fields.credential} sends a token`);
      return;
    }
    const given = [fields[keyName], fields[fileName]].filter((one) => one !== undefined).length;
    if (given > 1) add(keyName, 'cannot be set together with the key file');
    if (given === 0 && !isPlain) add(keyName, 'is needed, or the key file, or NLU_CREDENTIAL=managed-identity');
  };
}

function isLoopback(url: string): boolean {
  const { hostname } = new URL(url);
  return hostname === 'localhost' || hostname === '[::1]' || hostname.startsWith('127.');
}
