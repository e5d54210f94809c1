import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { startService } from '../support/http-service.js';
import { cacheFolder, isInstalled, type Ran, run } from '../support/toolchain.js';

/** Why contract fuzzing is left out; undefined where it runs. */
function reasonToSkip(): string | undefined {
  if (process.env.CI) return 'it looks for other faults on each run, which is nothing for CI';
  return isInstalled('python3', '-c', 'import venv, ensurepip') ? undefined : 'python3 with venv is missing';
}

const skipped = reasonToSkip();
if (skipped !== undefined) console.warn(`Contract fuzzing is skipped: ${skipped}.`);

const cache = cacheFolder('schemathesis');
const bin = join(cache, 'venv/bin');
const requirements = join(import.meta.dirname, 'schemathesis/requirements.txt');
const started = startService();
afterAll(async () => (await started).close());

/**
 * What the contract leaves open: it declares fields of channels whose other types count as absent, so wrong data is not
 * always refused; and it knows no hosts and no hub, which the operator does, so right data is not always taken.
 */
const rows: [what: string, seconds: number, args: readonly string[]][] = [
  ['every operation', 45, ['--exclude-checks', 'negative_data_rejection,positive_data_acceptance']],
  [
    'what has to take all right data',
    20,
    ['--exclude-checks', 'negative_data_rejection', '--include-path-regex', '^/(?:conversations|handoff-status)'],
  ],
  ['what has to refuse all wrong data', 10, ['--include-path-regex', '^/conversations']],
];

/** What is served of the contract itself is text, and is read as what it says. */
const common = [
  ['--exclude-tag', 'Documentation', '--workers', '1', '--request-timeout', '10'],
  ['--warnings', 'off', '--no-color', '--generation-database', 'none'],
].flat();

/** Installs it once, and rejects with what it printed where it finds a fault: a request that shows it, and the seed. */
test.skipIf(skipped !== undefined).each(rows)(
  'schemathesis finds no answer that the contract does not have, of %s',
  async (_what, seconds, args) => {
    if (!existsSync(join(bin, 'pip'))) await run('python3', ['-m', 'venv', 'venv'], cache);
    if (!existsSync(join(bin, 'st')))
      await run(join(bin, 'pip'), ['install', '--quiet', '--disable-pip-version-check', '-r', requirements], cache);
    const { url, logged } = await started;
    const limits = ['--max-time', String(seconds), '--max-examples', '80'];
    const ran = await run(join(bin, 'st'), ['run', `${url}/openapi.json`, ...common, ...limits, ...args], cache).catch(
      ({ stdout }: Ran) => ({ stdout }),
    );
    expect(ran.stdout).toMatch(/No issues found/);
    expect(logged.lines.filter((line) => line.includes('"level":50'))).toEqual([]);
  },
  300_000,
);
