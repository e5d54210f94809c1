import { destination, type Logger, pino, stdTimeFunctions } from 'pino';
import { turnContextFields } from './turn-context.js';

export type Log = Logger;

/** Lines that may wait for whoever reads standard output, in bytes; beyond, they are dropped. */
const mostWaitingBytes = 32 * 1024 * 1024;

/** Lines are joined up to this length before they are written, in bytes: one write a turn of the event loop keeps up. */
const mostAtOnceBytes = 256 * 1024;

/**
 * JSON lines on standard output; those of a turn name its decision and trace. Facts are fields; no utterance,
 * transcript, key or token is ever one of them. Lines are written together, at least four times a second: a process that
 * is killed may lose the last of them.
 */
export function createLog(level: string): Log {
  const out = destination({
    ...{ fd: 1, sync: false, minLength: 8_192, periodicFlush: 250 },
    ...{ maxWrite: mostAtOnceBytes, maxLength: mostWaitingBytes },
  });
  return pino({ level, base: undefined, timestamp: stdTimeFunctions.isoTime, mixin: turnContextFields }, out);
}
