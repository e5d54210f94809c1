import { closeSync, existsSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';

/** The first page of an LMDB file has this number after 24 bytes. */
const magic = 0xbeefc0de;
const magicAt = 24;

/** The file that holds the data of an LMDB directory. */
export function dataFileOf(directory: string): string {
  return join(directory, 'data.mdb');
}

/** A file of another kind stands where the data should be. */
export class NotADatabaseError extends Error {
  constructor(file: string) {
    super(`${file} is not a database of ours`);
    this.name = 'NotADatabaseError';
  }
}

/** A transaction could not be committed: the disk, as a rule. */
export class WriteFailedError extends Error {
  constructor(whose: string, cause: Error) {
    super(`${whose} cannot write: ${cause.message}`, { cause });
    this.name = 'WriteFailedError';
  }
}

/**
 * Refuses a file of another kind, for which the library would end the process.
 *
 * @throws NotADatabaseError
 */
export function assertDatabase(directory: string): void {
  const file = dataFileOf(directory);
  if (existsSync(file) && !isDatabase(file)) throw new NotADatabaseError(file);
}

function isDatabase(file: string): boolean {
  const descriptor = openSync(file, 'r');
  try {
    const head = Buffer.alloc(magicAt + 4);
    return readSync(descriptor, head) === 0 || head.readUInt32LE(magicAt) === magic;
  } finally {
    closeSync(descriptor);
  }
}

/**
 * Waits for an asynchronous transaction. lmdb tells why a commit failed by a second promise, which ends the process unless
 * somebody hears it. `whose` is named in the error, as in "The store".
 *
 * @throws WriteFailedError
 */
export async function committed<T>(write: Promise<T>, whose: string): Promise<T> {
  try {
    return await write;
  } catch (err) {
    const cause = await (err as { commitError?: Promise<never> }).commitError?.catch((reason: Error) => reason);
    throw cause ? new WriteFailedError(whose, cause as Error) : err;
  }
}
