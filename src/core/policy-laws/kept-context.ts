import type { Policy } from '../policy.js';
import type { PolicyFault } from '../policy-shape.js';
import type { Law } from './law.js';

/** A fact that decides and stands in no receipt: no replay can decide again on it. Told once a fact. */
export const keptContext: Law = (policy) => {
  const kept = new Set(policy.receipt.context);
  return [...factsUsedBy(policy)].flatMap(([key, path]) => {
    if (kept.has(key)) return [];
    const message = `receipts do not keep the fact "${key}", so a replay cannot decide on it; add ${key} to receipt.context`;
    return [{ path, message }];
  });
};

/** Each fact with the first place that uses it. */
function factsUsedBy({ rules, skills }: Policy): ReadonlyMap<string, PolicyFault['path']> {
  const used = new Map<string, PolicyFault['path']>();
  const note = (key: string | undefined, path: PolicyFault['path']) => {
    if (key !== undefined && !used.has(key)) used.set(key, path);
  };
  rules.forEach(({ when }, r) => {
    when.forEach((condition, c) => {
      if (condition.kind === 'context') note(condition.key, ['rules', r, 'when', c]);
    });
  });
  skills.forEach(({ when }, s) => {
    for (const condition of when) if (condition.kind === 'context') note(condition.key, ['skills', s]);
  });
  return used;
}
