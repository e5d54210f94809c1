import { type CryptoKey, exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { serve } from './loopback.js';

/** An OpenID Connect issuer of our own: discovery, keys, and tokens as one wants them. */
export interface Issuer {
  readonly url: string;
  /** How many times the keys were fetched. */
  readonly keyFetches: number;
  sign(claims?: JWTPayload, options?: { key?: CryptoKey; kid?: string; typ?: string }): Promise<string>;
  /** Signs with a new key from now on, and publishes that one only. */
  rotate(): Promise<void>;
  close(): Promise<void>;
}

export const audience = 'api://escalation-test';

export async function startIssuer(): Promise<Issuer> {
  let current = await newSigningKey('k1');
  let keyFetches = 0;
  const { url, close } = await serve((req, res) => {
    if (req.url === '/jwks') keyFetches++;
    const body = req.url === '/jwks' ? { keys: [current.jwk] } : { issuer: url, jwks_uri: `${url}/jwks` };
    res.setHeader('Content-Type', 'application/json').end(JSON.stringify(body));
  });
  return {
    url,
    get keyFetches() {
      return keyFetches;
    },
    sign(claims = {}, { key = current.privateKey, kid = current.jwk.kid, typ = 'JWT' } = {}) {
      const now = Math.floor(Date.now() / 1000);
      const usual = { iss: url, aud: audience, sub: 'shop-bot', iat: now, exp: now + 600 };
      return new SignJWT({ ...usual, ...claims })
        .setProtectedHeader({ alg: 'RS256', kid: kid as string, typ })
        .sign(key);
    },
    async rotate() {
      current = await newSigningKey(`k${Math.random()}`);
    },
    close,
  };
}

async function newSigningKey(kid: string) {
  const { publicKey, privateKey } = await generateKeyPair('RS256', { extractable: true });
  return { privateKey, jwk: { ...(await exportJWK(publicKey)), kid, alg: 'RS256', use: 'sig' } };
}
