import { defineConfig } from 'vitest/config';

/** Where `.ci/run` wants the totals as JSON; nobody else does. */
const totals = process.env.VITEST_JSON;

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/redis-server.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    reporters: totals ? ['default', 'json'] : ['default'],
    ...(totals ? { outputFile: { json: totals } } : {}),
  },
});
