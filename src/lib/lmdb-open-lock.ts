import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

/**
 * Keeps processes from writing while another one opens the same database. lmdb 3.5 needs that: whoever opens sets the
 * shared transaction number to what it read a moment before (`mdb_env_open2`), and what others committed since is lost.
 *
 * Every process leaves a file with its number in the directory. One that opens makes a lock file, waits until all living
 * others have finished their writes and said so, opens, and removes the lock file. The others poll for it.
 */
export interface OpenedUnderLock<T> {
  readonly database: T;
  /** Runs work that writes, unless somebody opens: then it waits until that is over. */
  writing<R>(work: () => Promise<R>): Promise<R>;
  /** Whether no other process has opened the database since this one did. */
  isAlone(): boolean;
  /** To be called once the database is closed; true for the last process to leave. */
  leave(): boolean;
}

const pollMs = 20;

/** How long to wait for the others: one that does not answer for so long is not running, so it does not write either. */
const answerLimitMs = 1000;

/** `open` is told whether no other process has the database open. */
export async function openUnderLock<T>(directory: string, open: (isFirst: boolean) => T): Promise<OpenedUnderLock<T>> {
  mkdirSync(directory, { recursive: true });
  const lockFile = join(directory, 'opening');
  await acquire(lockFile);
  heldLockFiles.add(lockFile);
  try {
    await othersPaused(directory);
    const isFirst = others(directory).length === 0;
    const database = open(isFirst);
    writeFileSync(nameOf(directory, 'process', process.pid), '');
    return { database, ...pauseForOthers(directory, lockFile, isFirst) };
  } finally {
    heldLockFiles.delete(lockFile);
    rmSync(lockFile, { force: true });
  }
}

/** Told apart from one that a dead process of the same number left, as the first process of a container often has. */
const heldLockFiles = new Set<string>();

async function acquire(lockFile: string): Promise<void> {
  for (;;) {
    try {
      return writeFileSync(lockFile, String(process.pid), { flag: 'wx' });
    } catch (err) {
      if ((err as NodeJS.ErrnoException).code !== 'EEXIST') throw err;
    }
    if (!removeIfAbandoned(lockFile)) await setTimeout(pollMs);
  }
}

async function othersPaused(directory: string): Promise<void> {
  const until = performance.now() + answerLimitMs;
  const waits = (pid: number) => isRunning(pid) && !existsSync(nameOf(directory, 'paused', pid));
  while (performance.now() < until && others(directory).some(waits)) await setTimeout(pollMs / 4);
}

/** The processes that have the database open; what a dead one left is cleared away. */
function others(directory: string): number[] {
  const pids = readdirSync(directory).flatMap((name) => /^process-(\d+)$/.exec(name)?.[1] ?? []);
  const running = pids.map(Number).filter((pid) => pid !== process.pid);
  for (const pid of running) if (!isRunning(pid)) clear(directory, pid);
  return running.filter(isRunning);
}

/** Watches for processes that open, and holds this one's writes back meanwhile. */
function pauseForOthers(
  directory: string,
  lockFile: string,
  isFirst: boolean,
): Omit<OpenedUnderLock<never>, 'database'> {
  const paused = nameOf(directory, 'paused', process.pid);
  let writes = 0;
  let alone = isFirst;
  let pause: PromiseWithResolvers | undefined;
  const timer = setInterval(poll, pollMs).unref();

  function poll(): void {
    if (!existsSync(lockFile) || removeIfAbandoned(lockFile)) resume();
    else {
      alone = false;
      pause ??= withResolvers();
      if (writes === 0) writeFileSync(paused, '');
    }
  }

  function resume(): void {
    if (!pause) return;
    rmSync(paused, { force: true });
    pause.resolve();
    pause = undefined;
  }

  return {
    async writing(work) {
      while (pause) await pause.promise;
      writes++;
      try {
        return await work();
      } finally {
        writes--;
      }
    },
    isAlone: () => alone,
    leave() {
      clearInterval(timer);
      resume();
      clear(directory, process.pid);
      return others(directory).length === 0;
    },
  };
}

/** A lock file whose process is dead locks nothing. */
function removeIfAbandoned(lockFile: string): boolean {
  const pid = readNumber(lockFile);
  if (pid === undefined || (pid === process.pid ? heldLockFiles.has(lockFile) : isRunning(pid))) return false;
  rmSync(lockFile, { force: true });
  return true;
}

function readNumber(path: string): number | undefined {
  try {
    return Number(readFileSync(path, 'utf8')) || undefined;
  } catch {
    return undefined;
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (err) {
    return (err as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function nameOf(directory: string, kind: 'process' | 'paused', pid: number): string {
  return join(directory, `${kind}-${pid}`);
}

function clear(directory: string, pid: number): void {
  rmSync(nameOf(directory, 'process', pid), { force: true });
  rmSync(nameOf(directory, 'paused', pid), { force: true });
}

interface PromiseWithResolvers {
  readonly promise: Promise<void>;
  readonly resolve: () => void;
}

function withResolvers(): PromiseWithResolvers {
  let resolve = () => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
