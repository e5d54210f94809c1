import { hash } from 'node:crypto';
import {
  createLocalJWKSet,
  createRemoteJWKSet,
  decodeJwt,
  errors,
  type JWTPayload,
  type JWTVerifyGetKey,
  jwtVerify,
} from 'jose';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import type { Log } from '../lib/log.js';
import { type Admission, type Denial, isScope } from './caller.js';
import { isSafeUrl } from './safe-url.js';

/** Whose tokens count: `audiences` are what a token must name, one of them. */
export interface Issuer {
  readonly url: string;
  readonly audiences: readonly string[];
  /** Undefined: found through the issuer's `/.well-known/openid-configuration`. */
  readonly jwksUrl: string | undefined;
}

export interface BearerTokens {
  /** Who a bearer token belongs to. A token that was good a short while ago is not verified again. */
  find(token: string): Admission | Promise<Admission>;
}

/** Signatures of a private key only: with a shared secret everybody who checks tokens could make them. */
const algorithms = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'];

/** How far the issuer's clock may be from ours, in s. */
const clockToleranceSeconds = 30;
/** For how long a token that was verified is not verified again, in ms, unless it expires before. */
const trustMs = 60_000;
const mostTrusted = 10_000;

interface Trusted {
  readonly admission: Admission;
  readonly until: number;
}

/**
 * Verifies bearer tokens (JWT) of one issuer: signature, issuer, audience, expiry. One that names another issuer is
 * refused without asking for keys: it may be a channel's, and ours may be away. `now` is in ms since the epoch.
 */
export function createBearerTokens(issuer: Issuer, log: Log, now: () => number): BearerTokens {
  const trusted = new LRUCache<string, Trusted>({ max: mostTrusted });
  const signingKeys = createSigningKeys(issuer, log);

  async function verify(token: string, key: string): Promise<Admission> {
    try {
      if (decodeJwt(token).iss !== issuer.url) return { denied: 'wrong-issuer' };
      const { payload } = await jwtVerify(token, signingKeys, {
        issuer: issuer.url,
        audience: [...issuer.audiences],
        algorithms,
        clockTolerance: clockToleranceSeconds,
        requiredClaims: ['exp'],
        currentDate: new Date(now()),
      });
      const admission = toAdmission(payload);
      trusted.set(key, { admission, until: Math.min(now() + trustMs, (payload.exp as number) * 1000) });
      return admission;
    } catch (err) {
      const denied = denialOf(err);
      if (denied === 'issuer-unavailable') log.error({ cause: (err as Error).message }, 'token issuer unavailable');
      return { denied };
    }
  }

  return {
    find(token) {
      const key = hash('sha256', token, 'base64');
      const known = trusted.get(key);
      return known && now() < known.until ? known.admission : verify(token, key);
    },
  };
}

/** Microsoft Entra names permissions of a user `scp` and of a program `roles`; most others say `scope`. */
function toAdmission({ scp, scope, roles, azp, appid, client_id, sub }: JWTPayload): Admission {
  const named = [scp, scope, roles].flatMap((claim) => (typeof claim === 'string' ? claim.split(' ') : claim));
  const name = [azp, appid, client_id, sub].find((claim) => typeof claim === 'string' && claim !== '') ?? 'unnamed';
  return { caller: { name: `token:${String(name).slice(0, 200)}`, scopes: new Set(named.filter(isScope)) } };
}

/** Everything that is not the token's fault is that we could not get the issuer's keys. */
function denialOf(err: unknown): Denial {
  if (err instanceof errors.JWTExpired) return 'expired';
  if (err instanceof errors.JWTClaimValidationFailed) return claimDenials[err.claim] ?? 'bad-token';
  return badToken.some((kind) => err instanceof kind) ? 'bad-token' : 'issuer-unavailable';
}

const claimDenials: Readonly<Record<string, Denial>> = {
  iss: 'wrong-issuer',
  aud: 'wrong-audience',
  nbf: 'not-yet-valid',
};

const badToken = [
  errors.JWTInvalid,
  errors.JWSInvalid,
  errors.JWSSignatureVerificationFailed,
  errors.JOSEAlgNotAllowed,
  errors.JOSENotSupported,
  errors.JWKSNoMatchingKey,
  errors.JWKSMultipleMatchingKeys,
];

/** How long we wait for the issuer, and after a failure before we ask again, in ms. */
const issuerLimitMs = 3_000;
const askAgainMs = 1_000;

/**
 * The issuer's public keys, fetched when first needed and again every 10 minutes or when a token names a new one. An
 * issuer that cannot be reached costs us new keys only: those we have stay good.
 */
function createSigningKeys({ url, jwksUrl }: Issuer, log: Log): JWTVerifyGetKey {
  let remote: ReturnType<typeof createRemoteJWKSet> | undefined;
  let failed = { at: Number.NEGATIVE_INFINITY, err: undefined as unknown };

  async function ask(...token: Parameters<JWTVerifyGetKey>) {
    remote ??= createRemoteJWKSet(new URL(jwksUrl ?? (await discover(url))), { timeoutDuration: issuerLimitMs });
    return await remote(...token);
  }

  async function askUnlessFailed(...token: Parameters<JWTVerifyGetKey>) {
    if (performance.now() - failed.at < askAgainMs) throw failed.err;
    try {
      return await ask(...token);
    } catch (err) {
      if (denialOf(err) === 'issuer-unavailable') failed = { at: performance.now(), err };
      throw err;
    }
  }

  return async (...token) => {
    try {
      return await askUnlessFailed(...token);
    } catch (err) {
      const held = remote?.jwks();
      if (denialOf(err) !== 'issuer-unavailable' || !held) throw err;
      log.warn({ cause: (err as Error).message }, 'token issuer unavailable, its last keys stay good');
      return createLocalJWKSet(held)(...token);
    }
  };
}

const discoveryShape = z.object({ issuer: z.string(), jwks_uri: z.url() });

/** OpenID Connect Discovery 1.0: where the issuer publishes its keys. */
async function discover(issuer: string): Promise<string> {
  const address = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const response = await fetch(address, { redirect: 'error', signal: AbortSignal.timeout(issuerLimitMs) });
  if (!response.ok) throw new Error(`the issuer's configuration is answered ${response.status}`);
  const { issuer: named, jwks_uri } = discoveryShape.parse(await response.json());
  if (named !== issuer) throw new Error('the issuer calls itself otherwise; OIDC_ISSUER must be exactly its name');
  if (!isSafeUrl(jwks_uri)) throw new Error('the issuer publishes its keys without TLS');
  return jwks_uri;
}
