import { closeSync, existsSync, fdatasyncSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { open, type RootDatabase } from 'lmdb';
import { assertDatabase, dataFileOf } from '../lib/lmdb-database.js';
import type { Log } from '../lib/log.js';

/**
 * Opens the database in a directory. Nothing is synced to the disk while it runs, which is what makes it fast; so after
 * a power failure the file may be torn. The directory therefore remembers during which run of the machine it was
 * written: if that ended before the last process closed the database, the first to open it starts afresh.
 */
export function openDatabase(directory: string, isFirst: boolean, log: Log): RootDatabase<string, string> {
  if (isFirst && isTorn(directory)) {
    log.warn('the machine stopped while conversations were being written; they start afresh');
    for (const name of ['data.mdb', 'lock.mdb']) rmSync(join(directory, name), { force: true });
  }
  assertDatabase(directory);
  writeFileSync(join(directory, machineRun), bootId());
  return open<string, string>({
    path: directory,
    noSubdir: false,
    encoding: 'string',
    useVersions: true,
    eventTurnBatching: false,
    noSync: true,
  });
}

/** To be called by the last process to close the database: what was written is then on the disk. */
export function syncToDisk(directory: string): void {
  const descriptor = openSync(dataFileOf(directory), 'r+');
  try {
    fdatasyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  rmSync(join(directory, machineRun), { force: true });
}

const machineRun = 'machine-run';

function isTorn(directory: string): boolean {
  const file = join(directory, machineRun);
  return existsSync(file) && readFileSync(file, 'utf8') !== bootId();
}

/** Names this run of the machine; the same for ever where the system does not tell. */
function bootId(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8');
  } catch {
    return 'unknown';
  }
}
