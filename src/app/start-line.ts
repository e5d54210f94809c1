import { basename } from 'node:path';
import { hasCredentials } from '../access/access.js';
import { isThisMachine } from '../lib/this-machine.js';
import { version } from '../lib/version.js';
import type { Composition } from './compose.js';
import type { Config } from './config.js';
import { hubThatReturns } from './own-settings.js';

/** What a service that has just started tells whoever started it, in one line. */
export function startLine(url: string, config: Config, { policy, models }: Pick<Composition, 'policy' | 'models'>) {
  const facts = [
    `version ${version}`,
    ...policiesOf(config, policy()),
    `store ${config.store.kind}`,
    hubOf(config),
    `models ${models.join(', ')}`,
    protectionOf(config),
  ];
  return `Escalation decision service: ${url} (${facts.join('; ')})\n`;
}

function policiesOf({ policy }: Config, { next, shadow, ...main }: ReturnType<Composition['policy']>): string[] {
  const named = (file: string | undefined, { version, sha256 }: { version: string; sha256: string }) =>
    `${basename(file ?? '', '.yaml')} ${version} (${sha256.slice(0, 12)})`;
  return [
    `policy ${named(policy.file, main)}`,
    ...(next ? [`for ${next.percent} % policy ${named(policy.nextFile, next)}`] : []),
    ...(shadow ? [`shadow policy ${named(policy.shadowFile, shadow)}`] : []),
  ];
}

function hubOf({ hub, delivery }: Config): string {
  return `hub ${hub.kind}${hub.kind === hubThatReturns ? '' : `, delivery ${delivery}`}`;
}

function protectionOf({ access, host }: Config): string {
  if (!hasCredentials(access))
    return host === undefined || isThisMachine(host) ? 'open to this machine only' : 'open to whoever reaches it';
  const { keys, issuer } = access;
  const byKey = keys.keys.length > 0 || keys.keysFile !== undefined;
  const ways = [...(byKey ? ['API keys'] : []), ...(issuer.issuer === undefined ? [] : ['OIDC tokens'])];
  return `protected by ${ways.join(' and ')}`;
}
