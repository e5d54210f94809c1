import { type Logger, pino } from 'pino';

export type Log = Logger;

/** JSON lines on standard output. Facts are fields; no utterance, transcript, key or token is ever one of them. */
export function createLog(level: string): Log {
  return pino({ level, base: undefined, timestamp: pino.stdTimeFunctions.isoTime });
}
