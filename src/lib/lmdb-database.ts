import { closeSync, existsSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';

/** The first page of an LMDB file has this number after 24 bytes. */
const magic = 0xbeefc0de;
const magicAt = 24;

/** The file that holds the data of an LMDB directory. */
export function dataFileOf(directory: string): string {
  return join(directory, 'data.mdb');
}

/** Throws for a file of another kind, which the library answers by ending the process. */
export function assertDatabase(directory: string): void {
  const file = dataFileOf(directory);
  if (existsSync(file) && !isDatabase(file)) throw new Error(`${file} is not a database of ours`);
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
 */
export async function committed<T>(write: Promise<T>, whose: string): Promise<T> {
  try {
    return await write;
  } catch (err) {
    const cause = await (err as { commitError?: Promise<never> }).commitError?.catch((reason: Error) => reason);
    throw cause ? new Error(`${whose} cannot write: ${(cause as Error).message}`, { cause }) : err;
  }
}
