import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Component, isAllowed, licenceOf, refusedIn } from '../../tools/sbom/licences.js';
import { root, run } from '../support/toolchain.js';

const folder = mkdtempSync(join(tmpdir(), 'sbom-'));
afterAll(() => rmSync(folder, { recursive: true }));

interface LockedPackage {
  readonly version: string;
  readonly name?: string;
  readonly dev?: boolean;
  readonly devOptional?: boolean;
}

/** What package-lock.json installs without `devDependencies`, as `name@version`. */
function production(): Set<string> {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, LockedPackage>;
  };
  const installed = Object.entries(packages).filter(([path, { dev, devOptional }]) => path && !dev && !devOptional);
  return new Set(
    installed.map(([path, { name, version }]) => `${name ?? path.split('node_modules/').at(-1)}@${version}`),
  );
}

describe('npm run sbom', () => {
  let sbom: { bomFormat: string; components: readonly (Component & { purl: string })[] };
  let list: string;
  beforeAll(async () => {
    await run('npm', ['run', '--silent', 'sbom', '--', folder], root);
    sbom = JSON.parse(readFileSync(join(folder, 'sbom.cdx.json'), 'utf8'));
    list = readFileSync(join(folder, 'licences.md'), 'utf8');
  });

  test('lists every production dependency and nothing else, in CycloneDX', () => {
    expect(sbom.bomFormat).toBe('CycloneDX');
    const listed = new Set(sbom.components.map(({ name, version }) => `${name}@${version}`));
    expect([...listed].toSorted()).toEqual([...production()].toSorted());
    const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    const names = new Set(sbom.components.map(({ name }) => name));
    expect(Object.keys(dependencies).filter((name) => !names.has(name))).toEqual([]);
    for (const { purl } of sbom.components) expect(purl).toMatch(/^pkg:npm\//);
  });
  test('lists the licence of each, and all of them are allowed', () => {
    expect(refusedIn(sbom.components)).toEqual([]);
    for (const component of sbom.components)
      expect(list).toContain(`| ${component.name} | ${component.version} | ${licenceOf(component)} |`);
  });
});

const licensed = (...licenses: NonNullable<Component['licenses']>[number][]): Component => ({
  'bom-ref': 'a@1.0.0',
  name: 'a',
  version: '1.0.0',
  licenses,
});

test.each([
  ['one that is allowed', licensed({ license: { id: 'MIT' } }), true],
  ['one that is not', licensed({ license: { id: 'GPL-3.0-only' } }), false],
  ['a choice', licensed({ expression: '(MIT OR GPL-3.0-only)' }), true],
  ['a choice written small', licensed({ license: { name: 'MIT or MPL-2.0' } }), true],
  ['two that both hold', licensed({ expression: 'MIT AND GPL-3.0-only' }), false],
  ['two that are both allowed', licensed({ license: { id: 'MIT' } }, { license: { id: 'ISC' } }), true],
  ['a choice of more than we read', licensed({ expression: '(MIT OR (ISC AND X))' }), false],
  ['none', licensed(), false],
])('a package with %s is taken or refused', (_title, component, expected) => {
  expect(isAllowed(licenceOf(component))).toBe(expected);
  expect(refusedIn([component])).toHaveLength(expected ? 0 : 1);
});
