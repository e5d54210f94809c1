import { existsSync } from 'node:fs';
import type { Registry } from 'prom-client';
import { z } from 'zod';
import type { Log } from './log.js';

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
export type Open<Part> = (settings: Settings, runtime: Runtime) => Promise<Part>;

/** One setting that cannot be used: the variable's name, what is wrong with it (never its value), and an example. */
export interface Fault {
  readonly name: string;
  readonly fault: string;
  readonly example: string | undefined;
}

/** Thrown for settings that cannot be used; lists every fault, so that an operator mends them in one go. */
export class SettingsError extends Error {
  readonly faults: readonly Fault[];

  constructor(faults: readonly Fault[]) {
    super(
      faults
        .map(({ name, fault, example }) => `${name}: ${fault}${example ? ` (example: ${name}=${example})` : ''}`)
        .join('\n'),
    );
    this.name = 'SettingsError';
    this.faults = faults;
  }
}

/**
 * A part's settings by its schema, whose fields carry their example as `.meta({ example })`. Throws a `SettingsError`
 * that names each variable as the operator wrote it: the prefix and the field in capitals.
 */
export function parseSettings<Shape extends z.ZodObject>(
  shape: Shape,
  settings: Settings,
  prefix: string,
): z.infer<Shape> {
  const parsed = shape.safeParse(settings);
  if (parsed.success) return parsed.data;
  throw new SettingsError(
    parsed.error.issues.map(({ path, message }) => {
      const field = String(path[0] ?? '');
      const example = (shape.shape[field] as z.ZodType | undefined)?.meta()?.example;
      return {
        name: variableName(prefix, field),
        fault: message,
        example: example === undefined ? undefined : String(example),
      };
    }),
  );
}

/** A setting that names a file. */
export const existingFile = z.string().refine((path) => existsSync(path), 'there is no such file');

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

/** All variables that begin with `STORE_` as the store's settings: `STORE_TTL_SECONDS` becomes `ttlSeconds`. */
export function settingsOf(prefix: string, environment: Readonly<Record<string, string | undefined>>): Settings {
  const settings: Record<string, string> = {};
  for (const [name, value] of Object.entries(environment)) {
    if (!name.startsWith(`${prefix}_`) || value === undefined || value === '') continue;
    const field = name.slice(prefix.length + 1).toLowerCase();
    settings[field.replaceAll(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())] = value;
  }
  return settings;
}
