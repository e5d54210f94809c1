import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterAll, expect, test } from 'vitest';
import { plainTurn, post, statusEvent, turn } from '../../support/canary/calls.js';
import { canary, plantToken, secretWith } from '../../support/canary/canaries.js';
import { openAround } from '../../support/canary/watched-service.js';
import type { Reply } from '../../support/fake-hub.js';
import { startFakeHub } from '../../support/fake-hub.js';
import { audience } from '../../support/issuer.js';
import { startLoginServer } from '../../support/login-server.js';
import { type OnLoopback, serve } from '../../support/loopback.js';

const around = await openAround();
const closing: (() => unknown)[] = [around.close];
afterAll(async () => {
  for (const close of closing.reverse()) await close();
});

const appId = '00000000-0000-0000-0000-000000000001';
const serviceUrl = 'https://directline.botframework.com/';
const { publicKey, privateKey } = await generateKeyPair('RS256', { extractable: true });
const jwk = { ...(await exportJWK(publicKey)), kid: 'k1', alg: 'RS256', endorsements: ['directline'] };

/** What is answered to who asks where the keys are, and to who asks for them. */
interface Manner {
  readonly discovery?: (url: string) => unknown;
  readonly keys?: unknown;
  readonly status?: number;
  readonly hangs?: boolean;
}

const page = (url?: string) => `<html>${url} ${canary.header}</html>`;
const issuers: [string, Manner][] = [
  ['is well', {}],
  ['fails', { status: 500 }],
  ['redirects', { status: 302 }],
  ['never answers', { hangs: true }],
  ['answers with a web page', { discovery: page }],
  ['answers with an empty object', { discovery: () => ({}) }],
  ['calls itself otherwise', { discovery: (url) => ({ issuer: `${url}/x`, jwks_uri: `${url}/keys` }) }],
  ['publishes a web page for keys', { keys: page() }],
  ['publishes no keys', { keys: {} }],
  ['publishes keys that are none', { keys: { keys: [{ kid: 'k1', kty: 'RSA', alg: 'RS256', n: '!', e: 7 }] } }],
  ['publishes a shared secret', { keys: { keys: [{ kid: 'k1', kty: 'oct', alg: 'RS256', k: 'AAAA' }] } }],
  ['publishes its private key', { keys: { keys: [{ ...(await exportJWK(privateKey)), kid: 'k1', alg: 'RS256' }] } }],
];

async function startIssuer({ discovery, keys = { keys: [jwk] }, status = 200, hangs = false }: Manner) {
  const issuer: OnLoopback = await serve((req, res) => {
    if (hangs) return;
    const { url } = issuer;
    const found = discovery ? discovery(url) : { issuer: url, jwks_uri: `${url}/keys` };
    const body = req.url === '/keys' ? keys : found;
    res
      .writeHead(status, { location: `/${canary.header}` })
      .end(typeof body === 'string' ? body : JSON.stringify(body));
  });
  return issuer;
}

let signed = 0;

/** Right ones for the API and for a channel, and some that are wrong in a way that an error could quote. */
async function tokensOf(iss: string): Promise<string[]> {
  const sign = (claims: object, header: object = {}) =>
    new SignJWT({ [canary.claim]: canary.claim, ...claims })
      .setProtectedHeader({ alg: 'RS256', kid: 'k1', ...header })
      .setExpirationTime('10m')
      .sign(privateKey);
  const api = { iss, aud: audience, scope: 'evaluate handoff-status' };
  const channel = { iss: 'https://api.botframework.com', aud: appId, serviceurl: serviceUrl };
  const unsigned = [{ alg: 'none', kid: canary.claim }, api].map((part) =>
    Buffer.from(JSON.stringify(part)).toString('base64url'),
  );
  const tokens = [
    await sign(api),
    await sign({ ...api, aud: canary.claim }),
    await sign({ ...api, iss: canary.claim }),
    await sign(api, { kid: canary.claim }),
    await sign(api, { crit: [canary.claim], [canary.claim]: 1 }).catch(() => 'a.b.c'),
    await sign(channel),
    await sign({ ...channel, serviceurl: canary.claim }),
    await sign({ ...channel, aud: canary.claim }),
    `${unsigned.join('.')}.x`,
    `${canary.claim}.${canary.claim}.${canary.claim}`,
    canary.claim,
  ];
  return tokens.map((token) => plantToken(`token ${++signed}`, token));
}

test.concurrent.each(issuers)('tokens stand nowhere while their issuer %s', async (_what, manner) => {
  const issuer = await startIssuer(manner);
  closing.push(issuer.close);
  const service = await around.open({
    OIDC_ISSUER: issuer.url,
    STORE: 'memory',
    BOT_APP_ID: appId,
    BOT_OPEN_ID_URL: `${issuer.url}/config`,
  });
  const asking = (await tokensOf(issuer.url)).map(async (token) => {
    const bearer = { authorization: `Bearer ${token}` };
    const activity = { ...statusEvent('accepted'), serviceUrl, channelId: 'directline' };
    const evaluated = await post(service.app, '/evaluate', turn(), bearer);
    return [...evaluated, ...(await post(service.app, '/handoff-status', activity, bearer))];
  });
  const told = (await Promise.all(asking)).flat();
  expect(told.some(({ where }) => / 40[13]/.test(where) || / 503/.test(where))).toBe(true);
  service.look([...told, ...(await post(service.app, '/evaluate', plainTurn(), { 'x-api-key': around.callers.key }))]);
  await service.end();
});

const refusal = (error: string) => {
  const error_description = `AADSTS7000215: Invalid client secret provided: ${secretWith('botSecret')}`;
  return { status: 401, body: { error, error_description, error_codes: [7000215], trace_id: canary.botSecret } };
};
const token = { token_type: 'Bearer', expires_in: 3600, access_token: secretWith('botToken') };
const given = { status: 200, body: token };

const bots: [string, login: Reply, channel: number | 'hang' | 'reset'][] = [
  ['all is well', given, 200],
  ['the login service refuses the bot and quotes its secret', refusal('invalid_client'), 200],
  ['the login service takes the secret for its code', refusal(secretWith('botSecret')), 200],
  ['the login service is throttled', { ...refusal('temporarily_unavailable'), status: 429 }, 200],
  ['the login service fails', { ...refusal('server_error'), status: 500 }, 200],
  ['the login service never answers', 'hang', 200],
  ['the login service gives no token', { status: 200, body: {} }, 200],
  ...[400, 401, 404, 429, 500, 'hang' as const, 'reset' as const].map(
    (manner): [string, Reply, number | 'hang' | 'reset'] => [
      `the channel answers ${manner} and quotes all it was sent`,
      given,
      manner,
    ],
  ),
];

let login: Reply;
const logins = await startLoginServer(() => login);
closing.push(logins.close);

test.each(bots)(
  'what users say, and the bot’s secret and token, stand nowhere when %s',
  async (_when, says, manner) => {
    login = says;
    logins.received.length = 0;
    const channel = await startFakeHub((_nth, { headers, text }): Reply => {
      const quoting = { 'x-correlating-operationid': canary.utterance, 'retry-after': canary.utterance };
      const body = { error: { code: headers.authorization, message: text } };
      return typeof manner === 'number' ? { status: manner, headers: quoting, body } : manner;
    });
    const service = await around.open({
      HUB: 'bot-framework',
      DELIVERY: 'emit',
      DELIVERY_LIMIT_MS: '300',
      DELIVERY_ATTEMPT_MS: '200',
      HUB_APP_ID: appId,
      HUB_TENANT_ID: 'tenant',
      HUB_APP_SECRET: secretWith('botSecret'),
      HUB_LOGIN_URL: logins.url,
      HUB_CA_FILE: logins.caFile,
      HUB_ALLOW_HOSTS: channel.host,
      HUB_ALLOW_PRIVATE_HOSTS: '127.0.0.1,localhost',
      HUB_ALLOW_HTTP_HOSTS: '127.0.0.1',
    });
    for (let i = 0; i < 2; i++) {
      const body = turn({}, { serviceUrl: channel.url, conversation: { id: `${canary.conversation}-${i}` } });
      service.look(await post(service.app, '/evaluate', body, { 'x-api-key': around.callers.key }));
    }
    expect(JSON.stringify(logins.received)).toContain(canary.botSecret);
    if (says === given) expect(JSON.stringify(channel.received)).toContain(canary.botToken);
    await service.end();
    await channel.close();
  },
);
