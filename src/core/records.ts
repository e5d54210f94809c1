import type { Activity } from './turn.js';

/** An object with fields, as opposed to a list, a text or nothing. */
export function isRecord(value: unknown): value is Activity {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const nothing: Activity = Object.freeze({});

/** The object a field holds; one without fields where it holds anything else. */
export function recordIn(holder: Activity, name: string): Activity {
  const field = Object.hasOwn(holder, name) ? holder[name] : undefined;
  return isRecord(field) ? field : nothing;
}

/** A text that is not blank, or a number as text; undefined for anything else. */
export function textOf(field: unknown): string | undefined {
  if (typeof field === 'number') return String(field);
  return typeof field === 'string' && field.trim() !== '' ? field : undefined;
}

/** The text a field of the object holds, under the first of these names that has one. */
export function textIn(holder: Activity, ...names: readonly string[]): string | undefined {
  for (const name of names) {
    const text = Object.hasOwn(holder, name) ? textOf(holder[name]) : undefined;
    if (text !== undefined) return text;
  }
  return undefined;
}

/** The objects in a list; none where it is no list. */
export function recordsIn(holder: Activity, name: string): Activity[] {
  const field = Object.hasOwn(holder, name) ? holder[name] : undefined;
  return Array.isArray(field) ? field.filter(isRecord) : [];
}
