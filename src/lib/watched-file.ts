import { unwatchFile, watchFile } from 'node:fs';
import { stat } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';

/** How often files are polled unless the caller says otherwise, in ms. */
const defaultPollMs = 500;
/** A file that changes all the time is read after so many looks all the same. */
const mostLooks = 60;

/** Stops watching. */
export interface WatchedFiles {
  close(): void;
}

/**
 * Calls `onChange` after one of the files has changed, appeared or gone, one call after the other, and only once all of
 * them looked the same twice in a row: nobody is to read a file that is still being written. It polls, which works on
 * every file system and through the symbolic links of a ConfigMap or Secret. `onChange` must not reject.
 */
export function watchFiles(
  files: readonly string[],
  onChange: () => Promise<void>,
  pollMs = defaultPollMs,
): WatchedFiles {
  let closed = false;
  let changing: Promise<void> = Promise.resolve();
  let waiting = false;

  async function whenStable(): Promise<void> {
    waiting = true;
    let last = await lookAt(files);
    for (let looks = 0; looks < mostLooks && !closed; looks++) {
      await setTimeout(pollMs, undefined, { ref: false });
      const next = await lookAt(files);
      if (next === last) break;
      last = next;
    }
    waiting = false;
    if (!closed) await onChange();
  }

  const changed = () => {
    if (!waiting) changing = changing.then(whenStable);
  };
  for (const file of files) watchFile(file, { interval: pollMs, persistent: false }, changed);
  return {
    close() {
      closed = true;
      for (const file of files) unwatchFile(file, changed);
    },
  };
}

/** What a change would change of the files, links followed. */
async function lookAt(files: readonly string[]): Promise<string> {
  const looks = await Promise.all(files.map((file) => stat(file, { bigint: true }).catch(() => undefined)));
  return looks.map((look) => look && [look.ino, look.size, look.mtimeNs, look.ctimeNs].join()).join(' ');
}
