import { createReadStream, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate, setTimeout } from 'node:timers/promises';
import { pino } from 'pino';
import { afterAll, expect, test } from 'vitest';
import { openDecisionLog } from '../../src/decision-log/decision-log.js';
import type { Receipt } from '../../src/decision-log/decision-record.js';

const folder = mkdtempSync(join(tmpdir(), 'receipts-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('files that are full stand beside the one that is written, and no more of them than are to be kept', async () => {
  const file = join(folder, 'deep', 'receipts.jsonl');
  const receipts = await openDecisionLog({ file, maxBytes: 1_000, keepFiles: 2 }, pino({ level: 'silent' }));
  const receipt = { conversation: 'c'.repeat(400) } as Receipt;
  for (let i = 0; i < 20; i++) {
    receipts.write(receipt);
    await setTimeout(20);
  }
  await receipts.close();
  const names = readdirSync(join(folder, 'deep')).filter((name) => name.endsWith('receipts.jsonl'));
  expect(names).toContain('receipts.jsonl');
  expect(names).toHaveLength(3);
  for (const name of names)
    for (const line of readFileSync(join(folder, 'deep', name), 'utf8').split('\n'))
      if (line !== '') expect(JSON.parse(line)).toEqual(receipt);
});

test('none is dropped, however many come in one turn of the event loop', async () => {
  const file = join(folder, 'many.jsonl');
  const receipts = await openDecisionLog({ file, maxBytes: 1_000_000_000, keepFiles: 1 }, pino({ level: 'silent' }));
  const receipt = { conversation: 'c'.repeat(1_000) } as Receipt;
  for (let turn = 0; turn < 700; turn++) {
    for (let i = 0; i < 128; i++) receipts.write(receipt);
    await setImmediate();
  }
  await receipts.close();
  let lines = 0;
  for await (const chunk of createReadStream(file)) for (const byte of chunk as Buffer) if (byte === newline) lines++;
  expect(lines).toBe(700 * 128);
});

test('each that is dropped, because what takes them is behind, is told', async () => {
  const file = join(folder, 'behind.jsonl');
  let dropped = 0;
  const onDropped = () => void dropped++;
  const silent = pino({ level: 'silent' });
  const receipts = await openDecisionLog({ file, maxBytes: 1e9, keepFiles: 1 }, silent, undefined, onDropped);
  const receipt = { conversation: 'c'.repeat(1024 * 1024) } as Receipt;
  for (let i = 0; i < 40; i++) receipts.write(receipt);
  expect(dropped).toBeGreaterThan(0);
  expect(dropped).toBeLessThan(40);
  await receipts.close();
});

const newline = 0x0a;
