import { decide, type Situation, type Verdict } from './decide.js';
import type { Policy, SignalCondition } from './policy.js';
import { type SignalName, signalNames } from './signals/index.js';

/** One number moved as little as it takes for another verdict: a threshold of the policy, or a score of this turn. */
export interface NearestChange {
  readonly kind: 'threshold' | 'score';
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly verdict: Verdict;
}

/**
 * For each threshold and each measured score, the nearest value above and the nearest below with which the policy
 * decides otherwise, all else the same. Scores and thresholds are told with 4 decimals, as they are compared.
 */
export function nearestChanges(policy: Policy, situation: Situation): readonly NearestChange[] {
  const verdict = decide(policy, situation);
  return [...scoreTrials(policy, situation), ...thresholdTrials(policy, situation)].flatMap((trial) => {
    const differing = (values: readonly number[]): NearestChange[] => {
      for (const to of values) {
        const other = trial.decideWith(to);
        if (!isSame(verdict, other))
          return [{ kind: trial.kind, name: trial.name, from: trial.from, to, verdict: other }];
      }
      return [];
    };
    const inOrder = [...new Set(trial.values)].sort((a, b) => a - b);
    const below = inOrder.filter((value) => value < trial.from).reverse();
    return [...differing(below), ...differing(inOrder.filter((value) => value > trial.from))];
  });
}

/** A number that can be moved, and the values between which moving it makes no difference. */
interface Trial {
  readonly kind: NearestChange['kind'];
  readonly name: string;
  readonly from: number;
  readonly values: readonly number[];
  decideWith(value: number): Verdict;
}

const isSame = (one: Verdict, other: Verdict) =>
  one.outcome === other.outcome && one.ruleId === other.ruleId && one.skill === other.skill;

function scoreTrials(policy: Policy, situation: Situation): Trial[] {
  return signalNames.filter(isScored).flatMap((name): Trial[] => {
    const from = situation.reading[name];
    if (from === null) return [];
    const decideWith = (score: number) =>
      decide(policy, { ...situation, reading: { ...situation.reading, [name]: score } });
    const values = conditionsOf(policy)
      .filter(({ signal }) => signal === name)
      .flatMap(({ threshold: { atLeast } }) => [lowestFrom(atLeast), highestBelow(atLeast)]);
    return [{ kind: 'score', name, from, values: values.filter(isScore), decideWith }];
  });
}

/** An answer to an offer is yes or no: it does not come a little nearer to the other. */
const isScored = (name: SignalName) => name !== 'offerAccepted';

function thresholdTrials(policy: Policy, { reading, earlier, ...rest }: Situation): Trial[] {
  return Object.entries(policy.thresholds).map(([name, from]): Trial => {
    const signals = new Set(
      conditionsOf(policy)
        .filter(({ threshold }) => threshold.name === name)
        .map(({ signal }) => signal),
    );
    const scores = [reading, ...earlier].flatMap((one) => [...signals].flatMap((signal) => one[signal] ?? []));
    return {
      kind: 'threshold',
      name,
      from,
      values: scores.flatMap((score) => [score, points(score, 1)]).filter(isScore),
      decideWith: (value) => decide(withThreshold(policy, name, value), { reading, earlier, ...rest }),
    };
  });
}

function conditionsOf({ rules, skills }: Policy): SignalCondition[] {
  return [...rules, ...skills].flatMap(({ when }) => when.filter((one) => one.kind === 'signal'));
}

function withThreshold(policy: Policy, name: string, atLeast: number): Policy {
  const moved = <Part extends Policy['rules'][number] | Policy['skills'][number]>(part: Part): Part => ({
    ...part,
    when: part.when.map((one) =>
      one.kind === 'signal' && one.threshold.name === name ? { ...one, threshold: { name, atLeast } } : one,
    ),
  });
  return { ...policy, rules: policy.rules.map(moved), skills: policy.skills.map(moved) };
}

const perOne = 10_000;
const isScore = (value: number) => value >= 0 && value <= 1;

/** So many ten-thousandths more. */
function points(score: number, more: number): number {
  return (Math.round(score * perOne) + more) / perOne;
}

function lowestFrom(atLeast: number): number {
  return Math.ceil(atLeast * perOne - 1e-6) / perOne;
}

function highestBelow(atLeast: number): number {
  return points(lowestFrom(atLeast), -1);
}
