import { exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createVerifyChannelToken } from '../../src/access/channel-token.js';
import { ChannelTokenRefusedError } from '../../src/access/channel-token-refused.js';
import type { Activity } from '../../src/core/turn.js';
import { type FakeHub, startFakeHub } from '../support/fake-hub.js';

const appId = '00000000-0000-0000-0000-000000000001';
const serviceUrl = 'https://directline.botframework.com/';
const activity = { serviceUrl, channelId: 'directline' };
const claims = { serviceurl: serviceUrl };

type PrivateKey = Awaited<ReturnType<typeof generateKeyPair>>['privateKey'];
let issuer: FakeHub;
let own: PrivateKey;
let stranger: PrivateKey;

beforeAll(async () => {
  const pair = await generateKeyPair('RS256');
  own = pair.privateKey;
  stranger = (await generateKeyPair('RS256')).privateKey;
  const key: JWK = { ...(await exportJWK(pair.publicKey)), kid: 'k1', endorsements: ['directline', 'webchat'] } as JWK;
  issuer = await startFakeHub((_nth, { url }) => ({
    status: 200,
    body: url === '/config' ? { jwks_uri: `${issuer.url}keys` } : { keys: [key] },
  }));
});
afterAll(() => issuer.close());

const verifier = (openIdUrl = `${issuer.url}config`) => {
  const verify = createVerifyChannelToken({ appId, cloud: 'public', openIdUrl });
  return async (authorization: string | undefined, to: Activity) => (await verify(authorization))(to);
};

interface Change {
  readonly claims?: Record<string, unknown>;
  readonly issuer?: string;
  readonly audience?: string;
  readonly key?: 'stranger';
  readonly kid?: string;
  /** When it ends, in seconds from now. */
  readonly endsIn?: number;
  readonly startsIn?: number;
}

function token({ claims: own_ = claims, ...change }: Change = {}): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  return new SignJWT(own_)
    .setProtectedHeader({ alg: 'RS256', kid: change.kid ?? 'k1' })
    .setIssuer(change.issuer ?? 'https://api.botframework.com')
    .setAudience(change.audience ?? appId)
    .setNotBefore(now + (change.startsIn ?? -10))
    .setExpirationTime(now + (change.endsIn ?? 600))
    .sign(change.key === 'stranger' ? stranger : own);
}

test('the channel’s own token lets it speak, and the keys are asked for once', async () => {
  const verify = verifier();
  const before = issuer.received.length;
  await verify(`Bearer ${await token()}`, activity);
  await verify(`bearer ${await token({ endsIn: -60 })}`, { ...activity, channelId: 'webchat' });
  expect(issuer.received.length - before).toBe(2);
});

test('a token is refused before anything is known of the activity', async () => {
  const verify = createVerifyChannelToken({ appId, cloud: 'public', openIdUrl: `${issuer.url}config` });
  await expect(verify(`Bearer ${await token({ key: 'stranger' })}`)).rejects.toMatchObject({ status: 401 });
});

describe('refused is', () => {
  test.each<[string, number, Change]>([
    ['another issuer', 401, { issuer: 'https://evil.example' }],
    ['another bot’s token', 401, { audience: '00000000-0000-0000-0000-000000000002' }],
    ['a token signed by somebody else', 401, { key: 'stranger' }],
    ['a key nobody announced', 401, { kid: 'k2' }],
    ['a token that ended more than five minutes ago', 401, { endsIn: -400 }],
    ['a token that begins later', 401, { startsIn: 400 }],
    ['a token for another service URL', 403, { claims: { serviceurl: 'https://evil.example/' } }],
    ['a token for none', 403, { claims: {} }],
  ])('%s', async (_what, status, change) => {
    const refused = verifier()(`Bearer ${await token(change)}`, activity);
    await expect(refused).rejects.toThrow(ChannelTokenRefusedError);
    await expect(refused).rejects.toMatchObject({ status });
  });

  test('a channel that the key is not endorsed for', async () => {
    const refused = verifier()(`Bearer ${await token()}`, { ...activity, channelId: 'msteams' });
    await expect(refused).rejects.toMatchObject({ status: 403 });
  });

  test.each([undefined, '', 'Bearer', 'Bearer x', 'Basic a.b.c', 'Bearer a.b.c'])('%s', async (authorization) => {
    await expect(verifier()(authorization, activity)).rejects.toMatchObject({ status: 401 });
  });

  test('an unsigned token', async () => {
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const forged = `${part({ alg: 'none', kid: 'k1' })}.${part({ iss: 'https://api.botframework.com', aud: appId, ...claims })}.x`;
    await expect(verifier()(`Bearer ${forged}`, activity)).rejects.toMatchObject({ status: 401 });
  });
});

test('an issuer that cannot be asked is no refusal, and is asked again', async () => {
  let down = true;
  const flaky = await startFakeHub((_nth, { url }) =>
    down ? { status: 500 } : { status: 200, body: url === '/config' ? { jwks_uri: `${issuer.url}keys` } : {} },
  );
  const verify = verifier(`${flaky.url}config`);
  const asked = verify(`Bearer ${await token()}`, activity);
  await expect(asked).rejects.toThrow();
  await expect(asked).rejects.not.toThrow(ChannelTokenRefusedError);
  down = false;
  await verify(`Bearer ${await token()}`, activity);
  await flaky.close();
});
