import supertest from 'supertest';
import { describe, expect, test } from 'vitest';
import { contract, expectValidAnswer } from '../support/api-contract.js';
import { createService } from '../support/http-service.js';

const { app } = await createService();
const smallest = { activity: { conversation: { id: 'routes' }, id: 't1', text: 'can I talk to a person?' } };

const operations = Object.entries<Record<string, unknown>>(contract.paths).flatMap(
  ([path, { parameters, ...methods }]) =>
    Object.keys(methods).map((method) => ({ method: method.toUpperCase(), path })),
);
/** What each POST is sent; the conversation of the first is there for those that need one. */
const bodies: Record<string, object> = {
  '/evaluate': smallest,
  '/handoff-status': { conversation: { id: 'routes' }, value: { state: 'accepted' } },
};
await supertest(app).post('/evaluate').send(smallest);

/** What is answered when all is well. */
function statusOf(method: string, path: string): number {
  if (method === 'DELETE') return 204;
  return path === '/' ? 302 : 200;
}

describe('what the contract promises is served', () => {
  test.each(operations)('$method $path', async ({ method, path }) => {
    const response = await call(method, path);
    expect(response.status).toBe(statusOf(method, path));
    if (method !== 'DELETE') expectValidAnswer(method, path, response);
    else await supertest(app).post('/evaluate').send(smallest);
  });
});

describe('every path', () => {
  const paths = [...new Set(operations.map(({ path }) => path))];

  test.each(paths)('%s answers 405 to a method it does not have, and says which it has', async (path) => {
    const allowed = allowedOn(path);
    const response = await call('PATCH', path);
    expect(response.status).toBe(405);
    expect(response.headers.allow?.split(', ')).toEqual(expect.arrayContaining([...allowed, 'OPTIONS']));
    expectValidAnswer(allowed[0] as string, path, response);
  });

  test.each(paths)('%s answers OPTIONS with its methods', async (path) => {
    const response = await call('OPTIONS', path);
    expect(response.status).toBe(204);
    expect(response.headers.allow?.split(', ')).toEqual(expect.arrayContaining(allowedOn(path)));
  });

  test.each(paths.filter((path) => allowedOn(path).includes('GET')))('%s answers HEAD without a body', async (path) => {
    const response = await call('HEAD', path).redirects(0);
    expect(response.status).toBe(statusOf('HEAD', path));
    expect(response.text ?? '').toBe('');
  });

  test.each(operations)('$method $path names no software and cannot be sniffed or framed', async ({ method, path }) => {
    const { headers } = await call(method, path);
    expect(headers).not.toHaveProperty('x-powered-by');
    expect(headers['x-content-type-options']).toBe('nosniff');
    if (path === '/evaluate') expect(headers).toMatchObject({ 'cache-control': 'no-store' });
    else expect(headers['content-security-policy']).toContain("default-src 'none'");
  });
});

test('a browser that is given our address is sent to the page of the contract', async () => {
  const { status, headers } = await supertest(app).get('/').redirects(0);
  expect({ status, location: headers.location }).toEqual({ status: 302, location: 'docs' });
  expect((await supertest(app).get('/').redirects(1)).text).toContain('<openapi-explorer');
});

test.each(['/index.html', '/evaluate/x', '/admin', '/%ff', '/docs/../../etc/passwd'])(
  '%s is not there: 404 as a problem',
  async (path) => {
    const response = await supertest(app).get(path);
    expect(response.status).toBe(404);
    expect(response.type).toBe('application/problem+json');
    expect(response.body).toMatchObject({ title: 'Not Found', status: 404 });
  },
);

test.each(['/evaluate?a=1', '/evaluate/'])('POST %s is POST /evaluate', async (path) => {
  const response = await supertest(app).post(path).send(smallest);
  expect(response.status).toBe(200);
  expectValidAnswer('POST', '/evaluate', response);
});

test('an answer to a turn has its length, no ETag, and is JSON in UTF-8', async () => {
  const { headers, text } = await supertest(app).post('/evaluate').send(smallest);
  expect(headers['content-type']).toBe('application/json; charset=utf-8');
  expect(headers['content-length']).toBe(String(Buffer.byteLength(text)));
  expect(headers).not.toHaveProperty('etag');
});

test('a service that should get no traffic says why', async () => {
  const { app: stopping } = await createService({
    readiness: async () => ({ unready: ['The service is stopping.'], degraded: [] }),
  });
  const response = await supertest(stopping).get('/health/ready');
  expect(response.status).toBe(503);
  expect(response.body.detail).toBe('The service is stopping.');
  expectValidAnswer('GET', '/health/ready', response);
});

test('a service that answers, but worse than it should, says how', async () => {
  const degraded = ['The store cannot be used: it does not answer.'];
  const { app: limping } = await createService({ readiness: async () => ({ unready: [], degraded }) });
  const response = await supertest(limping).get('/health/ready');
  expect({ status: response.status, body: response.body }).toEqual({
    status: 200,
    body: { status: 'ready', degraded },
  });
});

test('both forms of the contract say the same', async () => {
  const { body } = await supertest(app).get('/openapi.json');
  expect(body).toEqual(contract);
});

test('the contract as OpenAPI 3.0 has every operation of the contract', async () => {
  const { body } = await supertest(app).get('/openapi-3.0.json');
  expect(body.openapi).toMatch(/^3\.0\./);
  const named = (document: { paths: object }) => JSON.stringify(document.paths).match(/"operationId":"[^"]+"/g);
  expect(named(body)).toEqual(named(contract));
});

test('the page names no other host, and its parts are here', async () => {
  const { text, headers } = await supertest(app).get('/docs');
  expect(text).not.toMatch(/https?:/);
  expect(headers['content-security-policy']).not.toMatch(/https?:|\*/);
  const parts = [...text.matchAll(/(?:src|spec-url|href)="([^":]+)"/g)].map(([, part]) => `/${part}`);
  expect(parts).toHaveLength(3);
  for (const part of parts) expect((await supertest(app).get(part)).status, part).toBe(200);
});

test('the page can try a call, on this service and no other', async () => {
  const { text, headers } = await supertest(app).get('/docs');
  expect(text).not.toContain('hide-console');
  expect(headers['content-security-policy']).toMatch(/connect-src 'self'(?:;|$)/);
  expect(contract.servers).toEqual([{ url: '/' }]);
});

function call(method: string, path: string) {
  const request = supertest(app)[method.toLowerCase() as 'get'](path.replace('{id}', 'routes'));
  return method === 'POST' ? request.send(bodies[path]) : request;
}

function allowedOn(path: string): string[] {
  return operations.filter((operation) => operation.path === path).map(({ method }) => method);
}

test('every path answers with the same hardening headers, whichever way it is served', async () => {
  const ours = /^(cross-origin|origin-agent|referrer|strict-transport|content-security|x-)/;
  const hardening = ({ headers }: { headers: Record<string, string> }) =>
    Object.fromEntries(Object.entries(headers).filter(([name]) => ours.test(name)));
  const answers = [
    await supertest(app)
      .post('/evaluate')
      .send({ activity: { conversation: { id: 'c' }, text: 'hello' } }),
    await supertest(app).post('/evaluate').send({}),
    await supertest(app)
      .post('/evaluate/')
      .send({ activity: { conversation: { id: 'c' }, text: 'hello' } }),
    await supertest(app).get('/policy'),
    await supertest(app).get('/metrics'),
    await supertest(app).get('/nowhere'),
  ].map(hardening);
  expect(Object.keys(answers[0] as object)).toHaveLength(12);
  expect(answers[0]).toMatchObject({
    'content-security-policy': "default-src 'none'",
    'x-content-type-options': 'nosniff',
  });
  for (const answer of answers) expect(answer).toEqual(answers[0]);
});
