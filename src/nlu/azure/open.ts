import type { RedactForCloud, Runtime } from '../../lib/settings.js';
import type { Cloud } from '../cloud.js';
import { openClu } from './clu.js';
import { type Credential, firstToken, openKey, openToken } from './credential.js';
import type { AzureGate } from './gate.js';
import { createMeter } from './meter.js';
import { openSentiment } from './sentiment.js';
import type { AzureAccess, AzureEndpoint } from './service.js';
import type { AzureSettings } from './settings.js';

/** How long the start waits for a first token. */
const firstTokenMs = 5_000;

/** Azure AI Language: its sentiment, an operator's CLU project, or both. Loads only the SDKs of what is used. */
export async function openAzure(settings: AzureSettings, runtime: Runtime): Promise<Cloud> {
  const meter = createMeter(runtime.metrics);
  const redact = await openRedact(settings, runtime);
  const token = settings.credential === 'key' ? undefined : await openToken(settings);
  const warm = token && firstToken(token, firstTokenMs);
  const gates: AzureGate[] = [];
  const closings: (() => void)[] = [];

  async function open<T>(name: 'sentiment' | 'clu', openService: (access: AzureAccess) => Promise<AzureEndpoint<T>>) {
    const endpoint = settings[`${name}Endpoint`];
    if (endpoint === undefined) return undefined;
    const key = token ? undefined : await openKey(settings, name);
    const credential = (token ?? key?.credential) as Credential;
    const { ask, gate } = await openService({ settings, endpoint, credential, runtime, meter, redact });
    if (warm) await gate.pass(() => warm, AbortSignal.timeout(2 * firstTokenMs));
    key?.onRotate(() => {
      gate.reopen();
      runtime.log.info({ part: 'azure', service: name }, 'a new key is in use');
    });
    if (key) closings.push(key.close);
    gates.push(gate);
    return ask;
  }

  return {
    name: 'azure',
    sentiment: await open('sentiment', openSentiment),
    intents: await open('clu', openClu),
    health: () => gates.flatMap((gate) => gate.health()),
    async close() {
      for (const close of closings) close();
    },
  };
}

async function openRedact({ redact }: AzureSettings, runtime: Runtime): Promise<RedactForCloud> {
  if (!redact) return (text) => text;
  if (!runtime.openRedactForCloud) throw new Error('NLU_REDACT is set, and nothing is there that redacts.');
  return runtime.openRedactForCloud();
}
