import { pino } from 'pino';
import { collectDefaultMetrics, Registry } from 'prom-client';
import { compose } from '../../src/app/compose.js';
import { readConfig } from '../../src/app/config.js';
import type { AgentHub } from '../../src/hubs/hub.js';

/** The names of all metrics the service exports when everything that has metrics is in use. */
export async function exportedMetricNames(): Promise<ReadonlySet<string>> {
  const config = readConfig({
    STORE: 'memory',
    NLU_SENTIMENT_ENDPOINT: 'https://unused.cognitiveservices.azure.com',
    NLU_SENTIMENT_KEY: '0'.repeat(32),
    OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9',
  });
  const hub: AgentHub = { context: () => ({}), deliver: async () => ({ outcome: 'taken' }), async close() {} };
  const service = await compose(config, pino({ level: 'silent' }), { hub });
  const ofProcess = new Registry();
  collectDefaultMetrics({ register: ofProcess });
  const all = [...(await service.metrics.getMetricsAsJSON()), ...(await ofProcess.getMetricsAsJSON())];
  await service.close();
  const lines = ({ name, type }: (typeof all)[number]) =>
    String(type) === 'histogram' ? [`${name}_bucket`, `${name}_sum`, `${name}_count`] : [name];
  return new Set(all.flatMap(lines));
}
