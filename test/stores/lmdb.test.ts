import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { open } from 'lmdb';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { LimitReachedError } from '../../src/lib/deadline.js';
import { DiskFullError } from '../../src/stores/disk-space.js';
import { openLmdbStore } from '../../src/stores/lmdb.js';
import { conversationKey } from '../../src/stores/record.js';
import type { Store } from '../../src/stores/store.js';
import { storeContract } from '../contracts/store-contract.js';
import { type ChildScript, startScript } from '../support/child-script.js';
import { addOne, counted, openHandoff, setTo } from '../support/counted-conversations.js';
import { testClock, testRuntime } from '../support/runtime.js';

const newDirectory = () => mkdtemp(join(tmpdir(), 'lmdb-'));
const openRaw = (path: string) =>
  open<string, string>({ path, noSubdir: false, encoding: 'string', useVersions: true, noSync: true });

storeContract(
  'LMDB',
  async () => {
    const { now, pass } = testClock();
    const path = await newDirectory();
    return {
      open: (settings = {}) => openLmdbStore({ path, ...settings }, testRuntime(now)),
      pass,
      async plant(conversationId, text) {
        const database = openRaw(path);
        await database.put(conversationKey(conversationId), text, now());
        await database.close();
      },
      clear: () => rm(path, { recursive: true, force: true }),
    };
  },
  { shared: true, evicts: true },
);

describe('an LMDB directory', () => {
  let path: string;
  const stores: Store[] = [];
  const children: ChildScript[] = [];

  beforeEach(async () => {
    path = await newDirectory();
  });

  afterEach(async () => {
    for (const { child } of children.splice(0)) child.kill('SIGKILL');
    await Promise.all(stores.splice(0).map((store) => store.close()));
    await rm(path, { recursive: true, force: true });
  });

  async function openStore(settings: Record<string, string> = {}, now?: () => number): Promise<Store> {
    const store = await openLmdbStore({ path, ...settings }, testRuntime(now));
    stores.push(store);
    return store;
  }

  /** A process that works on the directory; `lines` are what it says. */
  function startChild(...job: string[]): ChildScript {
    const started = startScript('lmdb-store-child', path, ...job);
    children.push(started);
    return started;
  }

  function entryCount(): number {
    const database = openRaw(path);
    return (database.getStats() as { entryCount: number }).entryCount;
  }

  test('is shared by processes that lose none of their updates', { timeout: 60_000 }, async () => {
    const started = [startChild('count', 'c1', '400'), startChild('count', 'c1', '400')];
    const store = await openStore({ limitMs: '10000' });
    for (let i = 0; i < 200; i++) await store.update('c1', addOne);
    await Promise.all(started.map(({ ended }) => ended));
    expect((await store.read('c1'))?.quietTurns).toBe(1000);
  });

  test('has every update that was answered before a kill -9', { timeout: 120_000 }, async () => {
    for (let round = 0; round < 3; round++) {
      const { child, lines, ended } = startChild('count', 'c1', '1000000');
      await expect.poll(() => lines.length, { timeout: 20_000 }).toBeGreaterThan(50);
      await setTimeout(round * 7);
      child.kill('SIGKILL');
      await ended;
      const store = await openStore();
      expect((await store.read('c1'))?.quietTurns).toBeGreaterThanOrEqual(Number(lines.at(-1)));
    }
  });

  test('makes nobody wait for a process that sits on the lock, and is free once that is killed', {
    timeout: 60_000,
  }, async () => {
    const store = await openStore({ limitMs: '100' });
    await store.update('c1', addOne);
    const { child, lines, ended } = startChild('hold');
    await expect.poll(() => lines, { timeout: 20_000 }).toContain('holding');
    await expect(store.update('c2', addOne)).rejects.toThrow(LimitReachedError);
    await expect(store.check()).rejects.toThrow(LimitReachedError);
    expect((await store.read('c1'))?.quietTurns).toBe(1);
    child.kill('SIGKILL');
    await ended;
    await expect
      .poll(
        () =>
          store.check().then(
            () => 'well',
            () => 'not yet',
          ),
        { timeout: 20_000 },
      )
      .toBe('well');
    await store.update('c3', addOne);
    expect((await store.read('c3'))?.quietTurns).toBe(1);
  });

  test('is swept of what has expired', async () => {
    const { now, pass } = testClock();
    const store = await openStore({ ttlSeconds: '60' }, now);
    for (let i = 0; i < 300; i++) await store.update(`c${i}`, addOne);
    expect(entryCount()).toBe(300);
    await pass(50);
    await store.update('c7', addOne);
    await pass(20);
    await expect.poll(entryCount, { timeout: 20_000 }).toBe(1);
    expect((await store.read('c7'))?.quietTurns).toBe(2);
  });

  test('stays within STORE_MAX_BYTES, by evicting the oldest', async () => {
    const { now, pass } = testClock();
    const store = await openStore({ maxBytes: '1000000' }, now);
    const large = { ...openHandoff, state: 'completed', skill: 's'.repeat(900) } as const;
    await store.update('open', setTo(counted(1, openHandoff)));
    for (let i = 0; i < 5000; i += 50) {
      await pass(1);
      await Promise.all(Array.from({ length: 50 }, (_, j) => store.update(`c${i + j}`, setTo(counted(1, large)))));
    }
    await expect.poll(entryCount, { timeout: 20_000 }).toBeLessThan(1000);
    expect(await store.read('open')).toBeDefined();
    expect(await store.read('c0')).toBeUndefined();
    expect(await store.read('c4999')).toBeDefined();
  });

  test('keeps what it has and takes nothing more while its disk is nearly full', async () => {
    const before = await openStore();
    await before.update('c1', addOne);
    const store = await openStore({ minFreeBytes: '1000000000000000' });
    await expect(store.update('c1', addOne)).rejects.toThrow(new DiskFullError(1_000_000_000_000_000));
    await expect(store.check()).rejects.toThrow(DiskFullError);
    expect((await store.read('c1'))?.quietTurns).toBe(1);
  });

  test('starts afresh when the machine stopped before the last process closed it, and not otherwise', async () => {
    const first = await openLmdbStore({ path }, testRuntime());
    await first.update('c1', addOne);
    await first.close();
    const second = await openLmdbStore({ path }, testRuntime());
    expect((await second.read('c1'))?.quietTurns).toBe(1);
    await second.close();
    await writeFile(join(path, 'machine-run'), 'another run of the machine');
    const third = await openStore();
    expect(await third.read('c1')).toBeUndefined();
    await third.update('c1', addOne);
  });

  test('that is a file, or holds another kind of file, stops the start', async () => {
    await writeFile(join(path, 'file'), 'hello');
    await expect(openLmdbStore({ path: join(path, 'file') }, testRuntime())).rejects.toMatchObject({
      faults: [{ name: 'STORE_PATH' }],
    });
    await writeFile(join(path, 'data.mdb'), 'hello '.repeat(10_000));
    await expect(openLmdbStore({ path }, testRuntime())).rejects.toMatchObject({ faults: [{ name: 'STORE_PATH' }] });
  });

  test('is made when it is not there', async () => {
    const store = await openLmdbStore({ path: join(path, 'new', 'data') }, testRuntime());
    await store.update('c1', addOne);
    await store.close();
    expect((await stat(join(path, 'new', 'data', 'data.mdb'))).isFile()).toBe(true);
  });
});
