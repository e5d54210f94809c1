import { unwatchFile, watchFile } from 'node:fs';

/** How often files are polled unless the caller says otherwise, in ms. */
const defaultPollMs = 500;

/** Stops watching. */
export interface WatchedFiles {
  close(): void;
}

/**
 * Calls `onChange` after one of the files has changed, appeared or gone, one call after the other. It polls, which works
 * on every file system and through the symbolic links of a ConfigMap or Secret. `onChange` must not reject.
 */
export function watchFiles(
  files: readonly string[],
  onChange: () => Promise<void>,
  pollMs = defaultPollMs,
): WatchedFiles {
  let changing: Promise<void> = Promise.resolve();
  const changed = () => {
    changing = changing.then(onChange);
  };
  for (const file of files) watchFile(file, { interval: pollMs, persistent: false }, changed);
  return {
    close() {
      for (const file of files) unwatchFile(file, changed);
    },
  };
}
