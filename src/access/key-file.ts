import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Log } from '../lib/log.js';
import { inOurWords } from '../lib/our-words.js';
import { SettingsError } from '../lib/settings.js';
import { watchFiles } from '../lib/watched-file.js';
import { createKeyring, type KeyEntry, type Keyring, keyEntryShape } from './key.js';

const fileShape = z.strictObject({ keys: z.array(keyEntryShape).max(10_000) });

/** The keys in force now. */
export interface WatchedKeys {
  readonly keyring: Keyring;
  close(): void;
}

/**
 * The keys of `API_KEYS` and of the file, which is watched: a changed file is in force from one request to the next. One
 * that cannot be used is refused as a whole and the keys before it stay; at start it is a `SettingsError`.
 */
export async function openKeys(listed: readonly KeyEntry[], file: string | undefined, log: Log): Promise<WatchedKeys> {
  let keyring = createKeyring(file === undefined ? listed : [...listed, ...(await readKeys(file))]);
  if (file === undefined) return { keyring, close() {} };
  const watching = watchFiles([file], reload);

  async function reload(): Promise<void> {
    try {
      keyring = createKeyring([...listed, ...(await readKeys(file as string))]);
      log.info({ keys: keyring.size }, 'API keys loaded');
    } catch (err) {
      const faults = (err as SettingsError).faults.map(({ fault }) => fault);
      log.error({ faults }, 'API keys refused, those before stay in force');
    }
  }

  return {
    get keyring() {
      return keyring;
    },
    close: watching.close,
  };
}

/** @throws SettingsError; what it says never quotes the file */
async function readKeys(file: string): Promise<KeyEntry[]> {
  const text = await readFile(file, 'utf8').catch((err: NodeJS.ErrnoException) => {
    throw keyFileFault([`cannot be read (${err.code})`]);
  });
  const parsed = fileShape.safeParse(yamlOf(text), { error: inOurWords });
  if (parsed.success) return parsed.data.keys;
  throw keyFileFault(parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'the file'}: ${message}`));
}

function yamlOf(text: string): unknown {
  try {
    return parse(text, { maxAliasCount: 0 });
  } catch {
    throw keyFileFault(['is not YAML']);
  }
}

function keyFileFault(faults: readonly string[]): SettingsError {
  return new SettingsError(
    faults.map((fault) => ({ name: 'API_KEYS_FILE', fault, example: 'API_KEYS_FILE=./api-keys.yaml' })),
  );
}
