import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { open } from 'lmdb';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openLmdbOutbox } from '../../src/outboxes/lmdb.js';
import type { Waiting } from '../../src/outboxes/outbox.js';
import { type ChildScript, startScript } from '../support/child-script.js';
import { testRuntime } from '../support/runtime.js';

describe('an LMDB outbox that several processes share', () => {
  let path: string;
  const children: ChildScript[] = [];

  beforeEach(async () => {
    path = await mkdtemp(join(tmpdir(), 'outbox-'));
  });

  afterEach(async () => {
    for (const { child } of children.splice(0)) child.kill('SIGKILL');
    await rm(path, { recursive: true, force: true });
  });

  /** A process that works on the outbox; `lines` are what it says. */
  function startChild(...job: string[]): ChildScript {
    const started = startScript('lmdb-outbox-child', path, ...job);
    children.push(started);
    return started;
  }

  /** The ids in the outbox, read past it. */
  async function keptIds(): Promise<Set<string>> {
    const root = open({ path, noSubdir: false, maxDbs: 3 });
    const ids = new Set(root.openDB<unknown, string>({ name: 'entries', encoding: 'json' }).getKeys());
    await root.close();
    return ids;
  }

  test('hands out what a release without an index of due times left waiting', async () => {
    const root = open({ path, noSubdir: false, maxDbs: 3 });
    const before = { conversationId: 'c-1', dueAt: Date.now() - 1000, attempts: 2 };
    await root.openDB<unknown, string>({ name: 'entries', encoding: 'json' }).put('h-1', before);
    await root.openDB<string, string>({ name: 'activities', encoding: 'string' }).put('h-1', '{}');
    await root.close();
    const outbox = await openLmdbOutbox({ path }, testRuntime());
    const handedOut: Waiting[] = [];
    outbox.work(async (waiting) => {
      handedOut.push(waiting);
      return 'forget';
    });
    await expect
      .poll(() => handedOut, { timeout: 8000 })
      .toEqual([{ handoffId: 'h-1', conversationId: 'c-1', kept: '{}', attempts: 2 }]);
    await outbox.close();
  });

  test('a directory that holds another kind of file stops the start', async () => {
    await writeFile(join(path, 'data.mdb'), 'hello '.repeat(10_000));
    await expect(openLmdbOutbox({ path }, testRuntime())).rejects.toMatchObject({ faults: [{ name: 'OUTBOX_PATH' }] });
  });

  test('loses nothing that was acknowledged while another process opens and closes it 200 times', async () => {
    const writers = ['a', 'b'].map((prefix) => ({ prefix, ...startChild('keep', prefix) }));
    for (const { lines } of writers) await expect.poll(() => lines, { timeout: 20_000 }).toContain('keeping');
    const opener = startChild('reopen', '200');
    expect(await opener.ended).toEqual([0, null]);
    for (const { child } of writers) child.stdin?.end();
    await Promise.all(writers.map(({ ended }) => ended));
    const acknowledged = writers.flatMap(({ prefix, lines }) =>
      Array.from({ length: Number(lines.at(-1)) }, (_, i) => `${prefix}-${i}`),
    );
    const kept = await keptIds();
    expect(acknowledged.length).toBeGreaterThan(1000);
    expect(acknowledged.filter((id) => !kept.has(id))).toEqual([]);
  }, 120_000);
});
