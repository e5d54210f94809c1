import { createHmac } from 'node:crypto';

/** Ids as they may be told outside: as they are, or as keyed hashes where they may be phone numbers. */
export type RedactId = (id: string) => string;

/** With a key, ids become the first 22 characters of their HMAC-SHA256: equal ids stay equal, and none can be read. */
export function createRedactId(key: string | undefined): RedactId {
  if (key === undefined) return (id) => id;
  return (id) => createHmac('sha256', key).update(id).digest('base64url').slice(0, 22);
}
