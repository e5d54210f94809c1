import { pino } from 'pino';
import { Registry } from 'prom-client';
import type { Runtime } from '../../src/lib/settings.js';
import { openRedactForCloud, readRedactionSettings } from '../../src/redaction/open-redaction.js';

export interface TestRuntime extends Runtime {
  /** What was logged, from trace on, a line each. */
  readonly logged: string[];
}

/** The process around a part, with what it logs and a clock that a test can set. */
export function testRuntime(now: () => number = Date.now): TestRuntime {
  const logged: string[] = [];
  const log = pino({ level: 'trace' }, { write: (line: string) => void logged.push(line) });
  const openRedaction = async () => openRedactForCloud(await readRedactionSettings({}));
  return { log, metrics: new Registry(), now, openRedactForCloud: openRedaction, logged };
}

/** The value of one counter or gauge, 0 when it was never touched. */
export async function metricValue(
  runtime: Runtime,
  name: string,
  labels: Record<string, string> = {},
): Promise<number> {
  const values = (await runtime.metrics.getSingleMetric(name)?.get())?.values ?? [];
  const found = values.filter((value) => Object.entries(labels).every(([label, is]) => value.labels[label] === is));
  return found.reduce((sum, { value }) => sum + value, 0);
}

/** A clock that moves when it is told to. */
export function testClock() {
  let now = Date.UTC(2026, 0, 1);
  const passMs = (ms: number) => {
    now += ms;
  };
  return { now: () => now, passMs, pass: async (seconds: number) => passMs(seconds * 1000) };
}
