import { pino } from 'pino';
import { Registry } from 'prom-client';
import type { Runtime } from '../../src/lib/settings.js';

/** The process around a part, silent, with a clock that a test can set. */
export function testRuntime(now: () => number = Date.now): Runtime {
  return { log: pino({ level: 'silent' }), metrics: new Registry(), now };
}

/** A clock that moves when it is told to. */
export function testClock() {
  let now = Date.UTC(2026, 0, 1);
  return {
    now: () => now,
    pass: async (seconds: number) => {
      now += seconds * 1000;
    },
  };
}
