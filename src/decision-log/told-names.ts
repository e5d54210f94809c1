import { fold } from '../core/fold.js';
import type { Policy, ValueCondition } from '../core/policy.js';

/** Names that lists have are no longer, and hold no more digits: a phone number and a card have more. */
const mostLength = 64;
const mostDigits = 6;

/** Words of Latin letters and digits, joined by one sign each, such as `AMAZON.FallbackIntent` or `op-7`: no sentence. */
const shape = /^\p{Script=Latin}[\p{Script=Latin}\d]*(?:[._:/-][\p{Script=Latin}\d]+)*$/u;

/** Language, script and region (RFC 5646 2.1): further subtags may be of anybody's own making. */
const localeShape = /^[a-z]{2,3}(?:[-_][a-z]{4})?(?:[-_](?:[a-z]{2}|\d{3}))?$/i;

/**
 * A name that a request chose, as it may stand in a receipt: one of the shape that names have, or the policy's own word
 * for it. Any other may be text, and decides nothing under this policy: null.
 */
export function toldName(kind: 'menuChoice' | 'intent' | 'channel', name: string, policy: Policy): string | null {
  return hasShapeOfName(name) ? name : namedBy(policy, kind, name);
}

/**
 * A locale as it may stand in a receipt. Of a longer one, so much as is of the shape, or as the policy names; a rule reads
 * both the same way.
 */
export function toldLocale(locale: string, policy: Policy): string | null {
  if (localeShape.test(locale)) return locale;
  let tag = fold(locale.replaceAll('_', '-')).slice(0, mostLength);
  while (tag !== '') {
    if (localeShape.test(tag) || namedBy(policy, 'locale', tag) !== null) return tag;
    tag = tag.slice(0, Math.max(0, tag.lastIndexOf('-')));
  }
  return null;
}

function hasShapeOfName(name: string): boolean {
  return name.length <= mostLength && shape.test(name) && name.replace(/\D+/g, '').length <= mostDigits;
}

/** The policy's own word for a value; null where none of its conditions names it. */
export function namedBy(
  { rules, cancelRules, skills }: Policy,
  kind: ValueCondition['kind'],
  value: string,
): string | null {
  const folded = fold(value);
  for (const { when } of [...rules, ...cancelRules, ...skills])
    for (const condition of when)
      if (condition.kind === kind && condition.anyOf.has(folded)) return condition.anyOf.get(folded) as string;
  return null;
}
