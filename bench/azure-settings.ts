import type { Settings } from '../src/lib/settings.js';

/** Settings under which both of Azure's services are asked at one endpoint, with quotas that are never reached. */
export function azureSettings(endpoint: string): Settings {
  return {
    sentimentEndpoint: endpoint,
    sentimentKey: 'test-key',
    sentimentPerMinute: '1000000',
    cluEndpoint: endpoint,
    cluKey: 'test-key',
    cluPerMinute: '1000000',
  };
}
