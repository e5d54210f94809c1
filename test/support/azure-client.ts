import { parseSettings, type Runtime, type Settings } from '../../src/lib/settings.js';
import { openAzure } from '../../src/nlu/azure/open.js';
import { azureSettings } from '../../src/nlu/azure/settings.js';
import type { Cloud } from '../../src/nlu/cloud.js';
import type { AzureStub } from './azure-stub.js';

/** Both services of a stub, opened as an operator would. */
export function openStubbedAzure(stub: AzureStub, runtime: Runtime, settings: Settings = {}): Promise<Cloud> {
  const endpoints = { sentimentEndpoint: stub.endpoint, cluEndpoint: stub.endpoint };
  const keys = { sentimentKey: 'test-key', cluKey: 'test-key' };
  return openAzure(parseSettings(azureSettings, { ...endpoints, ...keys, ...settings }), runtime);
}
