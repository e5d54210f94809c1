import { type Fault, type Open, type Settings, type SettingsDefinition, SettingsError } from '../lib/settings.js';
import { type Config, type PartChoice, pick } from './config.js';
import { parts } from './parts.js';

/** The variable that picks a part of its kind. */
type Kind = keyof typeof parts;

/** The part of a kind that is picked; without a definition where none has that name, as its faults say. */
export interface PickedPart {
  readonly variable: Kind;
  readonly kind: string;
  readonly settings: Settings;
  readonly definition: SettingsDefinition | undefined;
  readonly faults: readonly Fault[];
}

/** Picks without opening. */
export async function pickParts({ nlu, store, hub, outbox }: Config, delivers: boolean): Promise<PickedPart[]> {
  const picked = await Promise.all([pickPart('NLU', nlu), pickPart('STORE', store), pickPart('HUB', hub)]);
  const isToldOfStore = outbox.kind === store.kind && !(store.kind in parts.STORE);
  return delivers && !isToldOfStore ? [...picked, await pickPart('OUTBOX', outbox)] : picked;
}

async function pickPart(variable: Kind, choice: PartChoice): Promise<PickedPart> {
  try {
    const part = pick<Open<unknown>>(variable, parts[variable], choice.kind);
    return { ...choice, variable, definition: await part.definition(), faults: [] };
  } catch (err) {
    if (!(err instanceof SettingsError)) throw err;
    return { ...choice, variable, definition: undefined, faults: err.faults };
  }
}

/** What every part of a kind reads, by its name. Loads them all: for names that the picked one does not read. */
export async function definitionsOf(variable: Kind): Promise<ReadonlyMap<string, SettingsDefinition>> {
  const named = Object.entries<Open<unknown>>(parts[variable]);
  return new Map(await Promise.all(named.map(async ([name, part]) => [name, await part.definition()] as const)));
}

export const kinds = Object.keys(parts) as Kind[];
