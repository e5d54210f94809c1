import { createHmac } from 'node:crypto';
import type { Activity } from './turn.js';

/** What a user said on a turn, as nine characters that tell of no word of it. */
export type DigestOfSaid = (activity: Activity) => string;

/** How many of the characters stand for the key; the other six are 32 bits of what was said. */
const keyLength = 3;

/**
 * Tells whether a turn that comes again says the same. A plain hash of a short text is as good as the text, which anybody
 * can try out; under a key nobody can. The key itself is marked, so that digests of two keys are not compared.
 */
export function createDigestOfSaid(key: string): DigestOfSaid {
  const mark = digest(key, 'which key', keyLength);
  return ({ text, value }) => {
    const said = typeof text === 'string' ? text : JSON.stringify(value ?? null);
    return mark + digest(key, said);
  };
}

function digest(key: string, text: string, length?: number): string {
  return createHmac('sha256', key).update(text).digest().subarray(0, 4).toString('base64url').slice(0, length);
}

/** Whether two digests are known to be of different words: not where either is missing, or made under another key. */
export function saysOther(digest: string | undefined, other: string | undefined): boolean {
  if (digest === undefined || other === undefined) return false;
  return digest !== other && digest.slice(0, keyLength) === other.slice(0, keyLength);
}
