import { createHash, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { INetworkModule, NodeAuthOptions } from '@azure/msal-node';
import { z } from 'zod';
import { untilAborted } from '../lib/deadline.js';
import type { Outbound } from '../lib/outbound-http.js';
import { existingFile, oneOf } from '../lib/setting-fields.js';
import type { FieldFault } from '../lib/settings.js';

/** Who the bot is. `none` sends no token at all: for the Emulator and other hosts that ask for none. */
export const botSettings = {
  appType: oneOf('single-tenant', 'multi-tenant', 'managed-identity', 'none')
    .default('single-tenant')
    .meta({ example: 'single-tenant' }),
  appId: z.guid().optional().meta({ example: '00000000-0000-0000-0000-000000000001' }),
  tenantId: z.string().optional().meta({ example: '00000000-0000-0000-0000-000000000002' }),
  appSecret: z.string().optional().meta({ example: '<secret>' }),
  certificateFile: existingFile.optional().meta({ example: '/run/secrets/bot.crt' }),
  certificateKeyFile: existingFile.optional().meta({ example: '/run/secrets/bot.key' }),
  cloud: oneOf('public', 'government').default('public').meta({ example: 'public' }),
  /** The login service, where it is not the cloud's own. */
  loginUrl: z
    .url({ protocol: /^https$/, error: 'must be an address that begins with https://' })
    .optional()
    .meta({ example: 'https://login.microsoftonline.com' }),
};

type BotSettings = z.infer<z.ZodObject<typeof botSettings>>;

/** Gives the bot's token; undefined where none is needed. `fresh` asks for another than the last. */
export type BotToken = (limit: AbortSignal, fresh?: boolean) => Promise<string | undefined>;

/** The login service knows us and will not give a token: nothing that time mends. */
export class TokenRefusedError extends Error {
  constructor(cause: unknown) {
    super('The login service refuses the bot its token.', { cause });
    this.name = 'TokenRefusedError';
  }
}

const clouds = {
  public: {
    login: 'https://login.microsoftonline.com',
    tenant: 'botframework.com',
    api: 'https://api.botframework.com',
  },
  government: {
    login: 'https://login.microsoftonline.us',
    tenant: 'MicrosoftServices.onmicrosoft.us',
    api: 'https://api.botframework.us',
  },
} as const;

/** The longest one request for a token may take, in ms; whoever waits for it may give up earlier. */
const tokenLimitMs = 10_000;

type BotField = keyof typeof botSettings;

/** What each app type needs; one of the fields in a row is enough. */
const needs: Readonly<Record<BotSettings['appType'], readonly (readonly BotField[])[]>> = {
  'single-tenant': [['appId'], ['tenantId'], ['appSecret', 'certificateFile']],
  'multi-tenant': [['appId'], ['appSecret', 'certificateFile']],
  'managed-identity': [['appId']],
  none: [],
};

/** Faults of the settings taken together: which of them the app type needs. */
export function faultsOfBot({ appType }: Partial<BotSettings>, isSet: (field: BotField) => boolean): FieldFault[] {
  if (appType === undefined) return [];
  const missing = needs[appType].filter((fields) => !fields.some(isSet)).map(([field]) => field as BotField);
  if (needsSecret(appType) && isSet('certificateFile') && !isSet('certificateKeyFile'))
    missing.push('certificateKeyFile');
  return missing.map((field) => ({ field, fault: `is needed with HUB_APP_TYPE=${appType}` }));
}

/** What is set and not read: of fields the app type does not need, and of a secret beside a certificate. */
export function idleOfBot({ appType, certificateFile }: Partial<BotSettings>): FieldFault[] {
  if (appType === undefined) return [];
  const fault = `has no effect with HUB_APP_TYPE=${appType}`;
  const read = new Set<BotField>(['appType', 'cloud', ...needs[appType].flat()]);
  if (needsSecret(appType)) read.add('loginUrl').add('certificateKeyFile');
  const unread = (Object.keys(botSettings) as BotField[]).filter((field) => !read.has(field));
  const idle: FieldFault[] = unread.map((field) => ({ field, fault, example: 'HUB_APP_TYPE=single-tenant' }));
  if (!needsSecret(appType)) return idle;
  return certificateFile === undefined
    ? [...idle, { field: 'certificateKeyFile', fault: 'has no effect without HUB_CERTIFICATE_FILE' }]
    : [...idle, { field: 'appSecret', fault: 'has no effect beside HUB_CERTIFICATE_FILE: set one of the two' }];
}

function needsSecret(appType: BotSettings['appType']): boolean {
  return appType === 'single-tenant' || appType === 'multi-tenant';
}

/** The host that tokens are asked of; undefined when it is this machine's own or nobody. */
export function loginHost({ appType, cloud, loginUrl }: BotSettings): string | undefined {
  if (appType === 'none' || appType === 'managed-identity') return undefined;
  return new URL(loginUrl ?? clouds[cloud].login).host;
}

/**
 * The token by which the bot speaks to its channels. It is kept and renewed five minutes before it ends; however many
 * wait, one request is under way.
 */
export async function openBotToken(settings: BotSettings, outbound: Outbound): Promise<BotToken> {
  if (settings.appType === 'none') return async () => undefined;
  const acquire = await openAcquire(settings, outbound);
  const underWay = new Map<boolean, Promise<string>>();
  return (limit, fresh = false) => {
    const running = underWay.get(fresh) ?? acquire(fresh).finally(() => underWay.delete(fresh));
    underWay.set(fresh, running);
    return untilAborted(limit, running);
  };
}

type Acquire = (fresh: boolean) => Promise<string>;

async function openAcquire(settings: BotSettings, outbound: Outbound): Promise<Acquire> {
  const msal = await import('@azure/msal-node');
  const { appId, appType, cloud } = settings;
  const { api, login, tenant } = clouds[cloud];
  const token = (answer: { accessToken: string } | null) => {
    if (!answer) throw new Error('The login service gave no token.');
    return answer.accessToken;
  };
  if (appType === 'managed-identity') {
    const identity = new msal.ManagedIdentityApplication({
      managedIdentityIdParams: { userAssignedClientId: appId as string },
    });
    return async (fresh) => token(await identity.acquireToken({ resource: api, forceRefresh: fresh }));
  }
  const loginUrl = new URL(settings.loginUrl ?? login);
  const auth: NodeAuthOptions = {
    clientId: appId as string,
    authority: new URL(appType === 'multi-tenant' ? tenant : (settings.tenantId as string), loginUrl).href,
    knownAuthorities: [loginUrl.host],
    ...credentialOf(settings),
  };
  const app = new msal.ConfidentialClientApplication({ auth, system: { networkClient: networkOf(outbound) } });
  return async (fresh) => {
    try {
      return token(await app.acquireTokenByClientCredential({ scopes: [`${api}/.default`], skipCache: fresh }));
    } catch (err) {
      throw err instanceof msal.ServerError && !isTransient(err) ? new TokenRefusedError(err) : err;
    }
  };
}

/** `temporarily_unavailable` and answers of 429 or 5xx say that the login service is busy. */
function isTransient({ errorCode, status }: { errorCode: string; status?: number | undefined }): boolean {
  return errorCode === 'temporarily_unavailable' || status === 429 || (status !== undefined && status >= 500);
}

function credentialOf({ appSecret, certificateFile, certificateKeyFile }: BotSettings) {
  if (certificateFile === undefined) return { clientSecret: appSecret as string };
  const certificate = readFileSync(certificateFile, 'utf8');
  const thumbprintSha256 = createHash('sha256').update(new X509Certificate(certificate).raw).digest('hex');
  const privateKey = readFileSync(certificateKeyFile as string, 'utf8');
  return { clientCertificate: { thumbprintSha256, privateKey, x5c: certificate } };
}

/** Tokens are asked for the same guarded way as everything else is sent. */
function networkOf(outbound: Outbound): INetworkModule {
  const send = async (url: string, call: Parameters<Outbound['call']>[1]) => {
    const { status, headers, body } = await outbound.call(url, call, AbortSignal.timeout(tokenLimitMs));
    return { status, headers: headers as Record<string, string>, body: parsed(body) as never };
  };
  return {
    sendGetRequestAsync: (url, options) => send(url, { method: 'GET', headers: options?.headers ?? {} }),
    sendPostRequestAsync: (url, options) =>
      send(url, { method: 'POST', headers: options?.headers ?? {}, body: options?.body }),
  };
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return {};
  }
}
