import { hash, randomBytes, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { inOurWords } from '../lib/our-words.js';
import type { Admission, Caller } from './caller.js';
import { scopes } from './caller.js';

/** A key as it is configured: the SHA-256 of it, never the key. Times are in ms since the epoch. */
export interface KeyEntry {
  readonly caller: Caller;
  readonly digest: Buffer;
  readonly validFrom: number;
  readonly expires: number;
}

/** Shorter keys could be guessed from their hashes; those that `newKey` makes have 47 characters. */
export const leastKeyLength = 32;
export const mostKeyLength = 512;

/** A new key of 256 random bits, which makes one plain SHA-256 a safe way to keep it. The prefix is for secret scanners. */
export function newKey(): string {
  return `esk_${randomBytes(32).toString('base64url')}`;
}

/** The hex SHA-256 that stands for a key in every configuration. */
export function hashOf(key: string): string {
  return hash('sha256', key);
}

const keyName = textLike(
  /^[A-Za-z0-9][\w.-]{0,63}$/,
  'a name is 1 to 64 letters, digits, dots, hyphens and underscores',
);
const keyHash = textLike(/^[0-9a-f]{64}$/i, 'a key stands here as its SHA-256, 64 hexadecimal digits');
const scopeName = z.enum(scopes, `a scope is one of ${scopes.join(', ')}`);
const time = z.iso
  .datetime({ offset: true, error: 'a time is written like 2026-12-31T23:59:59Z' })
  .transform((text) => Date.parse(text));

function textLike(pattern: RegExp, error: string) {
  return z.string({ error }).regex(pattern, { error });
}

export const keyEntryShape = z
  .strictObject({
    name: keyName,
    sha256: keyHash,
    scopes: z.array(scopeName).min(1, 'a key needs at least one scope'),
    validFrom: time.optional(),
    expires: time.optional(),
  })
  .transform(
    ({ name, sha256, scopes, validFrom = 0, expires = Number.POSITIVE_INFINITY }): KeyEntry => ({
      caller: { name: `key:${name}`, scopes: new Set(scopes) },
      digest: Buffer.from(sha256, 'hex'),
      validFrom,
      expires,
    }),
  );

/** `API_KEYS`: `name:scope+scope:sha256`, several separated by commas. */
export const keyListShape = z.string().transform((text, context): KeyEntry[] => {
  const entries: KeyEntry[] = [];
  for (const [at, line] of text.split(',').entries()) {
    const [name, named = '', sha256, ...more] = line.trim().split(':');
    const parsed = keyEntryShape.safeParse({ name, sha256, scopes: named.split('+') }, { error: inOurWords });
    if (parsed.success && more.length === 0) entries.push(parsed.data);
    else {
      const message = parsed.error?.issues.map((issue) => issue.message).join('; ') ?? 'it has too many colons';
      context.addIssue({ code: 'custom', message: `key ${at + 1} is not name:scope+scope:sha256: ${message}` });
    }
  }
  return entries;
});

/**
 * Looks keys up by their hash. Where a key is looked for depends on the first 32 bits of its hash only, which nobody can
 * steer; the whole hashes are compared in constant time. Several keys may have one name: that is how they are rotated.
 */
export function createKeyring(entries: readonly KeyEntry[]) {
  const places = byPlace(entries);
  const lastKeys = new WeakMap<object, PresentedKey>();

  /**
   * A connection that sends the same key as before is not hashed again. Comparing the two texts leaks nothing: both came
   * from this connection.
   */
  function entryOf(key: string, connection: object): KeyEntry | undefined {
    const before = lastKeys.get(connection);
    if (before?.key === key) return before.entry;
    const digest = hash('sha256', key, 'buffer');
    const entry = places.get(digest.readUInt32BE(0))?.find((one) => timingSafeEqual(one.digest, digest));
    if (entry) lastKeys.set(connection, { key, entry });
    return entry;
  }

  return {
    size: entries.length,
    /** `connection` is whatever stands for the caller's connection: its socket. */
    find(key: string, now: number, connection: object): Admission {
      if (key.length < leastKeyLength || key.length > mostKeyLength) return { denied: 'unknown-key' };
      const entry = entryOf(key, connection);
      if (!entry) return { denied: 'unknown-key' };
      if (now < entry.validFrom) return { denied: 'not-yet-valid' };
      return now < entry.expires ? { caller: entry.caller } : { denied: 'expired' };
    },
  };
}

/** The last good key of a connection. */
interface PresentedKey {
  readonly key: string;
  readonly entry: KeyEntry;
}

export type Keyring = ReturnType<typeof createKeyring>;

const placeOf = ({ digest }: KeyEntry) => digest.readUInt32BE(0);

function byPlace(entries: readonly KeyEntry[]): Map<number, KeyEntry[]> {
  const places = new Map<number, KeyEntry[]>();
  for (const entry of entries) places.set(placeOf(entry), [...(places.get(placeOf(entry)) ?? []), entry]);
  return places;
}
