import type { Condition, SignalCondition, ValueCondition } from '../policy.js';

/** Whether the second condition holds in every situation in which the first one does. */
export function implies(one: Condition, other: Condition): boolean {
  if (one.kind === 'signal') return other.kind === 'signal' && signalImplies(one, other);
  return other.kind !== 'signal' && isAbout(one, other) && [...one.anyOf.keys()].every((value) => takes(other, value));
}

/** Whether all these conditions, each on its own account, follow from those. */
export function allImplied(by: readonly Condition[], conditions: readonly Condition[]): boolean {
  return conditions.every((condition) => by.some((one) => implies(one, condition)));
}

/** Whether no situation makes both hold: a user has one value of each, but may pick a choice by value and by title. */
export function excludes(one: Condition, other: Condition): boolean {
  if (one.kind === 'signal' || other.kind === 'signal' || one.kind === 'menuChoice' || !isAbout(one, other))
    return false;
  return (
    ![...one.anyOf.keys()].some((value) => takes(other, value)) &&
    ![...other.anyOf.keys()].some((value) => takes(one, value))
  );
}

/**
 * The first asks for so many of a window; of those, the other's window may have missed as many as it is shorter. The turn
 * that is now counts in both.
 */
function signalImplies(one: SignalCondition, other: SignalCondition): boolean {
  const surelyReached = Math.max(1, one.turns - Math.max(0, one.of - other.of));
  return (
    one.signal === other.signal && other.threshold.atLeast <= one.threshold.atLeast && other.turns <= surelyReached
  );
}

function isAbout(one: ValueCondition, other: ValueCondition): boolean {
  return one.kind === other.kind && one.key === other.key;
}

/** Whether a condition holds for this folded value; a locale condition holds for what is more precise, too. */
function takes({ kind, anyOf }: ValueCondition, value: string): boolean {
  if (kind !== 'locale') return anyOf.has(value);
  return [...anyOf.keys()].some((tag) => value === tag || value.startsWith(`${tag}-`));
}
