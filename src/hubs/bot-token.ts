import { createHash, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { INetworkModule, NodeAuthOptions } from '@azure/msal-node';
import { z } from 'zod';
import { untilAborted } from '../lib/deadline.js';
import type { Outbound } from '../lib/outbound-http.js';
import { existingFile, SettingsError } from '../lib/settings.js';

/** Who the bot is. `none` sends no token at all: for the Emulator and other hosts that ask for none. */
export const botSettings = {
  appType: z
    .enum(['single-tenant', 'multi-tenant', 'managed-identity', 'none'])
    .default('single-tenant')
    .meta({ example: 'single-tenant' }),
  appId: z.guid().optional().meta({ example: '00000000-0000-0000-0000-000000000001' }),
  tenantId: z.string().min(1).optional().meta({ example: '00000000-0000-0000-0000-000000000002' }),
  appSecret: z.string().min(1).optional().meta({ example: '<secret>' }),
  certificateFile: existingFile.optional().meta({ example: '/run/secrets/bot.crt' }),
  certificateKeyFile: existingFile.optional().meta({ example: '/run/secrets/bot.key' }),
  cloud: z.enum(['public', 'government']).default('public').meta({ example: 'public' }),
  /** The login service, where it is not the cloud's own. */
  loginUrl: z
    .url({ protocol: /^https$/ })
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

/** Faults of the settings taken together: which of them the app type needs. */
function faultsOf({ appType, appId, tenantId, appSecret, certificateFile, certificateKeyFile }: BotSettings) {
  if (appType === 'none') return [];
  const needed: [string, boolean, string][] = [
    ['HUB_APP_ID', appId !== undefined, '00000000-0000-0000-0000-000000000001'],
  ];
  if (appType === 'single-tenant') needed.push(['HUB_TENANT_ID', tenantId !== undefined, 'contoso.onmicrosoft.com']);
  if (appType !== 'managed-identity') {
    needed.push(['HUB_APP_SECRET', appSecret !== undefined || certificateFile !== undefined, '<secret>']);
    if (certificateFile)
      needed.push(['HUB_CERTIFICATE_KEY_FILE', certificateKeyFile !== undefined, '/run/secrets/bot.key']);
  }
  return needed
    .filter(([, isThere]) => !isThere)
    .map(([name, , example]) => ({ name, fault: `is needed with HUB_APP_TYPE=${appType}`, example }));
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
  const faults = faultsOf(settings);
  if (faults.length > 0) throw new SettingsError(faults);
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
