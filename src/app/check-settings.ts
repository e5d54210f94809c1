import { deliverySettings, outboxKeySetting } from '../handoff/deliver.js';
import { type Fault, readSettings, settingsOf, variableName } from '../lib/settings.js';
import { isThisMachine } from '../lib/this-machine.js';
import { redactionSettings } from '../redaction/open-redaction.js';
import { type Config, type ConfigRead, type Environment, emitsNothing, idleWithReturn, tryConfig } from './config.js';
import { hubThatReturns } from './own-settings.js';
import { pickParts } from './picked-parts.js';
import { unreadSettings } from './unknown-settings.js';

/**
 * Reads and checks every setting, those of the picked parts among them, before anything is opened: all that is wrong is
 * told in one go, and so is all that is set in vain. The config is to be used only where there are no faults.
 */
export async function checkSettings(environment: Environment): Promise<ConfigRead> {
  const { config, faults, warnings } = tryConfig(environment);
  const delivers = config.hub.kind !== hubThatReturns;
  const picked = await pickParts(config, delivers);
  const read = [
    readSettings(redactionSettings, config.redaction),
    ...(delivers ? [readSettings(deliverySettings, config.deliverySettings)] : []),
    ...(delivers ? [readSettings(outboxKeySetting, config.outbox.settings)] : []),
    ...picked.flatMap(({ definition, settings }) => (definition ? [readSettings(definition, settings)] : [])),
  ];
  // What an outbox takes over from the store is told of the store, under the name it was set by.
  const isOwn = ({ name }: Fault) => !name.startsWith('OUTBOX_') || isSet(environment, name);
  return {
    config,
    faults: [
      ...faults,
      ...picked.flatMap((part) => part.faults),
      ...read.flatMap((one) => one.faults).filter(isOwn),
      ...openDoor(config, environment),
      ...(config.delivery === 'emit' && !delivers ? [{ name: 'DELIVERY', ...emitsNothing }] : []),
    ],
    warnings: [
      ...warnings,
      ...read.flatMap((one) => one.warnings).filter(isOwn),
      ...(delivers ? [] : idleDelivery(environment)),
      ...idleTogether(config, environment),
      ...idlePermission(config, environment),
      ...(await unreadSettings(picked, environment)),
    ],
  };
}

const isSet = (environment: Environment, name: string) => (environment[name] ?? '').trim() !== '';

const hasCredential = (environment: Environment) =>
  ['API_KEYS', 'API_KEYS_FILE', 'OIDC_ISSUER'].some((name) => isSet(environment, name));

/** Whether other machines reach the address to listen on, were there no credential. */
const isOpenedBy = (host: string | undefined): boolean => host !== undefined && !isThisMachine(host);

/** Nobody opens a service to everybody by leaving something out. */
function openDoor({ host, allowUnprotected }: Config, environment: Environment): Fault[] {
  if (!isOpenedBy(host) || allowUnprotected || hasCredential(environment)) return [];
  const ways = 'set API_KEYS, API_KEYS_FILE or OIDC_ISSUER, or ALLOW_UNPROTECTED=true';
  const fault = `opens the service to other machines without a credential: ${ways}`;
  return [{ name: 'HOST', fault, example: 'API_KEYS=shop-bot:evaluate:<sha256 of the key>' }];
}

/** A permission to be open that opens nothing. */
function idlePermission({ host, allowUnprotected }: Config, environment: Environment): Fault[] {
  if (!allowUnprotected) return [];
  const name = 'ALLOW_UNPROTECTED';
  if (hasCredential(environment))
    return [{ name, fault: 'has no effect with a credential configured', example: 'ALLOW_UNPROTECTED=false' }];
  const fault = 'has no effect without HOST, or with an address of loopback: only this machine can call the service';
  return isOpenedBy(host) ? [] : [{ name, fault, example: 'HOST=0.0.0.0' }];
}

/** What is set for deliveries where the bot delivers. */
function idleDelivery(environment: Environment): Fault[] {
  const delivery = Object.keys(settingsOf('DELIVERY', environment)).filter((field) => field in deliverySettings.fields);
  const names = [
    ...delivery.map((field) => variableName('DELIVERY', field)),
    ...['OUTBOX', 'OUTBOX_KEY'].filter((name) => isSet(environment, name)),
  ];
  return names.map((name) => ({ name, ...idleWithReturn }));
}

/** What settings of several parts make of each other. */
function idleTogether({ store, workers, redaction, nlu }: Config, environment: Environment): Fault[] {
  const idle: Fault[] = [];
  if (workers > 1 && store.kind === 'memory') {
    const fault = `is memory, which each of the ${workers} WORKERS has for itself: turns of one conversation do not meet`;
    idle.push({ name: 'STORE', fault, example: 'STORE=lmdb' });
  }
  if (redaction.of === 'none' && nlu.settings.redact === undefined) {
    const names = ['REDACTION_REGION', 'REDACTION_PATTERNS_FILE'].filter((name) => isSet(environment, name));
    const fault = 'has no effect with REDACTION_OF=none';
    idle.push(...names.map((name) => ({ name, fault, example: 'REDACTION_OF=emit' })));
  }
  return idle;
}
