import { mkdtempSync, rmSync, symlinkSync, unlinkSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, expect, test, vi } from 'vitest';
import { hashOf, newKey } from '../../src/access/key.js';
import { createService, serveGuarded } from '../support/http-service.js';
import { audience, startIssuer } from '../support/issuer.js';

const folder = mkdtempSync(join(tmpdir(), 'rotation-'));
const file = join(folder, 'keys.yaml');
let moves = 0;

/** Writes the file as an operator's tools do: beside it, then moved over it. */
async function put(keys: readonly string[]): Promise<void> {
  const entries = keys.map((key) => `  - { name: bot, scopes: [policy], sha256: ${hashOf(key)} }\n`);
  await writeFile(`${file}.${++moves}`, keys.length > 0 ? `keys:\n${entries.join('')}` : 'keys: []\n');
  await rename(`${file}.${moves}`, file);
}

const first = newKey();
await put([first]);
const { app, service, logged } = await createService({ environment: { API_KEYS_FILE: file } });
const http = await serveGuarded(app);

afterAll(async () => {
  await http.close();
  await service.close();
  rmSync(folder, { recursive: true });
});

const status = async (key: string, at = http.url) =>
  (await fetch(`${at}/policy`, { headers: { 'x-api-key': key } })).status;
const inForce = (key: string, expected = 200, at = http.url) =>
  vi.waitFor(async () => expect(await status(key, at)).toBe(expected), { timeout: 15_000, interval: 20 });

test('keys rotate under load with no failed request', { timeout: 120_000 }, async () => {
  let key = first;
  let done = false;
  let sent = 0;
  const failed: number[] = [];
  const callers = Array.from({ length: 8 }, async () => {
    while (!done) {
      const answered = await status(key);
      sent++;
      if (answered !== 200) failed.push(answered);
    }
  });
  for (let round = 0; round < 5; round++) {
    const next = newKey();
    await put([key, next]);
    await inForce(next);
    const old = key;
    key = next;
    // Every request with the old key has been answered before it goes.
    await setTimeout(50);
    await put([next]);
    await inForce(old, 401);
  }
  done = true;
  await Promise.all(callers);
  expect(sent).toBeGreaterThan(100);
  expect(failed).toEqual([]);
  await put([first]);
  await inForce(first);
});

test.each([
  ['is no YAML', '{keys: [', /not YAML/],
  ['holds a key instead of its hash', `keys: [{ name: a, scopes: [policy], sha256: ${newKey()} }]`, /SHA-256/],
  ['names a scope that is none', `keys: [{ name: a, scopes: [admin], sha256: ${hashOf('x')} }]`, /evaluate/],
  ['has a field that is none', `keys: [{ name: a, scopes: [policy], sha256: ${hashOf('x')}, role: x }]`, /role/],
  ['expands without end', `a: &a [x]\nkeys: [*a, *a]`, /not YAML/],
])('a file that %s is refused, says why, and the keys before it stay', async (_, text, says) => {
  const lines = logged.lines.length;
  await writeFile(file, text);
  await vi.waitFor(() => expect(logged.lines.slice(lines).join('')).toContain('API keys refused'), 15_000);
  const line = logged.lines.slice(lines).find((one) => one.includes('API keys refused')) as string;
  expect(JSON.parse(line).faults.join()).toMatch(says);
  expect(line).not.toContain('esk_');
  expect(await status(first)).toBe(200);
  await put([first]);
});

test('a file that is gone for a while costs nobody access', async () => {
  const lines = logged.lines.length;
  await rm(file);
  await vi.waitFor(() => expect(logged.lines.slice(lines).join('')).toContain('cannot be read'), 15_000);
  expect(await status(first)).toBe(200);
  await put([first]);
});

test('a file without keys lets nobody in: taking the last key away works', async () => {
  await put([]);
  await inForce(first, 401);
  await put([first]);
  await inForce(first);
});

test('keys behind the symbolic links of a Kubernetes Secret rotate', async () => {
  const mount = join(folder, 'mount');
  const [old, next] = [newKey(), newKey()];
  const revision = async (name: string, key: string) => {
    await mkdir(join(mount, name), { recursive: true });
    const entry = `keys: [{ name: bot, scopes: [policy], sha256: ${hashOf(key)} }]`;
    await writeFile(join(mount, name, 'keys.yaml'), entry);
  };
  await revision('..1', old);
  symlinkSync('..1', join(mount, '..data'));
  symlinkSync('..data/keys.yaml', join(mount, 'keys.yaml'));
  const other = await createService({ environment: { API_KEYS_FILE: join(mount, 'keys.yaml') } });
  const at = await serveGuarded(other.app);
  expect(await status(old, at.url)).toBe(200);
  await revision('..2', next);
  unlinkSync(join(mount, '..data'));
  symlinkSync('..2', join(mount, '..data'));
  await inForce(next, 200, at.url);
  expect(await status(old, at.url)).toBe(401);
  await at.close();
  await other.service.close();
});

test('an issuer rotates its signing keys without a failed request, and may be away for a while', async () => {
  const issuer = await startIssuer();
  let now = Date.now();
  const environment = { OIDC_ISSUER: issuer.url, OIDC_AUDIENCE: audience };
  const other = await createService({ environment, now: () => now });
  const at = await serveGuarded(other.app);
  const asked = async (token: string) =>
    (await fetch(`${at.url}/policy`, { headers: { authorization: `Bearer ${token}` } })).status;
  const old = await issuer.sign({ scope: 'policy', exp: Math.floor(now / 1000) + 3600 });
  expect(await asked(old)).toBe(200);
  await issuer.close();
  now += 61_000;
  expect(await asked(old), 'verified again with the keys we have').toBe(200);
  await at.close();
  await other.service.close();
});

test('an issuer that never answered is 503 for tokens, and nothing for keys', async () => {
  const key = newKey();
  const environment = {
    API_KEYS: `bot:policy:${hashOf(key)}`,
    OIDC_ISSUER: 'http://127.0.0.1:9',
    OIDC_AUDIENCE: audience,
  };
  const other = await createService({ environment });
  const at = await serveGuarded(other.app);
  const issuer = await startIssuer();
  const token = await issuer.sign({ iss: 'http://127.0.0.1:9', scope: 'policy' });
  const response = await fetch(`${at.url}/policy`, { headers: { authorization: `Bearer ${token}` } });
  expect(response.status).toBe(503);
  expect(response.headers.get('retry-after')).toBe('5');
  expect(await status(key, at.url)).toBe(200);
  const others = await issuer.sign({ scope: 'policy' });
  const refused = await fetch(`${at.url}/policy`, { headers: { authorization: `Bearer ${others}` } });
  expect(refused.status, 'of an issuer we do not ask: it may be a channel, which is looked at next').toBe(401);
  await issuer.close();
  await at.close();
  await other.service.close();
});
