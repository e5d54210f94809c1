import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decide, type Situation } from '../../src/core/decide.js';
import { type NearestChange, nearestChanges } from '../../src/core/nearest-changes.js';
import type { Policy } from '../../src/core/policy.js';
import { type Reading, signalNames } from '../../src/core/signals/index.js';
import { readPolicy } from '../../src/policy/policy-file.js';

const source = readFileSync(new URL('../../policies/default.yaml', import.meta.url), 'utf8');
const policy = readPolicy('policies/default.yaml', source);

const score = fc.option(
  fc.integer({ min: 0, max: 10_000 }).map((points) => points / 10_000),
  { freq: 4 },
);
const readings = fc
  .tuple(...signalNames.map(() => score))
  .map((scores) => Object.fromEntries(signalNames.map((name, i) => [name, scores[i] ?? null])) as Reading);

const situations: fc.Arbitrary<Situation> = fc.record({
  reading: readings,
  earlier: fc.array(readings, { maxLength: 4 }),
  menuChoice: fc.constant(undefined),
  title: fc.constant(undefined),
  context: fc.constant({}),
  intent: fc.constant(undefined),
  locale: fc.constant(undefined),
  channel: fc.constant(undefined),
  offersSuppressed: fc.boolean(),
  handoffWaits: fc.constant(false),
  offeredSkill: fc.constant(undefined),
});

/** The verdict with one number moved, by way of the text of the policy where it is a threshold. */
function decideWith({ kind, name }: NearestChange, value: number, situation: Situation) {
  if (kind === 'score') return decide(policy, { ...situation, reading: { ...situation.reading, [name]: value } });
  const moved: Policy = readPolicy('p.yaml', source.replace(new RegExp(`^( +${name}: )[0-9.]+`, 'm'), `$1${value}`));
  return decide(moved, situation);
}

const said = ({ outcome, ruleId, skill }: ReturnType<typeof decide>) => ({ outcome, ruleId, skill });

test('what would change a decision does, and no smaller change of that number', () => {
  let changes = 0;
  fc.assert(
    fc.property(situations, fc.integer({ min: 0, max: 9_999 }), (situation, share) => {
      const verdict = said(decide(policy, situation));
      for (const change of nearestChanges(policy, situation)) {
        const { from, to } = change;
        changes++;
        expect(said(change.verdict)).not.toEqual(verdict);
        expect(said(decideWith(change, to, situation))).toEqual(said(change.verdict));
        const nearer = (Math.round(from * 10_000) + Math.trunc((to - from) * share)) / 10_000;
        expect(said(decideWith(change, nearer, situation)), `${change.kind} ${change.name} ${nearer}`).toEqual(verdict);
      }
    }),
    { numRuns: 150 },
  );
  expect(changes).toBeGreaterThan(100);
}, 60_000);

test('a measured score that decides nothing either way is not told', () => {
  const asks =
    'version: "1"\ndefaultSkill: g\nthresholds: { sure: 0.8 }\nrules:\n  - { id: asks, when: [{ signal: talkToHuman, atLeast: sure }], then: { outcome: escalate } }';
  const [first] = fc.sample(situations, 1) as [Situation];
  const reading: Reading = {
    talkToHuman: 0.5,
    negativeSentiment: 0.9,
    notUnderstood: null,
    repeating: 0,
    offerAccepted: 1,
    withdraws: null,
  };
  const told = nearestChanges(readPolicy('p.yaml', asks), { ...first, reading, earlier: [] });
  expect(told.map(({ kind, name, from, to }) => ({ kind, name, from, to }))).toEqual([
    { kind: 'score', name: 'talkToHuman', from: 0.5, to: 0.8 },
    { kind: 'threshold', name: 'sure', from: 0.8, to: 0.5 },
  ]);
});
