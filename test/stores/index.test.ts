import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import * as stores from '../../src/stores/index.js';
import { testRuntime } from '../support/runtime.js';

const { cache } = createRequire(import.meta.url);
const isLoaded = (library: string) => Object.keys(cache).some((path) => path.includes(`/node_modules/${library}/`));

test('the list names every store of the folder and nothing else', async () => {
  const folder = join(import.meta.dirname, '../../src/stores');
  const files = (await readdir(folder)).filter((name) => name !== 'index.ts');
  const opening = await Promise.all(
    files.map(async (name) => /export const open\w+Store\b/.test(await readFile(join(folder, name), 'utf8'))),
  );
  const names = files.filter((_, i) => opening[i]).map((name) => name.replace(/\.ts$/, ''));
  expect(Object.keys(stores).sort()).toEqual(names.sort());
});

test('only the store that was picked loads its library', async () => {
  const path = await mkdtemp(join(tmpdir(), 'lmdb-'));
  for (const opening of [stores.memory({}, testRuntime()), stores.lmdb({ path }, testRuntime())]) {
    await (await opening).close();
    expect(isLoaded('ioredis')).toBe(false);
  }
  const redis = await stores.redis({ url: 'redis://127.0.0.1:1' }, testRuntime());
  expect(isLoaded('ioredis')).toBe(true);
  await redis.close();
  await rm(path, { recursive: true });
});
