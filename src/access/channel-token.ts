import { createRemoteJWKSet, customFetch, errors, type JWK, type JWTPayload, jwtVerify } from 'jose';
import type { Activity } from '../core/turn.js';
import { ChannelTokenRefusedError } from './channel-token-refused.js';

/** Who issues the tokens by which channels call a bot, and where its keys are announced. */
export interface ChannelTokenSettings {
  /** The bot's application id: the audience of its tokens. */
  readonly appId: string;
  readonly cloud: 'public' | 'government';
  /** The issuer's OpenID configuration, where it is not the cloud's own. */
  readonly openIdUrl?: string | undefined;
}

/**
 * Resolves when the token is one of the bot's channels, with what then says whether it may speak for an activity: the
 * headers are enough for the first, so that no body of a stranger is read.
 *
 * @throws ChannelTokenRefusedError, or when it cannot tell
 */
export type VerifyChannelToken = (authorization: string | undefined) => Promise<AssertSpeaksFor>;

/** @throws ChannelTokenRefusedError */
export type AssertSpeaksFor = (activity: Activity) => void;

const clouds = {
  public: {
    issuer: 'https://api.botframework.com',
    openIdUrl: 'https://login.botframework.com/v1/.well-known/openidconfiguration',
  },
  government: {
    issuer: 'https://api.botframework.us',
    openIdUrl: 'https://login.botframework.azure.us/v1/.well-known/openidconfiguration',
  },
} as const;

const clockSkewSeconds = 300;
const keysForMs = 24 * 3_600_000;
const limitMs = 3_000;

/**
 * Verifies the token that the Bot Connector sends with an activity: signature, issuer, audience and time; the
 * `serviceurl` claim must be the activity's own, and the key must be endorsed for its channel.
 */
export function createVerifyChannelToken({ appId, cloud, openIdUrl }: ChannelTokenSettings): VerifyChannelToken {
  const { issuer, openIdUrl: ownOpenIdUrl } = clouds[cloud];
  let announced: Promise<ReturnType<typeof createRemoteJWKSet>> | undefined;

  /** Asked for once; again when that failed. */
  function keySet() {
    announced ??= openKeySet(openIdUrl ?? ownOpenIdUrl).catch((err: unknown) => {
      announced = undefined;
      throw err;
    });
    return announced;
  }

  return async (authorization) => {
    const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(authorization ?? '')?.[1];
    if (token === undefined) throw new ChannelTokenRefusedError(401, 'A bearer token of the channel is needed.');
    const keys = await keySet();
    const { payload, protectedHeader } = await jwtVerify(token, keys, {
      issuer,
      audience: appId,
      algorithms: ['RS256'],
      clockTolerance: clockSkewSeconds,
      requiredClaims: ['exp'],
    }).catch((err: unknown) => {
      if (err instanceof errors.JWKSTimeout || !(err instanceof errors.JOSEError)) throw err;
      throw new ChannelTokenRefusedError(401, 'The token is not one of the channel for this bot.', err);
    });
    const key: EndorsedKey | undefined = keys.jwks()?.keys.find(({ kid }) => kid === protectedHeader.kid);
    return (activity) => assertSpeaksFor(payload, key?.endorsements, activity);
  };
}

/** A key of the Bot Connector, with the channels it may sign for. */
interface EndorsedKey extends JWK {
  readonly endorsements?: unknown;
}

function assertSpeaksFor(claims: JWTPayload, endorsements: unknown, { serviceUrl, channelId }: Activity): void {
  if (typeof serviceUrl !== 'string' || claims.serviceurl !== serviceUrl)
    throw new ChannelTokenRefusedError(403, 'The token is for another service URL.');
  if (!Array.isArray(endorsements) || !endorsements.includes(channelId))
    throw new ChannelTokenRefusedError(403, 'The token’s key is not endorsed for this channel.');
}

async function openKeySet(openIdUrl: string) {
  const answer = await fetch(openIdUrl, { redirect: 'error', signal: AbortSignal.timeout(limitMs) });
  const { jwks_uri } = (await answer.json()) as { jwks_uri: string };
  const fetchOnce: typeof fetch = (url, init) => fetch(url, { ...init, redirect: 'error' });
  return createRemoteJWKSet(new URL(jwks_uri), {
    cacheMaxAge: keysForMs,
    timeoutDuration: limitMs,
    [customFetch]: fetchOnce,
  });
}
