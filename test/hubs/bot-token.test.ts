import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeProtectedHeader } from 'jose';
import { generate } from 'selfsigned';
import { afterEach, expect, test, vi } from 'vitest';
import { openBotFrameworkHub } from '../../src/hubs/bot-framework.js';
import { callable, startFakeHub } from '../support/fake-hub.js';
import { activityFor, turnOn } from '../support/handover.js';
import { startLoginServer } from '../support/login-server.js';
import { testRuntime } from '../support/runtime.js';

const appId = '00000000-0000-0000-0000-000000000001';
afterEach(() => vi.unstubAllEnvs());

async function authorizationOf(settings: Record<string, string>) {
  const channel = await startFakeHub();
  const hub = await openBotFrameworkHub({ appId, ...callable(channel), ...settings }, testRuntime());
  await hub.deliver?.(activityFor(hub, turnOn(channel.url)), AbortSignal.timeout(5000));
  await Promise.all([hub.close(), channel.close()]);
  return channel.received.map(({ headers }) => headers.authorization);
}

const form = (text: string) => Object.fromEntries(new URLSearchParams(text));

test.each([
  [{ appType: 'single-tenant', tenantId: 'contoso' }, 'contoso'],
  [{ appType: 'multi-tenant' }, 'botframework.com'],
])('a secret: %o', async (settings, tenant) => {
  const login = await startLoginServer();
  const own = { ...settings, appSecret: 'not a secret', loginUrl: login.url, caFile: login.caFile };
  expect(await authorizationOf(own)).toEqual(['Bearer token-1']);
  const asked = login.received.filter(({ url }) => url.includes('/token'));
  expect(asked.map(({ text }) => form(text))).toMatchObject([
    {
      grant_type: 'client_credentials',
      client_id: appId,
      client_secret: 'not a secret',
      scope: expect.stringContaining('https://api.botframework.com/.default'),
    },
  ]);
  expect(login.received.some(({ url }) => url.includes(`/${tenant}/`))).toBe(true);
  await login.close();
});

test('a certificate, by which the bot signs for itself', async () => {
  const login = await startLoginServer();
  const made = await generate([{ name: 'commonName', value: 'bot' }]);
  const folder = mkdtempSync(join(tmpdir(), 'bot-'));
  const [certificateFile, certificateKeyFile] = [join(folder, 'bot.crt'), join(folder, 'bot.key')];
  writeFileSync(certificateFile, made.cert);
  writeFileSync(certificateKeyFile, made.private);
  const own = { tenantId: 'contoso', certificateFile, certificateKeyFile, loginUrl: login.url, caFile: login.caFile };
  expect(await authorizationOf(own)).toEqual(['Bearer token-1']);
  const asked = form(login.received.find(({ url }) => url.includes('/token'))?.text ?? '');
  expect(asked).not.toHaveProperty('client_secret');
  const thumbprint = new X509Certificate(readFileSync(certificateFile)).fingerprint256.replaceAll(':', '');
  const { 'x5t#S256': stated } = decodeProtectedHeader(asked.client_assertion as string);
  expect(
    Buffer.from(stated as string, 'base64url')
      .toString('hex')
      .toUpperCase(),
  ).toBe(thumbprint);
  await login.close();
});

test('a managed identity, from the endpoint of the machine', async () => {
  const expires = String(Math.floor(Date.now() / 1000) + 3600);
  const machine = await startFakeHub(() => ({
    status: 200,
    body: {
      access_token: 'machine-token',
      expires_on: expires,
      resource: 'https://api.botframework.com',
      token_type: 'Bearer',
    },
  }));
  vi.stubEnv('IDENTITY_ENDPOINT', `${machine.url}msi/token`);
  vi.stubEnv('IDENTITY_HEADER', 'header');
  expect(await authorizationOf({ appType: 'managed-identity' })).toEqual(['Bearer machine-token']);
  const { searchParams } = new URL(machine.received[0]?.url ?? '', machine.url);
  expect(searchParams.get('resource')).toBe('https://api.botframework.com');
  expect(searchParams.get('client_id')).toBe(appId);
  await machine.close();
});
