import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, inject, test } from 'vitest';
import { openLmdbOutbox } from '../../src/outboxes/lmdb.js';
import { openMemoryOutbox } from '../../src/outboxes/memory.js';
import { OutboxFullError } from '../../src/outboxes/outbox.js';
import { openRedisOutbox } from '../../src/outboxes/redis.js';
import { outboxContract } from '../contracts/outbox-contract.js';
import { testRuntime } from '../support/runtime.js';

outboxContract(
  'memory',
  async () => ({ open: () => openMemoryOutbox({}, testRuntime()), clear: async () => {} }),
  false,
);

outboxContract(
  'LMDB',
  async () => {
    const path = mkdtempSync(join(tmpdir(), 'outbox-'));
    return {
      open: () => openLmdbOutbox({ path }, testRuntime()),
      clear: async () => rmSync(path, { recursive: true }),
    };
  },
  true,
);

const redisUrl = inject('redisUrl');
let place = 0;

describe.skipIf(redisUrl === '')('with a Redis server', () => {
  outboxContract(
    'Redis',
    async () => {
      const keyPrefix = `outbox-${process.pid}-${place++}:`;
      return { open: () => openRedisOutbox({ url: redisUrl, keyPrefix }, testRuntime()), clear: async () => {} };
    },
    true,
  );
});

test.each([
  ['memory', () => openMemoryOutbox({ maxEntries: '2' }, testRuntime())],
  ['LMDB', () => openLmdbOutbox({ maxEntries: '2', path: mkdtempSync(join(tmpdir(), 'outbox-')) }, testRuntime())],
])('the %s outbox is bounded: it refuses when it is full', async (_name, open) => {
  const outbox = await open();
  const entry = (handoffId: string) => ({ handoffId, conversationId: 'c', kept: 'x' });
  await outbox.keep(entry('1'), 60_000);
  await outbox.keep(entry('2'), 60_000);
  await expect(outbox.keep(entry('3'), 60_000)).rejects.toThrow(OutboxFullError);
  await outbox.keep(entry('2'), 60_000);
  await outbox.forget('1');
  await outbox.keep(entry('3'), 60_000);
  await outbox.close();
});
