import cluster from 'node:cluster';
import { AggregatorRegistry, type Registry } from 'prom-client';
import { within } from '../lib/deadline.js';

/** What a worker asks the primary for, and what it gets: undefined when not every worker answered. */
const question = 'escalation:metrics';

interface MetricsAnswer {
  readonly to: typeof question;
  readonly text: string | undefined;
}

/** In the primary: adds the metrics of all workers up for whichever worker is asked for them. */
export function gatherMetrics(): void {
  const all = new AggregatorRegistry();
  cluster.on('message', (worker, message: unknown) => {
    if (message !== question) return;
    all.clusterMetrics().then(answer, () => answer(undefined));

    function answer(text: string | undefined): void {
      if (worker.isConnected()) worker.send({ to: question, text } satisfies MetricsAnswer);
    }
  });
}

/** Longer than the primary waits for its workers. */
const limitMs = 8_000;

/** The metrics of all workers where this is one of them, so that it makes no difference which one is scraped. */
export function metricsOfAll(own: Registry): Pick<Registry, 'metrics' | 'contentType'> {
  if (!cluster.isWorker) return own;
  new AggregatorRegistry();
  AggregatorRegistry.setRegistries(own);
  let asked: Promise<string> | undefined;
  return {
    contentType: own.contentType,
    metrics() {
      asked ??= askPrimary().finally(() => {
        asked = undefined;
      });
      return asked;
    },
  };
}

async function askPrimary(): Promise<string> {
  let onMessage: (message: Partial<MetricsAnswer>) => void = () => {};
  const answered = new Promise<string>((resolve, reject) => {
    onMessage = ({ to, text }) => {
      if (to !== question) return;
      if (text === undefined) reject(new Error('not every worker told its metrics'));
      else resolve(text);
    };
  });
  process.on('message', onMessage);
  process.send?.(question);
  try {
    return await within(limitMs, answered, 'The primary');
  } finally {
    process.off('message', onMessage);
  }
}
