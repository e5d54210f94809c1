import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { root, run } from '../support/toolchain.js';

const installed = existsSync(join(root, 'tools/lint/node_modules'));
if (!installed) {
  const todo = 'The contract is not linted: npm ci --prefix tools/lint was not run.\n';
  if (process.env.CI) throw new Error(todo);
  process.stderr.write(todo);
}

/** Redocly otherwise says home how it is used, and asks for news of itself. */
Object.assign(process.env, { REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' });

describe.runIf(installed)('the contract, as it is written and as OpenAPI 3.0, has no error and no warning', () => {
  /** A linter says on its standard output what it found, and nothing else that is not fixed. */
  const lint = (linter: string, ...args: readonly string[]) =>
    run(`node_modules/.bin/${linter}`, ['lint', ...args], join(root, 'tools/lint'));

  test.each([
    ['spectral.yaml', '../../openapi.yaml'],
    ['spectral-3.0.yaml', '../../openapi-3.0.json'],
  ])('by Spectral with %s', async (ruleset, contract) => {
    const { stdout } = await lint('spectral', '--fail-severity', 'hint', '--ruleset', ruleset, contract);
    expect(stdout).toMatch(/^No results/);
  });

  test('by Redocly', async () => {
    const { stderr } = await lint('redocly', '--config', 'redocly.yaml');
    expect(stderr).toContain('Your API descriptions are valid.');
  });
});
