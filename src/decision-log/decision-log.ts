import { mkdir } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { levels, stdTimeFunctions } from 'pino';
import type { Log, LogDestination } from '../lib/log.js';
import type { Receipt } from './decision-record.js';

/** Where receipts go: the log, or a file of their own that is rotated. */
export interface ReceiptChoice {
  readonly file?: string | undefined;
  /** A file of this size is closed and a new one begun. */
  readonly maxBytes: number;
  /** How many files are kept. */
  readonly keepFiles: number;
}

/** Keeps the receipts of decisions. */
export interface DecisionLog {
  write(receipt: Receipt): void;
  close(): Promise<void>;
}

/** Who is told of receipts that are lost: `onDropped` of each. */
interface Listeners {
  readonly log: Log;
  readonly onDropped: () => void;
}

/** Lines that may wait for a slow disk, in characters; beyond, they are dropped and that is said. The log has its own limit. */
const mostWaiting = 32 * 1024 * 1024;

/** Lines are written together: when there are so many characters, and what there is this often. */
const batchLength = 64 * 1024;
const batchMs = 250;

/**
 * JSON lines, one a decision: in a file of their own, or among those of the log, at its destination. A killed process
 * loses those of its last half second. `onDropped` is told of each that is lost because what takes them is behind.
 */
export async function openDecisionLog(
  choice: ReceiptChoice,
  log: Log,
  destination?: LogDestination,
  onDropped: () => void = () => {},
): Promise<DecisionLog> {
  if (choice.file !== undefined) return toFile(choice.file, choice, { log, onDropped });
  if (!log.isLevelEnabled('info')) return { write() {}, async close() {} };
  return destination ? toDestination(destination, { log, onDropped }) : toLog(log);
}

/**
 * The lines that `log.info(receipt, 'decided')` would write, but made in one piece and handed over many at once: field by
 * field and one by one, they cost as much as everything else of a turn.
 */
function toDestination(destination: LogDestination, listeners: Listeners): DecisionLog {
  const batches = createBatches((lines, written) => {
    destination.write(lines);
    setImmediate(written);
  }, listeners);
  return {
    write(receipt) {
      const fields = JSON.stringify(receipt).slice(1, -1);
      batches.add(`{"level":${levels.values.info}${stdTimeFunctions.isoTime()},${fields},"msg":"decided"}\n`);
    },
    close: async () => batches.close(),
  };
}

/** For logs whose destination is not known. */
function toLog(log: Log): DecisionLog {
  return { write: (receipt) => log.info(receipt, 'decided'), async close() {} };
}

async function toFile(
  file: string,
  { maxBytes, keepFiles }: ReceiptChoice,
  listeners: Listeners,
): Promise<DecisionLog> {
  const { createStream } = await import('rotating-file-stream');
  await mkdir(dirname(file), { recursive: true });
  const stream = createStream(basename(file), { path: dirname(file), size: `${maxBytes}B`, maxFiles: keepFiles });
  stream.on('error', (err) => listeners.log.error({ err }, 'receipts cannot be written'));
  const batches = createBatches((lines, written) => stream.write(lines, written), listeners, maxBytes);
  return {
    write: (receipt) => batches.add(`${JSON.stringify(receipt)}\n`),
    close() {
      batches.close();
      return new Promise((resolve) => stream.end(resolve));
    },
  };
}

/**
 * Gathers lines. While one batch is being written the next one grows, so that however many come in one turn of the event
 * loop, a writer that takes one batch a turn keeps up.
 */
function createBatches(
  write: (lines: string, written: () => void) => void,
  { log, onDropped }: Listeners,
  mostLength = batchLength,
) {
  const enough = Math.min(batchLength, mostLength);
  let lines = '';
  let isWriting = false;
  let dropped = 0;
  const timer = setInterval(flush, batchMs).unref();

  function flush(): void {
    if (isWriting || lines === '') return;
    const batch = lines;
    lines = '';
    isWriting = true;
    write(batch, written);
  }

  function drop(): void {
    onDropped();
    if (dropped++ % 10_000 === 0) log.error({ dropped }, 'what takes receipts is behind, some are dropped');
  }

  function written(): void {
    isWriting = false;
    if (lines.length >= enough) flush();
  }

  return {
    add(line: string) {
      if (lines.length < mostWaiting) lines += line;
      else drop();
      if (lines.length >= enough) flush();
    },
    close() {
      clearInterval(timer);
      isWriting = false;
      flush();
    },
  };
}
