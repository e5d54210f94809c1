import { isRecord, textOf } from '../records.js';
import type { Activity } from '../turn.js';

/** How much of a posted value is read, whatever a client sends: its length, its fields, and how deep they nest. */
const longestPosted = 2_000;
const mostFields = 50;
const mostLevels = 4;

/** Where a posted object says which choice it is, the surest first. */
const handles = [
  'action',
  'choice',
  'option',
  'value',
  'selected',
  'selection',
  'intent',
  'command',
  'cmd',
  'verb',
  'payload',
  'postback',
  'event',
  'type',
  'key',
  'id',
  'go',
  'to',
  'target',
  'menu',
  'topic',
  'data',
] as const;

/**
 * What was posted, taken apart where it is a text that holds an object: JSON, or a query string such as
 * `action=agent&page=2`. Anything else as it is.
 */
export function readPosted(posted: unknown): unknown {
  if (typeof posted !== 'string' || posted.length > longestPosted) return posted;
  const text = posted.trim();
  if (text.startsWith('{') || text.startsWith('[')) return parsed(text) ?? posted;
  return isQuery.test(text) ? Object.fromEntries(new URLSearchParams(text)) : posted;
}

/** Only whole pairs, so that a sentence with a sign of equality stays one. */
const isQuery = /^[\w.-]+=[^&=\s]*(?:&[\w.-]+=[^&=\s]*)*$/;

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * The name of the choice that was posted: a text itself, in an object the field that usually names it, else the only text
 * there is. Undefined where nothing, or not one thing, names it.
 */
export function handleOf(posted: unknown, levels = mostLevels): string | undefined {
  if (!isRecord(posted)) return boundedText(posted);
  if (levels === 0) return undefined;
  const named = namedIn(posted, levels);
  if (named !== undefined) return named;
  const names = Object.values(posted)
    .slice(0, mostFields)
    .map((field) => nameIn(field, levels))
    .filter((name) => name !== undefined);
  return names.length === 1 ? names[0] : undefined;
}

/** What the field that usually names a choice holds. */
export function namedIn(posted: Activity, levels = mostLevels): string | undefined {
  for (const name of handles) {
    const named = Object.hasOwn(posted, name) ? nameIn(posted[name], levels) : undefined;
    if (named !== undefined) return named;
  }
  return undefined;
}

function nameIn(field: unknown, levels: number): string | undefined {
  return handleOf(field, levels - 1);
}

function boundedText(posted: unknown): string | undefined {
  const text = textOf(posted);
  return text !== undefined && text.length <= longestPosted ? text.trim() : undefined;
}

/** What codes hold beside the words: what kind of thing they name. */
const kinds = new Set(['action', 'btn', 'button', 'cmd', 'command', 'intent', 'menu', 'opt', 'payload', 'postback']);

/**
 * A code that a bot gave a choice, as words: `TALK_TO_AGENT`, `talkToAgent` and `menu.talk-to-agent` are read as the
 * words in them. A text with spaces is words already.
 */
export function wordsOfCode(code: string): string {
  if (/\s/.test(code) || !/[A-Za-z]/.test(code)) return code;
  const words = code
    .replaceAll(/([a-z\d])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[\s_\-./:|#+~]+/)
    .filter((word) => word !== '');
  const spoken = words.filter((word) => !kinds.has(word));
  return (spoken.length > 0 ? spoken : words).join(' ');
}
