import type { Registry } from 'prom-client';
import { z } from 'zod';
import type { Log } from './log.js';
import { inOurWords } from './our-words.js';

/** A part's own settings: `STORE_TTL_SECONDS=60` reaches the store as `{ ttlSeconds: '60' }`. */
export type Settings = Readonly<Record<string, string | undefined>>;

/** What every part may use of the process around it. */
export interface Runtime {
  readonly log: Log;
  readonly metrics: Registry;
  /** The server's clock, in ms since the epoch. */
  now(): number;
  /** Opens the redaction of texts that a provider sends to a cloud. */
  openRedactForCloud?(): Promise<RedactForCloud>;
}

/** A user's text without what is personal in it; `locale` says whose phone numbers are known without a country code. */
export type RedactForCloud = (text: string, locale: string | undefined) => string;

/** Opens a part: parses its settings (throwing a `SettingsError` that lists all that is wrong) and acquires what it needs. */
export interface Open<Part> {
  (settings: Settings, runtime: Runtime): Promise<Part>;
  /** What the part reads of the environment: so its settings are checked before anything is opened. */
  definition(): Promise<SettingsDefinition>;
}

/** One setting that cannot be used: the variable's name, what is wrong with it (never its value), and what would do. */
export interface Fault {
  readonly name: string;
  readonly fault: string;
  /** Whole, as `PORT=8080`: the mistake may be mended by another variable than the one it shows in. */
  readonly example: string | undefined;
}

/** A fault in one sentence. */
export function sentenceOf({ name, fault, example }: Fault): string {
  return `${name}: ${fault}${example ? ` (example: ${example})` : ''}`;
}

/** Thrown for settings that cannot be used; lists every fault, so that an operator mends them in one go. */
export class SettingsError extends Error {
  readonly faults: readonly Fault[];

  constructor(faults: readonly Fault[]) {
    super(faults.map(sentenceOf).join('\n'));
    this.name = 'SettingsError';
    this.faults = faults;
  }
}

type Fields = z.core.$ZodLooseShape;
export type Values<Of extends Fields> = z.infer<z.ZodObject<Of>>;
/** What is known of settings of which some may be wrong. */
type Known<Of extends Fields> = Partial<Values<Of>>;

/** What is wrong with a field beside others; `example` is that of the field unless it says otherwise. */
export interface FieldFault {
  readonly field: string;
  readonly fault: string;
  readonly example?: string;
}

/** Tells what is wrong with fields taken together. `isSet` says which the operator set, rightly or not. */
type Together<Of extends Fields> = (known: Known<Of>, isSet: (field: keyof Of) => boolean) => readonly FieldFault[];

/** What is read of the environment under one prefix. Each field carries its example as `.meta({ example })`. */
export interface SettingsDefinition<Of extends Fields = Fields> {
  readonly prefix: string;
  readonly fields: Of;
  readonly together: Together<Of>;
  /** What is set and without effect, because of another setting. */
  readonly idle: Together<Of>;
}

const nothing = () => [];

export function defineSettings<Of extends Fields>(
  prefix: string,
  fields: Of,
  more: { readonly together?: Together<Of>; readonly idle?: Together<Of> } = {},
): SettingsDefinition<Of> {
  return { prefix, fields, together: more.together ?? nothing, idle: more.idle ?? nothing };
}

/** A part whose settings are known before it is opened. */
export function definePart<Of extends Fields, Part>(
  definition: SettingsDefinition<Of>,
  open: (values: Values<Of>, runtime: Runtime) => Promise<Part>,
): Open<Part> {
  const opener = async (settings: Settings, runtime: Runtime) => open(parseSettings(definition, settings), runtime);
  return Object.assign(opener, { definition: async () => definition as unknown as SettingsDefinition });
}

/** A part of a list, loaded only when it is picked. */
export function loadedWhenPicked<Part>(load: () => Promise<Open<Part>>): Open<Part> {
  const opener = async (settings: Settings, runtime: Runtime) => (await load())(settings, runtime);
  return Object.assign(opener, { definition: async () => (await load()).definition() });
}

/** What settings come to: the values that can be used, and what is wrong, once for each variable. */
export interface ReadSettings<Of extends Fields> {
  readonly known: Known<Of>;
  readonly faults: readonly Fault[];
  /** What is without effect. */
  readonly warnings: readonly Fault[];
}

/** Reads every field by itself, so that one that is wrong hides no other, and then looks at them together. */
export function readSettings<Of extends Fields>(
  definition: SettingsDefinition<Of>,
  settings: Settings,
): ReadSettings<Of> {
  const { fields, prefix } = definition;
  const known: Record<string, unknown> = {};
  const faults = new Map<string, Fault>();
  for (const [field, type] of Object.entries<z.ZodType>(fields as Record<string, z.ZodType>)) {
    const parsed = type.safeParse(settings[field], { error: inOurWords });
    if (parsed.success) known[field] = parsed.data;
    else add(faults, { field, fault: settings[field] === undefined ? 'is needed' : sentencesOf(parsed.error) });
  }
  const isSet = (field: keyof Of) => settings[field as string] !== undefined;
  for (const fault of definition.together(known as Known<Of>, isSet)) add(faults, fault);
  const warnings = new Map<string, Fault>();
  for (const warning of definition.idle(known as Known<Of>, isSet))
    if (isSet(warning.field) && !faults.has(warning.field)) add(warnings, warning);
  return { known: known as Known<Of>, faults: [...faults.values()], warnings: [...warnings.values()] };

  function add(to: Map<string, Fault>, { field, fault, example }: FieldFault): void {
    if (to.has(field)) return;
    const name = variableName(prefix, field);
    to.set(field, { name, fault, example: example ?? exampleOf(name, fields[field] as z.ZodType | undefined) });
  }
}

function sentencesOf({ issues }: z.ZodError): string {
  return [...new Set(issues.map(({ message }) => message))].join('; ');
}

/** @throws SettingsError that names each variable as the operator wrote it: the prefix and the field in capitals */
export function parseSettings<Of extends Fields>(definition: SettingsDefinition<Of>, settings: Settings): Values<Of> {
  const { known, faults } = readSettings(definition, settings);
  if (faults.length > 0) throw new SettingsError(faults);
  return known as Values<Of>;
}

/** `PORT=8080`, by the example that the field's type carries, or that which it wraps. */
function exampleOf(name: string, type: z.ZodType | undefined): string | undefined {
  for (let at = type; at !== undefined; at = innerOf(at)) {
    const example = at.meta()?.example;
    if (example !== undefined) return `${name}=${example}`;
  }
  return undefined;
}

function innerOf(type: z.ZodType): z.ZodType | undefined {
  return type instanceof z.ZodOptional || type instanceof z.ZodDefault ? (type.unwrap() as z.ZodType) : undefined;
}

/** A setting of names separated by commas. */
export const nameList = z
  .string()
  .transform((names) => names.split(',').map((name) => name.trim()))
  .refine((names) => names.every((name) => name !== ''), 'must be names separated by commas');

/** `STORE` and `ttlSeconds` make `STORE_TTL_SECONDS`. */
export function variableName(prefix: string, field: string): string {
  const snake = field.replaceAll(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
  return prefix === '' ? snake : `${prefix}_${snake}`;
}

/** The variables that definitions read, each with an example. */
export function examplesOf(...definitions: readonly SettingsDefinition[]): Map<string, string> {
  const entries = definitions.flatMap(({ prefix, fields }) =>
    Object.entries(fields as Record<string, z.ZodType>).map(([field, type]) => {
      const name = variableName(prefix, field);
      return [name, exampleOf(name, type) ?? ''] as const;
    }),
  );
  return new Map(entries);
}

/** All variables that begin with `STORE_` as the store's settings: `STORE_TTL_SECONDS` becomes `ttlSeconds`. */
export function settingsOf(prefix: string, environment: Readonly<Record<string, string | undefined>>): Settings {
  const settings: Record<string, string> = {};
  for (const [name, value] of Object.entries(environment)) {
    if (!name.startsWith(`${prefix}_`) || value === undefined || value.trim() === '') continue;
    const field = name.slice(prefix.length + 1).toLowerCase();
    settings[field.replaceAll(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())] = value;
  }
  return settings;
}
