import { mkdir } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import type { Log } from './log.js';
import type { Receipt } from './receipt.js';

/** Where receipts go: the log, or a file of their own that is rotated. */
export interface ReceiptChoice {
  readonly file?: string | undefined;
  /** A file of this size is closed and a new one begun. */
  readonly maxBytes: number;
  /** How many files are kept. */
  readonly keepFiles: number;
}

export interface Receipts {
  write(receipt: Receipt): void;
  close(): Promise<void>;
}

/** Receipts that may wait for a slow disk, in bytes; beyond, they are dropped and that is said. */
const mostWaitingBytes = 32 * 1024 * 1024;

/** JSON lines, one a decision. */
export async function openReceipts({ file, maxBytes, keepFiles }: ReceiptChoice, log: Log): Promise<Receipts> {
  if (file === undefined) return { write: (receipt) => log.info(receipt, 'decided'), async close() {} };
  const { createStream } = await import('rotating-file-stream');
  await mkdir(dirname(file), { recursive: true });
  const stream = createStream(basename(file), { path: dirname(file), size: `${maxBytes}B`, maxFiles: keepFiles });
  let dropped = 0;
  stream.on('error', (err) => log.error({ err }, 'receipts cannot be written'));
  return {
    write(receipt) {
      if (stream.writableLength < mostWaitingBytes) stream.write(`${JSON.stringify(receipt)}\n`);
      else if (dropped++ % 10_000 === 0) log.error({ dropped }, 'the disk is behind, receipts are dropped');
    },
    close: () => new Promise((resolve) => stream.end(resolve)),
  };
}
