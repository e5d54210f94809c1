import { statfs } from 'node:fs/promises';

/** The disk has less room than the operator wants left. */
export class DiskFullError extends Error {
  constructor(minFreeBytes: number) {
    super(`The disk of STORE_PATH has less than STORE_MIN_FREE_BYTES (${minFreeBytes}) left; nothing is stored.`);
    this.name = 'DiskFullError';
  }
}

/**
 * The room on the disk of a directory. It is looked at ahead of writing: a write that a full disk refuses corrupts the
 * memory of lmdb 3.5.
 */
export interface DiskSpace {
  /** Measures again; resolves with whether there is too little. */
  measure(): Promise<boolean>;
  /** @throws DiskFullError when there was too little the last time */
  assertEnough(): void;
}

export async function openDiskSpace(path: string, minFreeBytes: number): Promise<DiskSpace> {
  let isFull = await hasTooLittle();

  async function hasTooLittle(): Promise<boolean> {
    const { bavail, bsize } = await statfs(path);
    return bavail * bsize < minFreeBytes;
  }

  return {
    async measure() {
      isFull = await hasTooLittle();
      return isFull;
    },
    assertEnough() {
      if (isFull) throw new DiskFullError(minFreeBytes);
    },
  };
}
