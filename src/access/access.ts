import { z } from 'zod';
import { defineSettings, type FieldFault, type Runtime, type Values, variableName } from '../lib/settings.js';
import type { BearerTokens } from './bearer-tokens.js';
import { type Admission, type Caller, scopes } from './caller.js';
import { keyListShape } from './key.js';
import { openKeys } from './key-file.js';
import { isSafeUrl } from './safe-url.js';

/** Settings `API_…`: `keys` as `name:scope+scope:sha256`, `keysFile` a YAML file that is watched. */
export const keySettings = defineSettings('API', {
  keys: keyListShape.default([]).meta({ example: 'shop-bot:evaluate:<sha256 of the key>' }),
  keysFile: z.string().optional().meta({ example: './api-keys.yaml' }),
});

const safeUrl = z.string().refine(isSafeUrl, 'must be an address that begins with https://');

/** Settings `OIDC_…`: bearer tokens of one issuer for our audience (several: separated by commas). */
export const issuerSettings = defineSettings(
  'OIDC',
  {
    issuer: safeUrl.optional().meta({ example: 'https://login.microsoftonline.com/<tenant id>/v2.0' }),
    audience: z
      .string()
      .transform((text) => text.split(',').map((one) => one.trim()))
      .optional()
      .meta({ example: 'api://escalation' }),
    jwksUrl: safeUrl.optional().meta({ example: 'https://login.microsoftonline.com/<tenant id>/discovery/v2.0/keys' }),
  },
  { together: (_, isSet) => missingOfIssuer(isSet) },
);

function missingOfIssuer(isSet: (field: 'issuer' | 'audience' | 'jwksUrl') => boolean): FieldFault[] {
  if (isSet('issuer') && !isSet('audience')) {
    const why = 'without it a token made for any other service would be good here';
    return [{ field: 'audience', fault: `is needed with OIDC_ISSUER: ${why}` }];
  }
  const others = (['audience', 'jwksUrl'] as const).filter(isSet).map((field) => variableName('OIDC', field));
  if (isSet('issuer') || others.length === 0) return [];
  return [{ field: 'issuer', fault: `is needed with ${others.join(' and ')}` }];
}

export interface AccessSettings {
  readonly keys: Values<typeof keySettings.fields>;
  readonly issuer: Values<typeof issuerSettings.fields>;
}

/** What a request shows of who it comes from: its credential headers, its connection and the address of the other end. */
export interface Presented {
  readonly connection: object;
  readonly apiKey: string | undefined;
  readonly authorization: string | undefined;
  readonly address: string | undefined;
}

/** Who may call. */
export interface Access {
  /** Whether any credential is configured; without, everybody who can reach the service may do everything. */
  readonly isProtected: boolean;
  /** Whether bearer tokens are taken. */
  readonly takesTokens: boolean;
  admit(presented: Presented): Admission | Promise<Admission>;
  close(): void;
}

/**
 * Opens the configured credentials.
 *
 * @throws SettingsError
 */
export async function openAccess({ keys, issuer }: AccessSettings, { log, now }: Runtime): Promise<Access> {
  const isProtected = hasCredentials({ keys, issuer });
  const watched = await openKeys(keys.keys, keys.keysFile, log);
  const tokens = await openTokens(issuer, { log, now });
  return {
    isProtected,
    takesTokens: tokens !== undefined,
    admit({ connection, apiKey, authorization, address }) {
      if (!isProtected) return { caller: anybodyAt(address) };
      if (apiKey !== undefined) return watched.keyring.find(apiKey, now(), connection);
      const token = bearerIn(authorization);
      return tokens && token !== undefined ? tokens.find(token) : { denied: 'no-credential' };
    },
    close: watched.close,
  };
}

/** Undefined where no issuer is trusted; what verifies tokens is loaded only where one is. */
async function openTokens(
  { issuer: url, audience: audiences, jwksUrl }: AccessSettings['issuer'],
  { log, now }: Pick<Runtime, 'log' | 'now'>,
): Promise<BearerTokens | undefined> {
  if (url === undefined || audiences === undefined) return undefined;
  const { createBearerTokens } = await import('./bearer-tokens.js');
  return createBearerTokens({ url, audiences, jwksUrl }, log, now);
}

export function hasCredentials({ keys, issuer }: AccessSettings): boolean {
  return keys.keys.length > 0 || keys.keysFile !== undefined || issuer.issuer !== undefined;
}

const everything: Caller['scopes'] = new Set(scopes);

function anybodyAt(address = 'nowhere'): Caller {
  return { name: `address:${address}`, scopes: everything };
}

function bearerIn(authorization = ''): string | undefined {
  return /^bearer +(\S+)$/i.exec(authorization)?.[1];
}
