import { mkdtempSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateKeyPair } from 'jose';
import { afterAll, describe, expect, test } from 'vitest';
import { scopes } from '../../src/access/caller.js';
import { hashOf, newKey } from '../../src/access/key.js';
import { contract, expectValidAnswer } from '../support/api-contract.js';
import { createService, serveGuarded } from '../support/http-service.js';
import { audience, startIssuer } from '../support/issuer.js';

const folder = mkdtempSync(join(tmpdir(), 'keys-'));
const keys = { all: newKey(), expired: newKey(), early: newKey(), scopeless: {} as Record<string, string> };
const entries = [
  { name: 'all', key: keys.all, scopes: [...scopes] },
  { name: 'expired', key: keys.expired, scopes: [...scopes], expires: '2020-01-01T00:00:00Z' },
  { name: 'early', key: keys.early, scopes: [...scopes], validFrom: '2999-01-01T00:00:00Z' },
  ...scopes.map((scope) => {
    const key = newKey();
    keys.scopeless[scope] = key;
    return { name: `no-${scope}`, key, scopes: scopes.filter((one) => one !== scope) };
  }),
];
const keysFile = join(folder, 'keys.yaml');
await writeFile(
  keysFile,
  JSON.stringify({ keys: entries.map(({ key, ...entry }) => ({ ...entry, sha256: hashOf(key) })) }),
);

const issuer = await startIssuer();
const { app, service, logged } = await createService({
  environment: { API_KEYS_FILE: keysFile, OIDC_ISSUER: issuer.url, OIDC_AUDIENCE: audience },
});
const { url, port, close } = await serveGuarded(app);

afterAll(async () => {
  await close();
  await service.close();
  await issuer.close();
  rmSync(folder, { recursive: true });
});

const now = Math.floor(Date.now() / 1000);
const everything = { scope: scopes.join(' ') };
const { privateKey: strange } = await generateKeyPair('RS256');
const right = await issuer.sign(everything);
const [head, payload, signature] = right.split('.') as [string, string, string];
const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const hmac = async () => {
  const { SignJWT } = await import('jose');
  const claims = { iss: issuer.url, aud: audience, exp: now + 600, ...everything };
  return new SignJWT(claims).setProtectedHeader({ alg: 'HS256', kid: 'k1' }).sign(Buffer.from('x'.repeat(32)));
};
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

interface Credential {
  readonly it: string;
  readonly headers: Record<string, string>;
  readonly says: RegExp;
}

const refused: Credential[] = [
  { it: 'no credential', headers: {}, says: /Send a key/ },
  { it: 'an empty key', headers: { 'x-api-key': '' }, says: /not known/ },
  { it: 'a wrong key', headers: { 'x-api-key': newKey() }, says: /not known/ },
  { it: 'a short key', headers: { 'x-api-key': 'secret' }, says: /not known/ },
  { it: 'a key one character off', headers: { 'x-api-key': `${keys.all.slice(0, -2)}!!` }, says: /not known/ },
  { it: 'the hash of a key', headers: { 'x-api-key': hashOf(keys.all) }, says: /not known/ },
  { it: 'an expired key', headers: { 'x-api-key': keys.expired }, says: /expired/ },
  { it: 'a key that is not valid yet', headers: { 'x-api-key': keys.early }, says: /not valid yet/ },
  { it: 'a wrong key beside a right token', headers: { 'x-api-key': newKey(), ...bearer(right) }, says: /not known/ },
  { it: 'a key as a bearer token', headers: bearer(keys.all), says: /cannot be verified/ },
  { it: 'basic credentials', headers: { authorization: 'Basic YWxsOnNlY3JldA==' }, says: /Send a key/ },
  { it: 'an empty bearer', headers: { authorization: 'Bearer ' }, says: /Send a key/ },
  { it: 'a bearer that is no token', headers: bearer('a.b.c'), says: /cannot be verified/ },
  { it: 'an expired token', headers: bearer(await issuer.sign({ ...everything, exp: now - 60 })), says: /expired/ },
  {
    it: 'a token that never expires',
    headers: bearer(await issuer.sign({ ...everything, exp: undefined })),
    says: /cannot be verified/,
  },
  {
    it: 'a token that is not valid yet',
    headers: bearer(await issuer.sign({ ...everything, nbf: now + 120 })),
    says: /not valid yet/,
  },
  {
    it: 'a token for another audience',
    headers: bearer(await issuer.sign({ ...everything, aud: 'api://payroll' })),
    says: /another service/,
  },
  {
    it: 'a token without audience',
    headers: bearer(await issuer.sign({ ...everything, aud: undefined })),
    says: /another service/,
  },
  {
    it: 'a token of another issuer',
    headers: bearer(await issuer.sign({ ...everything, iss: 'https://evil.example' })),
    says: /another issuer/,
  },
  {
    it: 'a token signed with another key under the same name',
    headers: bearer(await issuer.sign(everything, { key: strange })),
    says: /cannot be verified/,
  },
  {
    it: 'a token signed with an unknown key',
    headers: bearer(await issuer.sign(everything, { key: strange, kid: 'nobody' })),
    says: /cannot be verified/,
  },
  {
    it: 'a token with alg=none',
    headers: bearer(`${encoded({ alg: 'none' })}.${payload}.`),
    says: /cannot be verified/,
  },
  {
    it: 'a right token whose header says alg=none',
    headers: bearer(`${encoded({ alg: 'none', kid: 'k1' })}.${payload}.${signature}`),
    says: /cannot be verified/,
  },
  { it: 'a token signed with a shared secret', headers: bearer(await hmac()), says: /cannot be verified/ },
  {
    it: 'a right token with other claims put in',
    headers: bearer(
      `${head}.${encoded({ ...JSON.parse(Buffer.from(payload, 'base64url').toString()), sub: 'x' })}.${signature}`,
    ),
    says: /cannot be verified/,
  },
  { it: 'a right token cut short', headers: bearer(right.slice(0, -4)), says: /cannot be verified/ },
];

const accepted: [string, Record<string, string>][] = [
  ['a right key', { 'x-api-key': keys.all }],
  ['a right token (scope)', bearer(right)],
  ['a right token (scp, as Entra gives users)', bearer(await issuer.sign({ scp: scopes.join(' ') }))],
  ['a right token (roles, as Entra gives programs)', bearer(await issuer.sign({ roles: [...scopes], azp: 'bot' }))],
  ['a right token for several audiences', bearer(await issuer.sign({ ...everything, aud: ['x', audience] }))],
];

interface Operation {
  readonly method: string;
  readonly path: string;
  readonly scope: string | undefined;
}

const operations: Operation[] = Object.entries<Record<string, { security: Record<string, string[]>[] }>>(
  contract.paths,
).flatMap(([path, { parameters: _, ...methods }]) =>
  Object.entries(methods).map(([method, { security }]) => {
    const scope = security.find((one) => 'apiKey' in one)?.apiKey?.[0];
    return { method: method.toUpperCase(), path, scope };
  }),
);
const guarded = operations.filter(({ scope }) => scope !== undefined);
const open = operations.filter(({ scope }) => scope === undefined);

test('the contract names a scope of ours for everything but health and documentation', () => {
  expect(open.map(({ path }) => path)).toEqual([
    '/',
    '/health/live',
    '/health/ready',
    '/openapi.yaml',
    '/openapi.json',
    '/docs',
  ]);
  expect(scopes).toEqual(expect.arrayContaining(guarded.map(({ scope }) => scope as string)));
});

describe.each(guarded)('$method $path', ({ method, path, scope }) => {
  test.each(refused)('is not for $it', async ({ headers, says }) => {
    const response = await call(method, path, headers);
    expect(response.status).toBe(401);
    expect((response.body as { detail: string }).detail).toMatch(says);
    expect(response.headers.get('www-authenticate')).toMatch(/^Bearer realm="escalation"/);
    expectValidAnswer(method, path, response);
  });

  test.each(accepted)('is for %s', async (_, headers) => {
    const response = await call(method, path, headers);
    expect([200, 204, 404]).toContain(response.status);
    if (response.status !== 204) expectValidAnswer(method, path, response);
  });

  test('is not for a credential without its scope', async () => {
    const token = await issuer.sign({ scope: scopes.filter((one) => one !== scope).join(' ') });
    for (const headers of [{ 'x-api-key': keys.scopeless[scope as string] as string }, bearer(token)]) {
      const response = await call(method, path, headers);
      expect(response.status).toBe(403);
      expect((response.body as { detail: string }).detail).toContain(scope);
      expectValidAnswer(method, path, response);
    }
  });

  test.each(['POST', 'GET', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'TRACE'])('%s gets nobody past it', async (other) => {
    if (other === 'TRACE') return expect((await raw(`TRACE ${path} HTTP/1.1`)).split(' ')[1]).not.toBe('200');
    const response = await call(other, path, {});
    expect([401, 405]).toContain(response.status);
  });
});

describe.each(open)('$method $path is open to all', ({ method, path }) => {
  test.each([{ it: 'nobody', headers: {} }, ...refused.slice(1, 5)])('$it', async ({ headers }) => {
    expect((await call(method, path, headers)).status).toBe(200);
  });
});

test.each([
  'GET /policy/',
  'GET /POLICY',
  'GET //policy',
  'GET /policy?x=1',
  'GET /policy#x',
  'GET /%70olicy',
  'GET /./policy',
  'GET /health/../policy',
  'GET /health/live/../../policy',
  'GET /docs/..%2fpolicy',
  'GET /policy;x',
  'GET /policy%00',
  'GET http://127.0.0.1/policy',
  'POST /evaluate/',
  'POST /Evaluate',
  'POST //evaluate',
  'POST /evaluate?x',
  'POST /evaluate#x',
  'POST http://x/evaluate',
  'DELETE /conversations/c1/',
  'GET /CONVERSATIONS/c1',
  'GET /conversations/%2e%2e',
])('%s without a credential shows nothing', async (line) => {
  const status = Number((await raw(`${line} HTTP/1.1`)).split(' ')[1]);
  expect([400, 401, 404, 405]).toContain(status);
});

test('no key and no token was logged, and every refusal was, with its reason', () => {
  const log = logged.lines.join('');
  for (const { headers } of refused)
    for (const secret of Object.values(headers)) if (secret.length > 20) expect(log).not.toContain(secret.slice(7));
  expect(log).not.toContain(right);
  expect(log).not.toContain(keys.all);
  expect(log).toContain('"denied":"unknown-key"');
  expect(log).toContain('"denied":"wrong-audience"');
});

test('a token is verified once and its signing keys fetched once, until the issuer has new ones', async () => {
  const before = issuer.keyFetches;
  for (let i = 0; i < 20; i++) expect((await call('GET', '/policy', bearer(right))).status).toBe(200);
  expect(issuer.keyFetches).toBe(before);
});

async function call(method: string, path: string, headers: Record<string, string>) {
  const body = method === 'POST' ? JSON.stringify({ activity: smallest, ...smallest }) : undefined;
  const response = await fetch(url + path.replace('{id}', 'c1'), {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    ...(body && { body }),
  });
  const text = await response.text();
  const type = (response.headers.get('content-type') ?? '').split(';')[0] as string;
  return {
    status: response.status,
    headers: response.headers,
    type,
    text,
    body: type.endsWith('json') && text ? JSON.parse(text) : undefined,
  };
}

const smallest = { type: 'event', name: 'handoff.status', conversation: { id: 'c1' }, value: { state: 'accepted' } };

async function raw(line: string): Promise<string> {
  const { connect } = await import('node:net');
  const body = line.startsWith('POST') ? JSON.stringify({ activity: smallest }) : '';
  const head = `${line}\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: ${body.length}`;
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(port, '127.0.0.1').setEncoding('utf8');
    socket.on('data', (chunk: unknown) => {
      answer += chunk;
    });
    socket.once('error', reject).once('close', () => resolve(answer));
    socket.end(`${head}\r\n\r\n${body}`);
  });
}
