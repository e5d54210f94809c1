import { readFileSync } from 'node:fs';
import type { Fault } from './settings.js';

/** What a file of variables holds, and each line that is none: by its number, for it may hold a secret. */
export interface EnvFile {
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly faults: readonly Fault[];
}

/** Reads a file such as `.env`, if there is one. */
export async function readEnvFile(file: string): Promise<EnvFile> {
  const bytes = bytesOf(file);
  if (bytes === undefined) return { variables: {}, faults: [] };
  if ('code' in bytes) return { variables: {}, faults: [faultOf(file, `cannot be read (${bytes.code})`)] };
  const text = textOf(bytes);
  if (text === undefined) return { variables: {}, faults: [faultOf(file, 'must be saved as UTF-8')] };
  const faults = wrongLines(text).map((line) => faultOf(`${file}:${line}`, 'is not NAME=value'));
  const { parse } = await import('dotenv');
  return { variables: parse(text), faults };
}

/** Adds what the file says to the process's own environment, where a variable that is set already stands. */
export async function loadEnvFile(file: string): Promise<readonly Fault[]> {
  const { variables, faults } = await readEnvFile(file);
  for (const [name, value] of Object.entries(variables)) process.env[name] ??= value;
  return faults;
}

function faultOf(name: string, fault: string): Fault {
  return { name, fault, example: 'PORT=8080' };
}

function bytesOf(file: string): Buffer | { readonly code: string | undefined } | undefined {
  try {
    return readFileSync(file);
  } catch (err) {
    const { code } = err as NodeJS.ErrnoException;
    return code === 'ENOENT' ? undefined : { code };
  }
}

/** Without the mark that some editors begin with; undefined for text of another encoding. */
function textOf(bytes: Buffer): string | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return text.includes('\0') ? undefined : text.replaceAll('\r\n', '\n');
  } catch {
    return undefined;
  }
}

/** A variable with its value, which may go over several lines where it is quoted. */
const assignment =
  /^[ \t]*(?:export[ \t]+)?[A-Za-z_]\w*[ \t]*=[ \t]*(?:(["'`])(?:(?!\1)[\s\S])*\1[ \t]*(?:#.*)?|[^"'`\n].*|)$/gm;
const emptyOrComment = /^[ \t]*(?:#.*)?$/;

function wrongLines(text: string): number[] {
  const rest = text.replaceAll(assignment, (found) => found.replaceAll(/[^\n]/g, ''));
  return rest.split('\n').flatMap((line, i) => (emptyOrComment.test(line) ? [] : [i + 1]));
}
