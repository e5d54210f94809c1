import { mkdir } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { levels, stdTimeFunctions, symbols } from 'pino';
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

/** Lines are written together: so many characters at once, and what there is this often. A killed process loses them. */
const batchLength = 64 * 1024;
const batchMs = 250;

/** JSON lines, one a decision. */
export async function openReceipts(choice: ReceiptChoice, log: Log): Promise<Receipts> {
  return choice.file === undefined ? toLog(log) : toFile(choice.file, choice, log);
}

/**
 * The lines that `log.info(receipt, 'decided')` would write, but made in one piece: field by field, as pino makes them,
 * they cost as much as everything else of a turn.
 */
function toLog(log: Log): Receipts {
  if (!log.isLevelEnabled('info')) return { write() {}, async close() {} };
  const out = (log as unknown as Record<symbol, { write(line: string): void }>)[symbols.streamSym];
  return {
    write(receipt) {
      const fields = JSON.stringify(receipt).slice(1, -1);
      out?.write(`{"level":${levels.values.info}${stdTimeFunctions.isoTime()},${fields},"msg":"decided"}\n`);
    },
    async close() {},
  };
}

async function toFile(file: string, { maxBytes, keepFiles }: ReceiptChoice, log: Log): Promise<Receipts> {
  const { createStream } = await import('rotating-file-stream');
  await mkdir(dirname(file), { recursive: true });
  const stream = createStream(basename(file), { path: dirname(file), size: `${maxBytes}B`, maxFiles: keepFiles });
  stream.on('error', (err) => log.error({ err }, 'receipts cannot be written'));
  const batch = Math.min(batchLength, maxBytes);
  let lines = '';
  let dropped = 0;

  function flush(): void {
    if (lines === '') return;
    stream.write(lines);
    lines = '';
  }

  const timer = setInterval(flush, batchMs).unref();
  return {
    write(receipt) {
      if (stream.writableLength < mostWaitingBytes) lines += `${JSON.stringify(receipt)}\n`;
      else if (dropped++ % 10_000 === 0) log.error({ dropped }, 'the disk is behind, receipts are dropped');
      if (lines.length >= batch) flush();
    },
    close() {
      clearInterval(timer);
      flush();
      return new Promise((resolve) => stream.end(resolve));
    },
  };
}
