import { destination, type Logger, pino, stdTimeFunctions } from 'pino';
import { turnContextFields } from './turn-context.js';

export type Log = Logger;

/** Takes lines, each with its line break; several at once where the caller has them. */
export interface LogDestination {
  write(lines: string): unknown;
}

/** Bytes that may wait for whoever reads standard output; lines beyond are dropped. */
const mostWaitingBytes = 32 * 1024 * 1024;

/** Lines are joined up to this length before they are written, in bytes: one write a turn of the event loop keeps up. */
const mostAtOnceBytes = 256 * 1024;

/**
 * Standard output. Lines are written together, at least four times a second: a process that is killed may lose the last
 * of them.
 */
export function openStandardOutput(): LogDestination {
  return destination({
    fd: 1,
    sync: false,
    minLength: 8_192,
    periodicFlush: 250,
    maxWrite: mostAtOnceBytes,
    maxLength: mostWaitingBytes,
  });
}

/**
 * JSON lines; those of a turn name its decision and trace. Facts are fields; no utterance, transcript, key or token is
 * ever one of them.
 */
export function createLog(level: string, destination: LogDestination = openStandardOutput()): Log {
  const options = { level, base: undefined, timestamp: stdTimeFunctions.isoTime, mixin: turnContextFields };
  return pino(options, destination);
}
