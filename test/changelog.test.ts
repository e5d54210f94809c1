import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { sectionNames, sha256, stamped, stampIn } from '../tools/contract/changelog.js';

const read = (name: string) => readFileSync(new URL(`../${name}`, import.meta.url), 'utf8');
const changelog = read('CHANGELOG.md');

test('the changelog tells of the contract as it is', () => {
  const todo = 'openapi.yaml changed: add a line under Unreleased in CHANGELOG.md, then run npm run contract';
  expect(stampIn(changelog)?.contract, todo).toBe(sha256(read('openapi.yaml')));
});

test('the changelog has what is unreleased on top, above the version of the package', () => {
  const { version } = JSON.parse(read('package.json'));
  expect(sectionNames(changelog).slice(0, 2)).toEqual(['Unreleased', version]);
});

describe('npm run contract', () => {
  const none = '0'.repeat(64);
  const blank = `<!-- contract: openapi.yaml ${none} described by ${none} -->`;
  const written = (unreleased: string) =>
    `# Changelog\n\n${blank}\n\n## Unreleased\n${unreleased}\n## 0.1.0\n\n- First.\n`;
  const before = stamped(written('\n- One.\n'), 'contract 1') ?? expect.unreachable();

  test('leaves a changelog alone while the contract is the one it tells of', () => {
    expect(stamped(before, 'contract 1')).toBe(before);
    const more = before.replace('- One.', '- One.\n- Two.');
    expect(stamped(more, 'contract 1')).toBe(more);
  });

  test('refuses a changed contract that no new line tells of', () => {
    expect(stamped(before, 'contract 2')).toBeUndefined();
  });

  test('takes a changed contract with a new line, once', () => {
    const told = stamped(before.replace('- One.', '- One.\n- Two.'), 'contract 2') ?? expect.unreachable();
    expect(stampIn(told)?.contract).toBe(sha256('contract 2'));
    expect(stamped(told, 'contract 3')).toBeUndefined();
  });

  test('takes a release, whose section has another name, and after it asks for a line under Unreleased', () => {
    const renamed = before.replace('## Unreleased', '## Unreleased\n\n## 0.2.0');
    const released = stamped(renamed, 'contract 2') ?? expect.unreachable();
    expect(stamped(released, 'contract 3')).toBeUndefined();
    expect(stamped(released.replace('## Unreleased\n', '## Unreleased\n\n- Next.\n'), 'contract 3')).toBeDefined();
  });

  test('refuses a changelog without a stamp', () => {
    expect(stamped(before.replace(/^<!--.*\n/m, ''), 'contract 1')).toBeUndefined();
  });
});
