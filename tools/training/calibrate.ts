import { rounded } from './card.js';
import { sigmoid, softmax } from './linear.js';

/** Slope and offset that make sigmoid(slope × score + offset) a probability, by Newton's method with a weak prior. */
export function plattScaling(
  scores: readonly number[],
  labels: readonly number[],
  weights: readonly number[],
): [slope: number, offset: number] {
  let slope = 1;
  let offset = 0;
  const prior = 1e-3 * weights.reduce((sum, weight) => sum + weight, 0);
  for (let round = 0; round < 50; round++) {
    let ga = prior * 0.01 * (slope - 1);
    let gb = 0;
    let haa = prior * 0.01 + 1e-9;
    let hab = 0;
    let hbb = 1e-9;
    scores.forEach((score, i) => {
      const p = sigmoid(slope * score + offset);
      const weight = weights[i] as number;
      const error = (p - (labels[i] as number)) * weight;
      const spread = p * (1 - p) * weight;
      ga += error * score;
      gb += error;
      haa += spread * score * score;
      hab += spread * score;
      hbb += spread;
    });
    const determinant = haa * hbb - hab * hab;
    const da = (hbb * ga - hab * gb) / determinant;
    const db = (haa * gb - hab * ga) / determinant;
    slope -= Math.max(-1, Math.min(1, da));
    offset -= Math.max(-1, Math.min(1, db));
    if (Math.abs(da) + Math.abs(db) < 1e-9) break;
  }
  return [rounded(slope), rounded(offset)];
}

/** The slope that makes softmax(slope × scores) probabilities. It does not change which class is highest. */
export function temperatureScaling(
  scores: readonly Float64Array[],
  labels: readonly number[],
  weights: readonly number[],
): number {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const out = new Float64Array(scores[0]?.length ?? 0);
  let slope = 1;
  for (let round = 0; round < 200; round++) {
    let turn = 0;
    scores.forEach((score, i) => {
      for (let k = 0; k < out.length; k++) out[k] = slope * (score[k] as number);
      softmax(out);
      const expected = out.reduce((sum, share, k) => sum + share * (score[k] as number), 0);
      turn += (expected - (score[labels[i] as number] as number)) * (weights[i] as number);
    });
    slope -= (0.3 * turn) / total;
  }
  return rounded(slope);
}
