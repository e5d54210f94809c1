import type { z } from 'zod';

/** What a field lacks, for those whose type says nothing of its own. It never repeats what was given. */
export function inOurWords(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? 'is needed' : (types[issue.expected] ?? 'is of the wrong kind');
    case 'invalid_value':
      return `must be ${alternatives(issue.values.map(String))}`;
    case 'too_small':
      return `must ${extent(issue.origin)} at least ${issue.minimum}${unit(issue.origin)}`;
    case 'too_big':
      return `must ${extent(issue.origin)} at most ${issue.maximum}${unit(issue.origin)}`;
    case 'invalid_format':
      return formats[issue.format] ?? 'is not of the form it must have';
    case 'unrecognized_keys':
      return `has a name that is not known there${namesOf(issue.keys)}`;
    default:
      return 'cannot be used';
  }
}

const types: Readonly<Record<string, string>> = {
  number: 'must be a number',
  int: 'must be a whole number',
  string: 'must be text',
  boolean: 'must be true or false',
  array: 'must be a list',
  object: 'must be names with values',
};

const formats: Readonly<Record<string, string>> = {
  url: 'must be an address that begins with https:// or http://',
  hostname: 'must be names of hosts, without https:// and without a path',
  guid: 'must be an id of 32 hexadecimal digits in five groups',
};

function extent(origin: string): string {
  return origin === 'string' || origin === 'array' ? 'have' : 'be';
}

function unit(origin: string): string {
  if (origin === 'string') return ' characters';
  return origin === 'array' ? ' entries' : '';
}

/** Names of fields are told, and nothing that is none of a word's form: a secret may stand in the wrong place. */
function namesOf(keys: readonly string[]): string {
  const words = keys.filter((key) => /^[A-Za-z]{1,24}$/.test(key));
  return words.length > 0 ? `: ${words.join(', ')}` : '';
}

/** `a, b or c` */
export function alternatives(names: readonly string[]): string {
  return names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
}
