import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { hashOf } from '../../src/access/key.js';
import { makeKey } from '../../src/commands/key.js';
import { runCommand } from '../support/command-line.js';
import { type SpawnedService, spawnService } from '../support/service-process.js';

const folder = mkdtempSync(join(tmpdir(), 'start-'));
const keysFile = join(folder, 'keys.yaml');
writeFileSync(keysFile, `keys: [{ name: bot, scopes: [evaluate], sha256: ${hashOf('x'.repeat(32))} }]`);
const started: SpawnedService[] = [];
afterAll(() => {
  for (const { child } of started) child.kill('SIGKILL');
  rmSync(folder, { recursive: true });
});

function start(environment: Record<string, string>): SpawnedService {
  const service = spawnService({ STORE: 'memory', ...environment });
  started.push(service);
  return service;
}

/** The same, once it listens. */
async function startListening(environment: Record<string, string>) {
  const { stdout, url } = start(environment);
  return { stdout, port: Number(new URL(await url()).port) };
}

const logged = (stdout: () => string, text: string | RegExp) =>
  vi.waitFor(() => expect(stdout()).toMatch(text), { timeout: 15_000 });
/** Long enough for a line that should not come. */
const unexpectedLine = () => new Promise((resolve) => setTimeout(resolve, 300));

/** An address of this machine that is not loopback, if it has one. */
const outside = Object.values(networkInterfaces())
  .flat()
  .find((one) => one?.family === 'IPv4' && !one.internal)?.address;

const reachable = async (host: string, port: number) =>
  fetch(`http://${host}:${port}/health/live`).then(
    ({ ok }) => ok,
    () => false,
  );

describe('the service listens', () => {
  test('on this machine only without a credential, and says so', async () => {
    const { stdout, port } = await startListening({});
    await logged(stdout, 'only this machine can call the service');
    expect(await reachable('127.0.0.1', port)).toBe(true);
    if (outside) expect(await reachable(outside, port)).toBe(false);
  });

  test.each<Record<string, string>>([
    { API_KEYS: `bot:evaluate:${'0'.repeat(64)}` },
    { API_KEYS_FILE: keysFile },
    { OIDC_ISSUER: 'https://issuer.example', OIDC_AUDIENCE: 'api://escalation' },
  ])('on all interfaces with %j', async (environment) => {
    const { stdout, port } = await startListening(environment);
    await unexpectedLine();
    expect(stdout()).not.toContain('no credentials');
    expect(await reachable('127.0.0.1', port)).toBe(true);
    if (outside) expect(await reachable(outside, port)).toBe(true);
    expect((await fetch(`http://127.0.0.1:${port}/policy`)).status).toBe(401);
  });

  test.each(['0.0.0.0', '::', outside ?? '192.0.2.1'])('not on %s without a credential', async (HOST) => {
    const { stderr, ended } = start({ HOST });
    expect(await ended).toBe(78);
    expect(stderr()).toMatch(/^ {2}HOST: .+ALLOW_UNPROTECTED=true.+\(example: API_KEYS=.+\)$/m);
  });

  test('where HOST says without a credential with ALLOW_UNPROTECTED=true, and warns', async () => {
    const { stdout, port } = await startListening({ HOST: '0.0.0.0', ALLOW_UNPROTECTED: 'true' });
    await logged(stdout, /"level":40.*whoever reaches this address may do everything/);
    if (outside) expect(await reachable(outside, port)).toBe(true);
  });

  test('where HOST says, without a warning on loopback or with credentials', async () => {
    const loopback = await startListening({ HOST: '127.0.0.1' });
    const keyed = await startListening({ HOST: '0.0.0.0', API_KEYS_FILE: keysFile });
    await unexpectedLine();
    for (const { stdout } of [loopback, keyed]) expect(stdout()).not.toContain('"level":40');
  });
});

test('everything wrong with the credentials is listed at once, without what was given, and the exit code is 78', async () => {
  const secret = 'esk_this-is-a-key-in-the-wrong-place-0123456789';
  const { stderr, ended } = start({
    API_KEYS: `bot:evaluate:${secret},bot:admin:${'0'.repeat(64)}`,
    OIDC_ISSUER: 'http://issuer.example',
    RATE_LIMIT_PER_MINUTE: '-1',
    MAX_IN_FLIGHT: 'many',
  });
  expect(await ended).toBe(78);
  for (const name of ['API_KEYS: key 1', '; key 2', 'OIDC_ISSUER', 'RATE_LIMIT_PER_MINUTE', 'MAX_IN_FLIGHT'])
    expect(stderr()).toContain(name);
  expect(stderr()).not.toContain(secret);
});

test.each([
  [{ OIDC_ISSUER: 'https://issuer.example' }, 'OIDC_AUDIENCE'],
  [{ OIDC_AUDIENCE: 'api://escalation' }, 'OIDC_ISSUER'],
  [{ API_KEYS_FILE: './nowhere.yaml' }, 'API_KEYS_FILE'],
])('%j is refused', async (environment, name) => {
  const { stderr, ended } = start(environment as Record<string, string>);
  expect(await ended).toBe(78);
  expect(stderr()).toContain(`${name}: `);
});

describe('the command that makes keys', () => {
  const run = (...args: string[]) => runCommand(['key', ...args]);

  test('prints a key once, and its hash for both settings', () => {
    const { stdout, stderr, status } = run('shop-bot', '--scope', 'evaluate', '--scope', 'policy');
    const key = stdout.trim();
    expect(status).toBe(0);
    expect(key).toMatch(/^esk_[\w-]{43}$/);
    expect(stderr).toContain(`{ name: shop-bot, scopes: [evaluate, policy], sha256: ${hashOf(key)} }`);
    expect(stderr).toContain(`shop-bot:evaluate+policy:${hashOf(key)}`);
    expect(stderr).not.toContain(key);
  });

  test('makes another each time', () => {
    expect(makeKey('shop-bot', ['evaluate'])).not.toEqual(makeKey('shop-bot', ['evaluate']));
  });

  test.each([[[]], [['shop-bot']], [['shop-bot', '--role', 'evaluate']]])('%j is told the usage', (args) => {
    expect(run(...args)).toMatchObject({ stdout: '', status: 2, stderr: expect.stringContaining('Usage') });
  });

  test.each([
    ['shop bot', 'evaluate', /letters/],
    ['shop-bot', 'admin', /No such scope: admin/],
  ])('%s for %s is refused', (name, scope, says) => {
    expect(makeKey(name, [scope])).toEqual({ fault: expect.stringMatching(says) });
  });
});
