import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { isInstalled, root, run } from '../support/toolchain.js';

/** Whether a linter is there; a line where it is not. */
function has(linter: string, ...version: readonly string[]): boolean {
  const installed = isInstalled(linter, ...version);
  if (!installed) process.stderr.write(`${linter} is not installed: what it would say is not tested.\n`);
  return installed;
}

describe('what is deployed has no fault', () => {
  test.runIf(has('hadolint', '--version'))('in the Dockerfile, by hadolint', async () => {
    const { stdout } = await run('hadolint', ['--failure-threshold', 'style', 'Dockerfile'], root);
    expect(stdout).toBe('');
  });

  test.runIf(has('kube-linter', 'version'))('in the manifests, by kube-linter', async () => {
    const { stdout } = await run('kube-linter', ['lint', '--format', 'json', join(root, 'deploy/kubernetes')], root);
    expect(JSON.parse(stdout).Reports ?? []).toEqual([]);
  });
});
