import type { Matched, Verdict } from '../decide.js';
import type { OutcomeName, ValueCondition } from '../policy.js';
import { type Reading, type SignalName, signalNames } from '../signals/index.js';
import type { Packed, Place } from './packed.js';

/** Empty where no rule decided and none was held back. */
export function packVerdict({ ruleId, skill, matched, suppressedOffers }: Verdict, place: Place): unknown[] {
  if (ruleId === null && suppressedOffers.length === 0) return [];
  return [
    ruleId === null ? -1 : place(ruleId),
    skill === null ? -1 : place(skill),
    matched.map((one) => packMatched(one, place)),
    ...suppressedOffers.map(place),
  ];
}

/** The verdict that was packed; the values of its conditions are those of the reading. */
export function unpackVerdict(
  outcome: OutcomeName,
  packed: Packed,
  reading: Reading,
  at: (place: unknown) => string,
): Verdict {
  if (packed.length === 0) return { outcome, ruleId: null, skill: null, matched: [], suppressedOffers: [] };
  const [ruleId, skill, matched, ...suppressedOffers] = packed as [number, number, Packed[], ...number[]];
  return {
    outcome,
    ruleId: ruleId === -1 ? null : at(ruleId),
    skill: skill === -1 ? null : at(skill),
    matched: matched.map((one) => unpackMatched(one, reading, at)).filter((one) => one !== undefined),
    suppressedOffers: suppressedOffers.map(at),
  };
}

function packMatched(one: Matched, place: Place): Packed {
  if ('condition' in one) return [place(one.condition), one.value, ...(one.key === undefined ? [] : [one.key])];
  const { signal, threshold, atLeast, turns, of } = one;
  return [-1 - signalNames.indexOf(signal), place(threshold), atLeast, ...(of === undefined ? [] : [turns, of])];
}

/** Undefined for a condition on a signal that only a newer release knows. */
function unpackMatched(packed: Packed, reading: Reading, at: (place: unknown) => string): Matched | undefined {
  const [first, second, third, turns, of] = packed as [number, number | string, number | string, number?, number?];
  if (first >= 0) {
    const condition = at(first) as ValueCondition['kind'];
    return third === undefined
      ? { condition, value: String(second) }
      : { condition, value: String(second), key: String(third) };
  }
  const signal: SignalName | undefined = signalNames[-1 - first];
  if (signal === undefined) return undefined;
  const reached = { signal, value: reading[signal] as number, threshold: at(second), atLeast: Number(third) };
  return turns === undefined || of === undefined ? reached : { ...reached, turns, of };
}
