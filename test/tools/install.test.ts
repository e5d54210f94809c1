import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const json = (path: string) => JSON.parse(readFileSync(join(root, path), 'utf8'));

interface Locked {
  readonly version: string;
  readonly hasInstallScript?: boolean;
}

const nameOf = (path: string) => path.split('node_modules/').at(-1) as string;
const locked: [string, Locked][] = Object.entries(json('package-lock.json').packages);

test('package.json says of every package with an install script whether it may run, so that npm need not ask', () => {
  const withScript = locked.filter(([path, { hasInstallScript }]) => path !== '' && hasInstallScript);
  const names = new Set(withScript.map(([path]) => nameOf(path)));
  // Of another system than most: npm neither installs it nor asks.
  names.delete('fsevents');
  expect(Object.keys(json('package.json').allowScripts).toSorted()).toEqual([...names].toSorted());
});

test('no package is deprecated', () => {
  expect(locked.filter(([, one]) => 'deprecated' in one).map(([path]) => path)).toEqual([]);
});

test('an install without the packages of developers builds with the very same compiler and page', () => {
  const { dependencies } = json('tools/build/package.json');
  const own = json('tools/build/package-lock.json').packages;
  const all = json('package-lock.json').packages;
  for (const [name, range] of Object.entries(dependencies)) {
    expect(json('package.json').devDependencies[name]).toBe(range);
    expect(own[`node_modules/${name}`].version).toBe(all[`node_modules/${name}`].version);
  }
});
