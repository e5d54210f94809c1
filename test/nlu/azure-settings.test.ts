import { mkdtemp, rename, writeFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { parseSettings, type Settings, type SettingsError } from '../../src/lib/settings.js';
import { openKey } from '../../src/nlu/azure/credential.js';
import { openAzure } from '../../src/nlu/azure/open.js';
import { azureSettings } from '../../src/nlu/azure/settings.js';
import { startAzureStub } from '../support/azure-stub.js';
import { serve } from '../support/loopback.js';
import { testRuntime } from '../support/runtime.js';

const parse = (settings: Settings) => parseSettings(azureSettings, settings);

function faultsOf(settings: Settings): string[] {
  try {
    parse(settings);
    return [];
  } catch (err) {
    return (err as SettingsError).faults.map(({ name, fault }) => `${name} ${fault}`);
  }
}

const cloud = 'https://r.cognitiveservices.azure.com';
/** Any file that can be read will do. */
const aFile = fileURLToPath(import.meta.url);

describe('settings that do', () => {
  test.each<[string, Settings]>([
    ['sentiment with a key', { sentimentEndpoint: cloud, sentimentKey: 'k' }],
    ['CLU alone with a key file', { cluEndpoint: cloud, cluKeyFile: aFile }],
    ['a managed identity for both', { sentimentEndpoint: cloud, cluEndpoint: cloud, credential: 'managed-identity' }],
    ['a container on loopback, without a key', { sentimentEndpoint: 'http://127.0.0.1:5000' }],
    ['a container on a network that is vouched for', { sentimentEndpoint: 'http://sentiment:5000', allowHttp: 'true' }],
    [
      'a gateway with a path, and what other parts of the provider read',
      { cluEndpoint: `${cloud}/gw/`, cluKey: 'k', models: dirname(aFile) },
    ],
  ])('%s', (_, settings) => {
    expect(faultsOf(settings)).toEqual([]);
  });

  test('lose the slash at the end of an endpoint, and name the intents that mean a human', () => {
    const parsed = parse({ cluEndpoint: `${cloud}/gw/`, cluKey: 'k', cluIntents: 'TalkToHuman, Complaint' });
    expect(parsed.cluEndpoint).toBe(`${cloud}/gw`);
    expect([...parsed.cluIntents]).toEqual(['TalkToHuman', 'Complaint']);
  });
});

describe('settings that do not do are all named at once', () => {
  test.each<[Settings, RegExp[]]>([
    [{}, [/^NLU_SENTIMENT_ENDPOINT is needed/]],
    [{ sentimentEndpoint: cloud }, [/^NLU_SENTIMENT_KEY is needed/]],
    [{ sentimentEndpoint: cloud, cluEndpoint: cloud }, [/^NLU_SENTIMENT_KEY is needed/, /^NLU_CLU_KEY is needed/]],
    [{ cluEndpoint: cloud, cluKey: 'k', cluKeyFile: aFile }, [/^NLU_CLU_KEY cannot be set together/]],
    [{ sentimentEndpoint: 'http://sentiment:5000' }, [/^NLU_SENTIMENT_ENDPOINT must be https/]],
    [{ cluEndpoint: 'http://127.0.0.1:1', credential: 'managed-identity' }, [/^NLU_CLU_ENDPOINT must be https/]],
    [{ sentimentEndpoint: 'ftp://x', sentimentKey: 'k' }, [/^NLU_SENTIMENT_ENDPOINT must be the URL/]],
    [
      {
        sentimentEndpoint: cloud,
        sentimentKey: 'k',
        band: 'wide',
        limitMs: '0',
        batchSize: '11',
        credential: 'password',
      },
      [
        /^NLU_LIMIT_MS must be a whole number from 10 to 10000/,
        /^NLU_BAND must be a number from 0 to 1/,
        /^NLU_CREDENTIAL must be key/,
        /^NLU_BATCH_SIZE must be a whole number from 1 to 10/,
      ],
    ],
    [
      { band: '2', cluEndpoint: cloud, cluKey: 'k', cluIntents: 'A,,B', cluApiVersion: 'latest' },
      [/^NLU_BAND/, /^NLU_CLU_API_VERSION/, /^NLU_CLU_INTENTS/],
    ],
  ])('%j', (settings, faults) => {
    const found = faultsOf(settings);
    for (const fault of faults) expect(found).toContainEqual(expect.stringMatching(fault));
    expect(found.length).toBe(faults.length);
  });

  test('without the key in the message', () => {
    expect(faultsOf({ sentimentEndpoint: 'no url', sentimentKey: 'top-secret' }).join()).not.toContain('top-secret');
  });
});

describe('a key in a file', () => {
  async function keyFile(key: string): Promise<string> {
    const path = join(await mkdtemp(join(tmpdir(), 'key-')), 'key');
    await writeFile(path, key);
    return path;
  }

  test('that is missing or empty stops the start, naming the variable', async () => {
    for (const file of [await keyFile(' \n'), '/nowhere/key'])
      await expect(openKey({ cluKeyFile: file }, 'clu')).rejects.toThrow(/NLU_CLU_KEY_FILE/);
  });

  test('is changed without a restart, and what the old key was refused for is forgotten', async () => {
    const path = await keyFile('old-key\n');
    const key = await openKey({ sentimentKeyFile: path }, 'sentiment', 10);
    const rotated = vi.fn();
    key.onRotate(rotated);
    expect(key.credential.key).toBe('old-key');
    await writeFile(`${path}.next`, 'new-key\n');
    await rename(`${path}.next`, path);
    await vi.waitFor(() => expect(rotated).toHaveBeenCalledOnce(), { timeout: 10_000 });
    expect(key.credential.key).toBe('new-key');
    key.close();
  });

  test('a turn after the change is answered by Azure again', async () => {
    const path = await keyFile('test-key');
    const stub = await startAzureStub();
    const runtime = testRuntime();
    const endpoints = { sentimentEndpoint: stub.endpoint, cluEndpoint: stub.endpoint };
    const azure = await openAzure(parse({ ...endpoints, sentimentKeyFile: path, cluKey: 'test-key' }), runtime);
    stub.key = 'next-key';
    expect(await azure.sentiment?.('one', 'en')).toEqual({ lost: 'unauthorized' });
    expect(azure.health()).toEqual([expect.stringContaining('sentiment refuses us (401)')]);
    await writeFile(path, 'next-key');
    await vi.waitFor(() => expect(azure.health()).toEqual([]), { timeout: 15_000, interval: 100 });
    expect(await azure.sentiment?.('two', 'en')).toHaveProperty('value');
    expect(runtime.logged.join()).not.toContain('next-key');
    await azure.close();
    await stub.close();
  });
});

describe('Entra ID', () => {
  const https = 'https://127.0.0.1:1';
  const both = { sentimentEndpoint: https, cluEndpoint: https };
  afterEach(() => vi.unstubAllEnvs());

  /** What a platform offers a managed identity, on loopback. */
  async function identityEndpoint(answer: (res: ServerResponse) => void): Promise<string[]> {
    const asked: string[] = [];
    const endpoint = await serve((req, res) => {
      asked.push(req.url ?? '');
      answer(res);
    });
    onTestFinished(() => endpoint.close());
    vi.stubEnv('IDENTITY_ENDPOINT', `${endpoint.url}/token`);
    vi.stubEnv('IDENTITY_HEADER', 'header');
    return asked;
  }

  test('a managed identity has its token before the first turn', async () => {
    const asked = await identityEndpoint((res) => {
      const expiresOn = Math.floor(Date.now() / 1000) + 3600;
      res.setHeader('content-type', 'application/json');
      res.end(
        JSON.stringify({ access_token: 't0ken', expires_on: String(expiresOn), token_type: 'Bearer', resource: 'r' }),
      );
    });
    const azure = await openAzure(parse({ ...both, credential: 'managed-identity' }), testRuntime());
    expect(asked.length).toBe(1);
    expect(decodeURIComponent(asked[0] as string)).toContain('resource=https://cognitiveservices.azure.com');
    expect(azure.health()).toEqual([]);
    expect(await azure.sentiment?.('hello', 'en')).toEqual({ lost: 'unavailable' });
    await azure.close();
  });

  test('a managed identity without a token is degraded health, not a failed start', async () => {
    await identityEndpoint((res) => {
      res.statusCode = 400;
      res.end(JSON.stringify({ error: 'invalid_request' }));
    });
    const azure = await openAzure(parse({ ...both, credential: 'managed-identity' }), testRuntime());
    expect(azure.health()).toEqual(['sentiment', 'clu'].map((name) => expect.stringContaining(`${name} refuses us`)));
    expect(await azure.sentiment?.('hello', 'en')).toEqual({ lost: 'unauthorized' });
    await azure.close();
  });

  test('a workload identity the platform says nothing of stops the start', async () => {
    await expect(openAzure(parse({ ...both, credential: 'workload-identity' }), testRuntime())).rejects.toThrow(
      /NLU_CREDENTIAL/,
    );
  });
});
