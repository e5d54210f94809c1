import { readFileSync } from 'node:fs';
import { Cluster, Redis, type RedisOptions } from 'ioredis';
import { z } from 'zod';
import { settledWithin } from './deadline.js';
import type { Log } from './log.js';
import { existingFile, oneOf } from './setting-fields.js';
import { type FieldFault, variableName } from './settings.js';

/**
 * How to reach Redis, the same for all that use it. `url` names one or more servers, separated by commas:
 * `redis://host:6379/0`, or `rediss://` for TLS; with `topology` sentinel or cluster these are the sentinels or the
 * first nodes. `username` and `password` win over those in the URL.
 */
export const redisSettings = {
  url: z
    .string()
    .default('redis://127.0.0.1:6379')
    .refine((url) => parseServers(url) !== undefined, 'must be of the form redis://[user:password@]host[:port][/db]')
    .meta({ example: 'redis://redis.example:6379/0' }),
  topology: oneOf('standalone', 'sentinel', 'cluster').default('standalone').meta({ example: 'cluster' }),
  username: z.string().optional().meta({ example: 'escalation' }),
  password: z.string().optional().meta({ example: '<password>' }),
  sentinelName: z.string().default('mymaster').meta({ example: 'mymaster' }),
  sentinelUsername: z.string().optional().meta({ example: 'sentinel' }),
  sentinelPassword: z.string().optional().meta({ example: '<password>' }),
  tlsCa: existingFile.optional().meta({ example: '/etc/ssl/redis-ca.pem' }),
  keyPrefix: z.string().max(100).default('escalation:').meta({ example: 'escalation:' }),
};

const RedisShape = z.object(redisSettings);
export type RedisSettings = z.infer<typeof RedisShape>;

const sentinelFields = ['sentinelName', 'sentinelUsername', 'sentinelPassword'] as const;

/** What is set for Redis and without effect, in settings of this prefix. */
export function idleOfRedis(prefix: string) {
  const url = variableName(prefix, 'url');
  return ({ topology, url: address, password }: Partial<RedisSettings>): readonly FieldFault[] => {
    const idle: FieldFault[] = [];
    if (topology !== 'sentinel') {
      const topologyName = variableName(prefix, 'topology');
      const fault = `has no effect without ${topologyName}=sentinel`;
      idle.push(...sentinelFields.map((field) => ({ field, fault, example: `${topologyName}=sentinel` })));
    }
    const servers = address === undefined ? undefined : parseServers(address);
    if (servers?.tls === false) {
      const fault = `has no effect: ${url} does not begin with rediss://`;
      idle.push({ field: 'tlsCa', fault, example: `${url}=rediss://redis.example:6379` });
    }
    if (password === undefined && servers?.password === undefined) {
      const passwordName = variableName(prefix, 'password');
      const fault = `has no effect without ${passwordName}`;
      idle.push({ field: 'username', fault, example: `${passwordName}=<password>` });
    }
    return idle;
  };
}

export type RedisClient = Redis | Cluster;

interface Servers {
  readonly tls: boolean;
  readonly username: string | undefined;
  readonly password: string | undefined;
  readonly hosts: readonly { host: string; port: number }[];
  readonly db: number;
}

/**
 * A client that is not connected yet. It reconnects for ever with a growing delay (at most 2 s), and while it is not
 * connected every command fails at once rather than wait. `more` is for users with needs of their own.
 */
export function createRedisClient(settings: RedisSettings, more: RedisOptions = {}): RedisClient {
  const servers = parseServers(settings.url) as Servers;
  const tls = servers.tls ? tlsOf(settings) : undefined;
  const options: RedisOptions = {
    ...defaults,
    username: settings.username ?? servers.username,
    password: settings.password ?? servers.password,
    db: servers.db,
    tls,
    ...more,
  };
  switch (settings.topology) {
    case 'standalone':
      return new Redis({ ...options, ...servers.hosts[0] });
    case 'sentinel':
      return new Redis({ ...options, ...sentinelOptions(settings, servers, tls) });
    case 'cluster':
      return createCluster(servers, options);
    default:
      return settings.topology satisfies never;
  }
}

const retryMs = (times: number) => Math.min(50 * 2 ** Math.min(times, 6), 2000) * (0.5 + Math.random() / 2);

/** A server that stops answering without closing the connection is given up after `socketTimeout`. */
const defaults: RedisOptions = {
  lazyConnect: true,
  enableOfflineQueue: false,
  autoResendUnfulfilledCommands: false,
  maxRetriesPerRequest: 0,
  enableAutoPipelining: true,
  connectTimeout: 2000,
  socketTimeout: 5000,
  retryStrategy: retryMs,
  reconnectOnError: (err) => err.message.startsWith('READONLY'),
};

function sentinelOptions(settings: RedisSettings, { hosts }: Servers, tls: RedisOptions['tls']): RedisOptions {
  return {
    sentinels: [...hosts],
    name: settings.sentinelName,
    sentinelUsername: settings.sentinelUsername,
    sentinelPassword: settings.sentinelPassword,
    sentinelRetryStrategy: retryMs,
    sentinelTLS: tls,
    enableTLSForSentinelMode: tls !== undefined,
  };
}

/** Where names are certified and not addresses, the nodes must be looked up by the names they announce. */
function createCluster({ hosts }: Servers, options: RedisOptions): Cluster {
  const { lazyConnect, enableOfflineQueue, enableAutoPipelining, retryStrategy, db, ...redisOptions } = options;
  return new Cluster([...hosts], {
    lazyConnect,
    enableOfflineQueue,
    enableAutoPipelining,
    clusterRetryStrategy: retryMs,
    clusterNodeRetryStrategy: retryMs,
    slotsRefreshTimeout: 2000,
    dnsLookup: options.tls ? (name, found) => found(null, name) : undefined,
    redisOptions,
  });
}

function tlsOf({ tlsCa }: RedisSettings): NonNullable<RedisOptions['tls']> {
  return tlsCa === undefined ? {} : { ca: readFileSync(tlsCa) };
}

/** Undefined when it is not a URL of ours. Several hosts stand where a URL has one, so each is read as a URL. */
function parseServers(url: string): Servers | undefined {
  const parts = /^(rediss?):\/\/(?:([^@/]*)@)?([^@/]+)(?:\/(\d{0,4}))?$/.exec(url);
  if (!parts) return undefined;
  const [, scheme, credentials, names, db] = parts as unknown as [string, string, string?, string?, string?];
  const hosts = (names as string).split(',').map(parseHost);
  if (hosts.includes(undefined)) return undefined;
  const [username, password] = (credentials ?? '').split(/:(.*)/s, 2).map(unescaped);
  return {
    tls: scheme === 'rediss',
    username: username || undefined,
    password: password || undefined,
    hosts: hosts as { host: string; port: number }[],
    db: Number(db || 0),
  };
}

/** A percent sign that escapes nothing is itself. */
function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function parseHost(name: string): { host: string; port: number } | undefined {
  if (!URL.canParse(`redis://${name}`)) return undefined;
  const { hostname, port } = new URL(`redis://${name}`);
  return { host: hostname.replace(/^\[(.*)\]$/, '$1'), port: Number(port || 6379) };
}

/** A command failed; the message may be logged. */
export class RedisError extends Error {
  constructor(fault: string) {
    super(`Redis: ${fault}`);
    this.name = 'RedisError';
  }
}

/** The server is there and will not have us: nothing that time mends. */
export class RedisRefusedError extends Error {
  constructor(reason: string) {
    super(`Redis refuses us: ${reason}`);
    this.name = 'RedisRefusedError';
  }
}

const refusal =
  /WRONGPASS|NOAUTH|NOPERM|invalid password|without any password configured|DB index is out of range|certificate|Hostname\/IP does not match|wrong version number/i;

/** How long a start waits for Redis before it goes on without. */
const startLimitMs = 5000;

/**
 * Connects for the first time, and from then on says in the log when the connection is lost and when it is back.
 * Resolves without a connection when Redis cannot be reached: the client keeps trying. Throws a `RedisRefusedError`.
 */
export async function connectRedis(client: RedisClient, log: Log): Promise<void> {
  let fault = '';
  let down = false;
  const heard = (err: Error) => {
    if (err.message !== 'Failed to refresh slots cache.' || fault === '') fault = loggableMessage(err);
    if (!down) log.error({ cause: fault }, 'redis cannot be reached; trying again in the background');
    down = true;
  };
  client.on('error', heard).on('node error', heard);
  client.on('ready', () => {
    if (down) log.warn('redis is reached again');
    down = false;
  });
  await settledWithin(startLimitMs, client.connect());
  if (client.status === 'ready' || !refusal.test(fault)) return;
  client.disconnect();
  throw new RedisRefusedError(fault);
}

/**
 * What may be logged of an error: its message, for the object carries the command's arguments, a password or an activity
 * among them. Those that a server quotes of a command it does not know are left out.
 */
export function loggableMessage({ message }: Error): string {
  return message.replace(/,? with args beginning with.*/s, '');
}

/**
 * The command, failing with errors that may be logged.
 *
 * @throws RedisError, or RedisRefusedError for what only an operator can mend
 */
export async function loggable<T>(command: Promise<T>): Promise<T> {
  try {
    return await command;
  } catch (err) {
    const fault = loggableMessage(err as Error);
    throw refusal.test(fault) ? new RedisRefusedError(fault) : new RedisError(fault);
  }
}
