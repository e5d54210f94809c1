import { type Reading, type SignalName, signalNames } from '../signals/index.js';

const digits = '0123456789abcdefghijklmnopqrstuvwxyz';
const base = digits.length;

/** How many characters a score takes. */
export const scoreLength = 3;

/** A reading's scores in the order of the signals, up to the last that was measured. */
export function packScores(reading: Reading): string {
  let packed = '';
  let measuredEnd = 0;
  for (const name of signalNames) {
    const score = reading[name];
    packed += packScore(score);
    if (score !== null) measuredEnd = packed.length;
  }
  return packed.slice(0, measuredEnd);
}

/** Scores have 4 decimals, so they are whole numbers of ten-thousandths: three digits to the base of 36. */
function packScore(score: number | null): string {
  const points = toPoints(score);
  if (points === null) return '---';
  return digits.charAt(points / base ** 2) + digits.charAt((points / base) % base) + digits.charAt(points % base);
}

function readScore(line: string, at: number): number | null {
  if (line.charCodeAt(at) === 0x2d) return null;
  return ((digitAt(line, at) * base + digitAt(line, at + 1)) * base + digitAt(line, at + 2)) / 10_000;
}

/** The digit to the base of 36 at a place of the line. */
export function digitAt(line: string, at: number): number {
  const code = line.charCodeAt(at);
  return code < 0x3a ? code - 0x30 : code - 0x57;
}

/** The scores that stand in a line from a place on; null for signals that come after its end, as later ones do. */
export function readScores(line: string, from: number, end: number): Reading {
  const reading = {} as Record<SignalName, number | null>;
  for (let i = 0, at = from; i < signalNames.length; i++, at += scoreLength)
    reading[signalNames[i] as SignalName] = at < end ? readScore(line, at) : null;
  return reading;
}

/** Scores have 4 decimals, so they are whole numbers of ten-thousandths. */
export function toPoints(score: number | null): number | null {
  return score === null ? null : Math.round(score * 10_000);
}

/** Null for what is not a number. */
export function fromPoints(points: unknown): number | null {
  return typeof points === 'number' ? points / 10_000 : null;
}
