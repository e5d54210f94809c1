import { alternatives } from '../lib/our-words.js';
import { examplesOf, type Fault } from '../lib/settings.js';
import { type Environment, idleWithReturn } from './config.js';
import { ownSettings } from './own-settings.js';
import { definitionsOf, kinds, type PickedPart } from './picked-parts.js';

/** Names that begin so are ours: one that nothing of ours reads is a mistake. */
const ours = ['POLICY', 'RECEIPTS', 'OIDC', 'NLU', 'STORE', 'HUB', 'OUTBOX', 'DELIVERY', 'REDACTION'];

/** What other programs call the same thing. */
const otherWords: Readonly<Record<string, string>> = {
  POLICY: 'POLICY_FILE',
  POLICY_PATH: 'POLICY_FILE',
  NLU_PROVIDER: 'NLU',
  STORE_TYPE: 'STORE',
  STORE_KIND: 'STORE',
  HUB_TYPE: 'HUB',
  HUB_KIND: 'HUB',
  OUTBOX_TYPE: 'OUTBOX',
};

/** Kubernetes and Docker set such names for every service that is called as one of our prefixes. */
const fromPlatform = /_(SERVICE_(HOST|PORT)(_\w+)?|PORT_\d+_(TCP|UDP|SCTP)(_\w+)?)$/;

/** Variables that nothing reads and that look as if something should: a sentence each, and no value. */
export async function unreadSettings(picked: readonly PickedPart[], environment: Environment): Promise<Fault[]> {
  const read = examplesOf(...ownSettings, ...picked.flatMap(({ definition }) => definition ?? []));
  const given = Object.keys(environment).filter((name) => isCandidate(name, environment) && !read.has(name));
  const faults: Fault[] = [];
  for (const name of given) {
    const fault = await (prefixOf(name) === undefined ? likeOneOf(name, read) : ofOurs(name, picked, read));
    if (fault) faults.push(fault);
  }
  return faults;
}

function isCandidate(name: string, environment: Environment): boolean {
  const value = environment[name]?.trim() ?? '';
  return value !== '' && !fromPlatform.test(name) && !/^(tcp|udp|sctp):/.test(value);
}

function prefixOf(name: string): string | undefined {
  return ours.find((prefix) => name.toUpperCase() === prefix || name.toUpperCase().startsWith(`${prefix}_`));
}

type Examples = ReadonlyMap<string, string>;

/** Under our prefixes: read by another part of the kind, or misspelt, or of our own invention. */
async function ofOurs(name: string, picked: readonly PickedPart[], read: Examples): Promise<Fault | undefined> {
  const prefix = prefixOf(name) as string;
  const variable = kinds.find((kind) => kind === prefix);
  if (variable === undefined) return (await misspelt(name, read)) ?? unknownUnder(prefix, name, read);
  const all = await definitionsOf(variable);
  const readers = [...all].filter(([, definition]) => examplesOf(definition).has(name)).map(([reader]) => reader);
  const one = picked.find((part) => part.variable === variable);
  if (readers.length > 0) return one ? notReadBy(name, one, readers) : { name, ...idleWithReturn };
  const names = new Map([...read, ...examplesOf(...all.values())]);
  return (await misspelt(name, names)) ?? unknownUnder(prefix, name, names);
}

/** Nothing is said beside a part that is not there. */
function notReadBy(
  name: string,
  { variable, kind, definition }: PickedPart,
  readers: readonly string[],
): Fault | undefined {
  if (definition === undefined) return undefined;
  const fault = `is read with ${variable}=${alternatives(readers)} only, and ${variable} is ${kind}`;
  return { name, fault, example: `${variable}=${readers[0]}` };
}

async function misspelt(name: string, names: Examples): Promise<Fault | undefined> {
  const meant = await meantBy(name.toUpperCase(), [...names.keys()]);
  return meant === undefined
    ? undefined
    : { name, fault: `is not a setting; did you mean ${meant}?`, example: names.get(meant) };
}

async function meantBy(name: string, names: readonly string[]): Promise<string | undefined> {
  return (
    otherWords[name] ??
    names.find((one) => one === name) ??
    names.find((one) => one.startsWith(`${name}_`)) ??
    closest(name, names, Math.min(3, Math.floor(name.length / 4)))
  );
}

/** The library is loaded where a name is to be compared at all. */
async function closest(name: string, names: readonly string[], maxDistance: number): Promise<string | undefined> {
  const { closestMatch } = await import('leven');
  return closestMatch(name, names, { maxDistance });
}

function unknownUnder(prefix: string, name: string, names: Examples): Fault {
  const under = [...names.keys()].filter((one) => one.startsWith(`${prefix}_`));
  const fault = `is not a setting; those of ${prefix} are ${under.join(', ')}`;
  return { name, fault, example: names.get(under[0] as string) };
}

/** A name under no prefix of ours may be anybody's: it must be one letter, or in long names two, from one of ours. */
async function likeOneOf(name: string, read: Examples): Promise<Fault | undefined> {
  const upper = name.toUpperCase();
  if (upper.length < 4) return undefined;
  const most = upper.length >= 10 ? 2 : 1;
  const names = [...read.keys()].filter((one) => one[0] === upper[0]);
  const longer = upper.includes('_') ? names.find((one) => one.startsWith(`${upper}_`)) : undefined;
  const near = names.filter((one) => Math.abs(one.length - upper.length) <= most);
  const meant = longer ?? (near.length > 0 ? await closest(upper, near, most) : undefined);
  if (meant === undefined) return undefined;
  return { name, fault: `is not a setting; did you mean ${meant}?`, example: read.get(meant) };
}
