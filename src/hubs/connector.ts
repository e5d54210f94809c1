import type { z } from 'zod';
import type { Attempt } from '../core/delivery.js';
import type { Activity } from '../core/turn.js';
import { guidIn } from '../lib/guid.js';
import type { Runtime } from '../lib/settings.js';
import { activityUrl } from './activity-url.js';
import { attemptOf, attemptWithout } from './attempt.js';
import { botSettings, faultsOfBot, idleOfBot, loginHost, openBotToken, TokenRefusedError } from './bot-token.js';
import { callSettings, hostList, openOutbound } from './call-settings.js';
import { lastUtteranceSetting } from './hub-settings.js';

/** Where the Bot Framework's channels are: their service URLs may get the bot's token. */
const channelHosts = {
  public: ['*.botframework.com', 'smba.trafficmanager.net'],
  government: ['*.botframework.azure.us', 'smba.infra.gcc.teams.microsoft.com', 'smba.infra.gov.teams.microsoft.us'],
} as const;

/** The settings of every hub that is reached through the Bot Connector. */
export const connectorSettings = {
  ...lastUtteranceSetting,
  ...botSettings,
  ...callSettings,
  /** Replaces the hosts of the Bot Framework's own channels. */
  allowHosts: hostList.optional().meta({ example: '*.botframework.com,smba.trafficmanager.net' }),
};

/** Which settings of the bot its app type needs, and which it does not read. */
export const ruledByAppType = { together: faultsOfBot, idle: idleOfBot };

type ConnectorSettings = Omit<z.infer<z.ZodObject<typeof connectorSettings>>, 'lastUtterance'>;

/** The Bot Connector REST API, spoken as the bot. */
export interface Connector {
  /** Sends one activity to the channel its `serviceUrl` names, as a reply where it has a `replyToId`. Never rejects. */
  send(activity: Activity, limit: AbortSignal): Promise<Attempt>;
  close(): void;
}

export async function openConnector(settings: ConnectorSettings, { log, now }: Runtime): Promise<Connector> {
  const { allowHosts, cloud } = settings;
  const login = loginHost(settings);
  const channels = openOutbound(allowHosts ?? channelHosts[cloud], settings);
  const logins = openOutbound(login ? [login] : [], settings);
  const botToken = await openBotToken(settings, logins);

  async function send(activity: Activity, limit: AbortSignal): Promise<Attempt> {
    try {
      const url = activityUrl(activity);
      if (url === undefined) return { outcome: 'failed', cause: 'no-service-url' };
      const first = await post(url, activity, limit, false);
      if (first.status !== 401) return toAttempt(first);
      return toAttempt(await post(url, activity, limit, true));
    } catch (err) {
      if (err instanceof TokenRefusedError) {
        log.error({ code: codeOf(err.cause) }, 'the login service refuses the bot its token');
        return { outcome: 'failed', cause: 'unauthorized' };
      }
      return attemptWithout(err, limit);
    }
  }

  /** The host is looked at before anything, so that no token is even asked for on behalf of a stranger. */
  async function post(url: string, activity: Activity, limit: AbortSignal, fresh: boolean) {
    channels.assertAllowed(url);
    const token = await botToken(limit, fresh);
    const headers = {
      'content-type': 'application/json',
      'x-ms-conversation-id': encodeURIComponent((activity.conversation as { id: string }).id),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    };
    return channels.call(url, { method: 'POST', headers, body: JSON.stringify(activity) }, limit);
  }

  function toAttempt(answer: Awaited<ReturnType<typeof post>>): Attempt {
    const { status, headers } = answer;
    const operation = guidIn(headers['x-correlating-operationid']);
    if (status >= 300) log.warn({ status, operation }, 'the channel refused');
    return attemptOf(answer, now());
  }

  return {
    send,
    close() {
      channels.close();
      logins.close();
    },
  };
}

/** A code of OAuth 2.0 is words in small letters: no secret looks like that, whatever the answer quotes. */
function codeOf(err: unknown): string | undefined {
  const { errorCode } = (err ?? {}) as { errorCode?: unknown };
  return typeof errorCode === 'string' && /^[a-z_]{1,40}$/.test(errorCode) ? errorCode : undefined;
}
