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

/** Slope and offsets that make softmax(slope × scores + offsets) probabilities, by gradient descent from 1 and 0. */
export function vectorScaling(
  scores: readonly Float64Array[],
  labels: readonly number[],
  weights: readonly number[],
): [slope: number, ...offsets: number[]] {
  const columns = scores[0]?.length ?? 0;
  let slope = 1;
  const offsets = new Float64Array(columns);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const out = new Float64Array(columns);
  const turn = new Float64Array(columns);
  for (let round = 0; round < 600; round++) {
    let slopeTurn = 0;
    turn.fill(0);
    scores.forEach((score, i) => {
      for (let k = 0; k < columns; k++) out[k] = slope * (score[k] as number) + (offsets[k] as number);
      softmax(out);
      for (let k = 0; k < columns; k++) {
        const error = ((out[k] as number) - (labels[i] === k ? 1 : 0)) * (weights[i] as number);
        slopeTurn += error * (score[k] as number);
        turn[k] = (turn[k] as number) + error;
      }
    });
    slope -= (0.3 * slopeTurn) / total;
    for (let k = 0; k < columns; k++) offsets[k] = (offsets[k] as number) - (0.5 * (turn[k] as number)) / total;
  }
  return [rounded(slope), ...Array.from(offsets, rounded)];
}
