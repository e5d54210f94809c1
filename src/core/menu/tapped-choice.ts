import { fold } from '../fold.js';
import type { Choice } from '../turn.js';

/** How much of a posted value is compared, whatever a client sends. */
const mostFields = 50;
const mostCompared = 2_000;
const longestName = 1_000;

/**
 * The index of the choice whose button posted this `activity.value`; undefined when it was none of them,
 * or several. A choice read from a card is met by an object that holds all it posts (inputs of the card are merged
 * into it), the fullest one first; a choice of which only names are known, by one of them in the object.
 */
export function tappedChoice(posted: unknown, choices: readonly Choice[]): number | undefined {
  if (isObject(posted)) return choicePosting(posted, choices) ?? choiceNamed(textsIn(posted), choices);
  return typeof posted === 'string' || typeof posted === 'number' ? choiceNamed([String(posted)], choices) : undefined;
}

/** The choice that posts most of what was posted; undefined when none does, or several as much as each other. */
function choicePosting(posted: object, choices: readonly Choice[]): number | undefined {
  const budget = { left: mostCompared };
  let best: number | undefined;
  let most = 0;
  for (const [index, { posts }] of choices.entries()) {
    const fields = isObject(posts) && contains(posted, posts, budget) ? Object.keys(posts).length : 0;
    if (fields === 0 || fields < most) continue;
    best = fields > most ? index : undefined;
    most = fields;
  }
  return best;
}

/** True when everything in `part` is in `whole` too, at any depth; false once the budget of comparisons is spent. */
function contains(whole: unknown, part: unknown, budget: { left: number }): boolean {
  budget.left -= 1;
  if (budget.left < 0) return false;
  if (!isObject(part)) return whole === part;
  if (!isObject(whole) || Array.isArray(whole) !== Array.isArray(part)) return false;
  for (const [name, field] of Object.entries(part)) {
    if (!Object.hasOwn(whole, name)) return false;
    if (!contains((whole as Record<string, unknown>)[name], field, budget)) return false;
  }
  return true;
}

/** The texts a client may have put the choice in: the fields of the object, and of what Teams wraps it in. */
function textsIn(posted: object): string[] {
  const { msteams } = posted as { msteams?: unknown };
  const fields = [posted, isObject(msteams) ? msteams : {}].flatMap((holder) =>
    Object.values(holder).slice(0, mostFields),
  );
  return fields.filter((field) => typeof field === 'string' || typeof field === 'number').map(String);
}

/** The choice with one of these names; undefined when there is none, or when several of different values have one. */
function choiceNamed(texts: readonly string[], choices: readonly Choice[]): number | undefined {
  const wanted = new Set(texts.filter((text) => text.length <= longestName).map(fold));
  wanted.delete('');
  if (wanted.size === 0) return undefined;
  let found: number | undefined;
  for (const [index, { value, title, synonyms = [], posts }] of choices.entries()) {
    if (isObject(posts)) continue;
    if (![value, title ?? '', ...synonyms].some((name) => wanted.has(fold(name)))) continue;
    if (found !== undefined && fold(value) !== fold(choices[found]?.value ?? '')) return undefined;
    found ??= index;
  }
  return found;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
