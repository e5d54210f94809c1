import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Makes `dist`. An install without the packages of developers (`npm ci --omit=dev`) has no compiler: what the build needs
 * is then installed beside this file, by a lock file of its own, and removed again. Types are checked where they are
 * developed, so that their packages are not needed.
 */
const here = import.meta.dirname;
const root = join(here, '../..');
const developers = join(root, 'node_modules');
const own = join(here, 'node_modules');

if (existsSync(join(developers, 'typescript'))) build(developers, []);
else {
  const npm = { cwd: here, stdio: ['ignore', 'ignore', 'inherit'], shell: process.platform === 'win32' };
  try {
    execFileSync('npm', ['ci', '--ignore-scripts'], npm);
    build(own, ['--noCheck', '--types', 'null']);
  } finally {
    rmSync(own, { recursive: true, force: true });
  }
}

/**
 * @param {string} packages the folder that has the compiler and the page of the contract
 * @param {string[]} options
 */
function build(packages, options) {
  const compiler = join(packages, 'typescript/bin/tsc');
  execFileSync(process.execPath, [compiler, '-p', 'tsconfig.build.json', ...options], { cwd: root, stdio: 'inherit' });
  const page = join(packages, 'openapi-explorer');
  copyFileSync(join(page, 'dist/browser/openapi-explorer.min.js'), join(root, 'dist/openapi-explorer.min.js'));
  copyFileSync(join(page, 'LICENSE'), join(root, 'dist/openapi-explorer.LICENSE'));
}
