import { type Logger, pino } from 'pino';
import { scopeFields } from './telemetry/turn-scope.js';

export type Log = Logger;

/** JSON lines on standard output; those of a turn say which. Facts are fields; no utterance, transcript, key or token is ever one of them. */
export function createLog(level: string): Log {
  return pino({ level, base: undefined, timestamp: pino.stdTimeFunctions.isoTime, mixin: scopeFields });
}
