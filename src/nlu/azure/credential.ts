import { readFile } from 'node:fs/promises';
import type { KeyCredential, TokenCredential } from '@azure/core-auth';
import { within } from '../../lib/deadline.js';
import { SettingsError } from '../../lib/settings.js';
import { watchFiles } from '../../lib/watched-file.js';
import { NoTokenError } from './loss.js';
import type { AzureSettings } from './settings.js';

export type Credential = KeyCredential | TokenCredential;

const tokenScope = 'https://cognitiveservices.azure.com/.default';

export interface OpenKey {
  readonly credential: KeyCredential;
  /** Is told each time a new key is in use. */
  onRotate(listener: () => void): void;
  close(): void;
}

/**
 * The key of one service, or the key in its file, which is read again when the file changes. Containers want no key and
 * the SDK wants one: they get a word. Throws a `SettingsError` for a file without a key.
 */
export async function openKey(
  settings: Partial<AzureSettings>,
  service: 'sentiment' | 'clu',
  pollMs = 5_000,
): Promise<OpenKey> {
  const { AzureKeyCredential } = await import('@azure/core-auth');
  const keyFile = settings[`${service}KeyFile`];
  if (keyFile === undefined) {
    const credential = new AzureKeyCredential(settings[`${service}Key`] ?? 'none');
    return { credential, onRotate: () => undefined, close: () => undefined };
  }
  const key = await readKey(keyFile);
  if (key === undefined) throw noKeyIn(service);
  const credential = new AzureKeyCredential(key);
  const listeners: (() => void)[] = [];

  /** A file that is being replaced may be gone or empty for a moment: the old key stays in use. */
  async function reload(): Promise<void> {
    const next = await readKey(keyFile as string);
    if (next === undefined || next === credential.key) return;
    credential.update(next);
    for (const listener of listeners) listener();
  }
  const watching = watchFiles([keyFile], reload, pollMs);
  return {
    credential,
    onRotate: (listener) => void listeners.push(listener),
    close: watching.close,
  };
}

function noKeyIn(service: string): SettingsError {
  const name = `NLU_${service.toUpperCase()}_KEY_FILE`;
  const example = `/run/secrets/${service}-key`;
  return new SettingsError([
    { name, fault: 'must be a readable file that holds the key', example: `${name}=${example}` },
  ]);
}

async function readKey(keyFile: string): Promise<string | undefined> {
  try {
    return (await readFile(keyFile, 'utf8')).trim() || undefined;
  } catch {
    return undefined;
  }
}

/**
 * Entra ID. The SDK is loaded here, as it costs most of what Azure costs at start. Throws a `SettingsError` where the
 * platform has not set what a workload identity is known by.
 */
export async function openToken({ credential, clientId }: AzureSettings): Promise<TokenCredential> {
  const { ManagedIdentityCredential, WorkloadIdentityCredential } = await import('@azure/identity');
  if (credential === 'managed-identity')
    return clientId === undefined ? new ManagedIdentityCredential() : new ManagedIdentityCredential({ clientId });
  try {
    return new WorkloadIdentityCredential(clientId === undefined ? {} : { clientId });
  } catch {
    const fault = 'workload-identity needs AZURE_CLIENT_ID, AZURE_TENANT_ID and AZURE_FEDERATED_TOKEN_FILE';
    throw new SettingsError([{ name: 'NLU_CREDENTIAL', fault, example: 'NLU_CREDENTIAL=managed-identity' }]);
  }
}

/**
 * Gets a first token, so that the first turn need not wait for it.
 *
 * @throws NoTokenError when none came in time
 */
export async function firstToken(credential: TokenCredential, limitMs: number): Promise<void> {
  const token = credential.getToken(tokenScope, { abortSignal: AbortSignal.timeout(limitMs) });
  await within(limitMs, token, 'Entra ID').catch(() => {
    throw new NoTokenError();
  });
}
