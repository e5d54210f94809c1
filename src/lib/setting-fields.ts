import { accessSync, constants, statSync } from 'node:fs';
import { z } from 'zod';
import { alternatives } from './our-words.js';

/** A number as it is written in a setting; `what` says what it is for. */
export function aNumber(least: number, most: number, what?: string) {
  return numeric(least, most, `must be a number from ${least} to ${most}${what ? `: ${what}` : ''}`, false);
}

export function wholeNumber(least: number, most: number, what?: string) {
  const range = most === Number.MAX_SAFE_INTEGER ? `of at least ${least}` : `from ${least} to ${most}`;
  return numeric(least, most, `must be a whole number ${range}${what ? `: ${what}` : ''}`, true);
}

function numeric(least: number, most: number, error: string, isWhole: boolean) {
  const number = z.coerce.number({ error }).min(least, { error }).max(most, { error });
  return isWhole ? number.refine(Number.isSafeInteger, { error }) : number;
}

/** One of these words. */
export function oneOf<const Names extends readonly [string, ...string[]]>(...names: Names) {
  return z.enum(names, { error: `must be ${alternatives(names)}` });
}

export const flag = z.stringbool({ error: 'must be true or false' });

/** A file that can be read. */
export const existingFile = z.string().superRefine((path, context) => {
  const fault = faultOfFile(path);
  if (fault) context.addIssue({ code: 'custom', message: fault });
});

function faultOfFile(path: string): string | undefined {
  try {
    if (statSync(path).isDirectory()) return 'is a directory and not a file';
    accessSync(path, constants.R_OK);
    return undefined;
  } catch (err) {
    return (err as NodeJS.ErrnoException).code === 'ENOENT' ? 'there is no such file' : 'the file cannot be read';
  }
}

export const existingFolder = z
  .string()
  .refine((path) => statSync(path, { throwIfNoEntry: false })?.isDirectory(), 'there is no such folder');

export function httpUrl(error: string) {
  return z.url({ protocol: /^https?$/, error });
}
