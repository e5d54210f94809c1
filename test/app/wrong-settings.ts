import type { Environment } from '../../src/app/config.js';

/** A mistake: what is set, and the one variable that is told, with a part of the sentence. */
export interface Mistake {
  readonly set: Environment;
  readonly told: string;
  readonly says: RegExp;
}

/** Stands in every value that is wrong, and in no message. */
export const secret = 'never-to-be-told';

const key = '0'.repeat(64);
const azure = 'https://my-resource.cognitiveservices.azure.com';
const webhook = {
  HUB: 'webhook',
  HUB_URL: 'https://hub.example.com/handoffs',
  HUB_SECRET: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
};
const bot = { HUB: 'omnichannel', HUB_APP_ID: '00000000-0000-0000-0000-000000000001', HUB_TENANT_ID: 'contoso.com' };

/** What stops the start. */
export const refused: readonly Mistake[] = [
  { set: { PORT: secret }, told: 'PORT', says: /whole number from 0 to 65535/ },
  { set: { PORT: '8080.5' }, told: 'PORT', says: /whole number/ },
  { set: { LOG_LEVEL: secret }, told: 'LOG_LEVEL', says: /must be fatal, error, warn, info, debug or silent/ },
  { set: { MAX_IN_FLIGHT: '0' }, told: 'MAX_IN_FLIGHT', says: /from 1 to 1000000/ },
  { set: { TRANSCRIPT_HOSTS: `https://${secret}/a` }, told: 'TRANSCRIPT_HOSTS', says: /names of hosts, without https/ },
  { set: { STATUS_THROUGH_EVALUATE: secret }, told: 'STATUS_THROUGH_EVALUATE', says: /true or false/ },
  { set: { ID_HASH_KEY: secret.slice(0, 5) }, told: 'ID_HASH_KEY', says: /at least 16 characters/ },
  { set: { BOT_APP_ID: 'b', BOT_OPEN_ID_URL: secret }, told: 'BOT_OPEN_ID_URL', says: /must be the address/ },
  {
    set: { POLICY_NEXT_FILE: 'a.yaml', POLICY_NEXT_PERCENT: '110' },
    told: 'POLICY_NEXT_PERCENT',
    says: /from 0 to 100/,
  },
  { set: { RECEIPTS_FILE: 'r', RECEIPTS_MAX_BYTES: '1' }, told: 'RECEIPTS_MAX_BYTES', says: /from 10000/ },
  { set: { OTEL_EXPORTER_OTLP_ENDPOINT: secret }, told: 'OTEL_EXPORTER_OTLP_ENDPOINT', says: /address of a collector/ },
  { set: { API_KEYS: secret }, told: 'API_KEYS', says: /key 1 is not name:scope\+scope:sha256.*64 hexadecimal/ },
  { set: { API_KEYS: `bot:everything:${key}` }, told: 'API_KEYS', says: /a scope is one of evaluate/ },
  { set: { OIDC_ISSUER: 'https://login.example' }, told: 'OIDC_AUDIENCE', says: /is needed with OIDC_ISSUER/ },
  { set: { OIDC_AUDIENCE: secret }, told: 'OIDC_ISSUER', says: /is needed with OIDC_AUDIENCE/ },
  { set: { OIDC_ISSUER: `http://${secret}`, OIDC_AUDIENCE: 'a' }, told: 'OIDC_ISSUER', says: /begins with https/ },
  { set: { HOST: '0.0.0.0' }, told: 'HOST', says: /without a credential.*set API_KEYS.*or ALLOW_UNPROTECTED=true/ },
  { set: { HOST: '::', ALLOW_UNPROTECTED: 'false' }, told: 'HOST', says: /without a credential/ },
  { set: { HOST: `${secret}.example` }, told: 'HOST', says: /without a credential/ },
  { set: { ALLOW_UNPROTECTED: secret }, told: 'ALLOW_UNPROTECTED', says: /true or false/ },
  { set: { HOST: '0.0.0.0', API_KEYS: secret }, told: 'API_KEYS', says: /key 1 is not/ },
  { set: { STORE: secret }, told: 'STORE', says: /no such part; allowed: lmdb, memory, redis/ },
  { set: { HUB: secret }, told: 'HUB', says: /no such part; allowed: .*webhook/ },
  { set: { STORE_TTL_SECONDS: secret }, told: 'STORE_TTL_SECONDS', says: /whole number of at least 1/ },
  { set: { STORE: 'redis', STORE_URL: `http://u:${secret}@h` }, told: 'STORE_URL', says: /of the form redis:/ },
  { set: { STORE: 'redis', STORE_TOPOLOGY: secret }, told: 'STORE_TOPOLOGY', says: /standalone, sentinel or cluster/ },
  {
    set: { STORE: 'redis', STORE_URL: 'rediss://h', STORE_TLS_CA: `/${secret}` },
    told: 'STORE_TLS_CA',
    says: /no such file/,
  },
  { set: { NLU: 'azure' }, told: 'NLU_SENTIMENT_ENDPOINT', says: /is needed, or NLU_CLU_ENDPOINT/ },
  { set: { NLU_SENTIMENT_ENDPOINT: azure }, told: 'NLU_SENTIMENT_KEY', says: /is needed, or the key file/ },
  {
    set: { NLU_CLU_ENDPOINT: 'http://clu:5000', NLU_CLU_KEY: secret },
    told: 'NLU_CLU_ENDPOINT',
    says: /must be https/,
  },
  { set: { NLU_CLU_ENDPOINT: azure, NLU_CLU_KEY_FILE: `/${secret}` }, told: 'NLU_CLU_KEY_FILE', says: /readable file/ },
  { set: { NLU_CLU_ENDPOINT: azure, NLU_CLU_KEY: 'k', NLU_REDACT: secret }, told: 'NLU_REDACT', says: /true or false/ },
  { set: { NLU_MODELS: `/${secret}` }, told: 'NLU_MODELS', says: /no such folder/ },
  { set: { DELIVERY: 'emit' }, told: 'DELIVERY', says: /the hub does not deliver: set HUB/ },
  { set: { ...webhook, HUB_SECRET: secret }, told: 'HUB_SECRET', says: /whsec_ and 24 to 64 random bytes/ },
  { set: { ...webhook, HUB_URL: undefined }, told: 'HUB_URL', says: /is needed/ },
  {
    set: { ...webhook, HUB_URL: `http://${secret}/` },
    told: 'HUB_URL',
    says: /HUB_ALLOW_HTTP_HOSTS does not name its host/,
  },
  {
    set: { ...webhook, HUB_URL: 'https://10.0.0.7/' },
    told: 'HUB_URL',
    says: /HUB_ALLOW_PRIVATE_HOSTS does not name it/,
  },
  { set: { ...webhook, DELIVERY_LIMIT_MS: secret }, told: 'DELIVERY_LIMIT_MS', says: /from 50 to 10000/ },
  { set: { ...webhook, OUTBOX_KEY: secret }, told: 'OUTBOX_KEY', says: /32 random bytes in base64/ },
  { set: { ...webhook, OUTBOX: secret }, told: 'OUTBOX', says: /no such part; allowed: lmdb, memory, redis/ },
  { set: { ...webhook, STORE: secret }, told: 'STORE', says: /no such part/ },
  { set: { ...webhook, STORE: 'redis', STORE_URL: secret }, told: 'STORE_URL', says: /of the form redis:/ },
  { set: { ...bot }, told: 'HUB_APP_SECRET', says: /is needed with HUB_APP_TYPE=single-tenant/ },
  { set: { ...bot, HUB_APP_SECRET: 's', HUB_APP_ID: secret }, told: 'HUB_APP_ID', says: /32 hexadecimal digits/ },
  { set: { ...bot, HUB_APP_SECRET: 's', HUB_LOGIN_URL: `http://${secret}` }, told: 'HUB_LOGIN_URL', says: /https/ },
  {
    set: { ...bot, HUB_APP_SECRET: 's', HUB_CUSTOMER_MESSAGE: secret.repeat(99) },
    told: 'HUB_CUSTOMER_MESSAGE',
    says: /at most 1000 characters/,
  },
  {
    set: {
      ...bot,
      HUB: 'bot-framework',
      HUB_APP_SECRET: 's',
      HUB_FALLBACK: 'webhook',
      HUB_WEBHOOK_URL: webhook.HUB_URL,
    },
    told: 'HUB_WEBHOOK_SECRET',
    says: /is needed with HUB_FALLBACK=webhook/,
  },
  { set: { REDACTION_REGION: secret }, told: 'REDACTION_REGION', says: /two capital letters/ },
  { set: { REDACTION_PATTERNS_FILE: `/${secret}` }, told: 'REDACTION_PATTERNS_FILE', says: /no such file/ },
];

/** What is set and does nothing. */
export const inVain: readonly Mistake[] = [
  { set: { POLICY_SHADOW: secret }, told: 'POLICY_SHADOW', says: /did you mean POLICY_SHADOW_FILE\?/ },
  { set: { POLICY: secret }, told: 'POLICY', says: /did you mean POLICY_FILE\?/ },
  { set: { API_KEY: secret }, told: 'API_KEY', says: /did you mean API_KEYS\?/ },
  { set: { STORE_URI: secret }, told: 'STORE_URI', says: /did you mean STORE_URL\?/ },
  { set: { PORTS: secret }, told: 'PORTS', says: /did you mean PORT\?/ },
  { set: { WORKER: secret }, told: 'WORKER', says: /did you mean WORKERS\?/ },
  { set: { RATE_LIMIT: secret }, told: 'RATE_LIMIT', says: /did you mean RATE_LIMIT_PER_MINUTE\?/ },
  { set: { LOGLEVEL: secret }, told: 'LOGLEVEL', says: /did you mean LOG_LEVEL\?/ },
  { set: { Store: secret }, told: 'Store', says: /did you mean STORE\?/ },
  { set: { ...webhook, HUB_APPID: secret }, told: 'HUB_APPID', says: /did you mean HUB_APP_ID\?/ },
  { set: { RECEIPTS_DIRECTORY: secret }, told: 'RECEIPTS_DIRECTORY', says: /those of RECEIPTS are RECEIPTS_FILE/ },
  { set: { HUB_URL: `https://${secret}` }, told: 'HUB_URL', says: /is read with HUB=webhook only, and HUB is return/ },
  { set: { STORE: 'memory', STORE_PATH: secret }, told: 'STORE_PATH', says: /STORE=lmdb only, and STORE is memory/ },
  { set: { NLU_CLU_KEY: secret }, told: 'NLU_CLU_KEY', says: /NLU=azure or cascade only, and NLU is embedded/ },
  { set: { POLICY_NEXT_FILE: secret }, told: 'POLICY_NEXT_FILE', says: /POLICY_NEXT_PERCENT says for how many/ },
  { set: { POLICY_NEXT_PERCENT: '5' }, told: 'POLICY_NEXT_PERCENT', says: /without POLICY_NEXT_FILE/ },
  { set: { BOT_CLOUD: 'government' }, told: 'BOT_CLOUD', says: /without BOT_APP_ID/ },
  { set: { RECEIPTS_KEEP_FILES: '3' }, told: 'RECEIPTS_KEEP_FILES', says: /without RECEIPTS_FILE/ },
  {
    set: { STORE: 'redis', STORE_SENTINEL_NAME: secret },
    told: 'STORE_SENTINEL_NAME',
    says: /STORE_TOPOLOGY=sentinel/,
  },
  { set: { STORE: 'redis', STORE_USERNAME: secret }, told: 'STORE_USERNAME', says: /without STORE_PASSWORD/ },
  {
    set: { STORE: 'redis', STORE_TLS_CA: import.meta.filename },
    told: 'STORE_TLS_CA',
    says: /does not begin with rediss/,
  },
  {
    set: { NLU_SENTIMENT_ENDPOINT: azure, NLU_SENTIMENT_KEY: 'k', NLU_CLU_PROJECT: secret },
    told: 'NLU_CLU_PROJECT',
    says: /without NLU_CLU_ENDPOINT/,
  },
  {
    set: { NLU_CLU_ENDPOINT: azure, NLU_CREDENTIAL: 'managed-identity', NLU_CLU_KEY: secret },
    told: 'NLU_CLU_KEY',
    says: /has no effect with NLU_CREDENTIAL=managed-identity/,
  },
  {
    set: { NLU_CLU_ENDPOINT: azure, NLU_CLU_KEY: 'k', NLU_CLIENT_ID: secret },
    told: 'NLU_CLIENT_ID',
    says: /managed-identity/,
  },
  { set: { DELIVERY_LIMIT_MS: '100' }, told: 'DELIVERY_LIMIT_MS', says: /HUB=return: the bot sends/ },
  { set: { OUTBOX_KEY: secret }, told: 'OUTBOX_KEY', says: /HUB=return: the bot sends/ },
  { set: { OUTBOX_URL: secret }, told: 'OUTBOX_URL', says: /HUB=return: the bot sends/ },
  {
    set: { ...bot, HUB_APP_SECRET: 's', HUB_CERTIFICATE_KEY_FILE: import.meta.filename },
    told: 'HUB_CERTIFICATE_KEY_FILE',
    says: /without HUB_CERTIFICATE_FILE/,
  },
  {
    set: { ...bot, HUB_APP_TYPE: 'managed-identity', HUB_TENANT_ID: undefined, HUB_APP_SECRET: secret },
    told: 'HUB_APP_SECRET',
    says: /HUB_APP_TYPE=managed-identity/,
  },
  {
    set: { ...bot, HUB: 'bot-framework', HUB_APP_SECRET: 's', HUB_WEBHOOK_URL: `https://${secret}` },
    told: 'HUB_WEBHOOK_URL',
    says: /without HUB_FALLBACK=webhook/,
  },
  { set: { REDACTION_OF: 'none', REDACTION_REGION: 'DE' }, told: 'REDACTION_REGION', says: /with REDACTION_OF=none/ },
  { set: { ALLOW_UNPROTECTED: 'true' }, told: 'ALLOW_UNPROTECTED', says: /without HOST.*only this machine/ },
  { set: { ALLOW_UNPROTECTED: 'true', HOST: '127.0.0.1' }, told: 'ALLOW_UNPROTECTED', says: /without HOST/ },
  {
    set: { ALLOW_UNPROTECTED: 'true', HOST: '0.0.0.0', API_KEYS: `bot:evaluate:${key}` },
    told: 'ALLOW_UNPROTECTED',
    says: /has no effect with a credential/,
  },
  { set: { WORKERS: '2', STORE: 'memory' }, told: 'STORE', says: /each of the 2 WORKERS has for itself/ },
];
