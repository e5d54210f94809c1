/** Measures of how good a model is. Of two classes, label 1 is the one looked for, the wanted. */

export interface Scored {
  readonly score: number;
  readonly label: number;
}

/** Area under the precision-recall curve, as the mean precision at each hit. */
export function averagePrecision(rows: readonly Scored[]): number {
  const ranked = [...rows].sort((a, b) => b.score - a.score);
  let hits = 0;
  let sum = 0;
  ranked.forEach(({ label }, i) => {
    if (label !== 1) return;
    hits += 1;
    sum += hits / (i + 1);
  });
  return hits === 0 ? Number.NaN : sum / hits;
}

/** Share of the wanted that are found when at most this share of the others is. */
export function recallAtFalseAlarms(rows: readonly Scored[], share: number): number {
  const others = rows.filter(({ label }) => label !== 1).map(({ score }) => score);
  others.sort((a, b) => b - a);
  const bar = others[Math.floor(share * others.length)] ?? Number.NEGATIVE_INFINITY;
  return recallAbove(rows, bar);
}

/** Share of the wanted whose score is above the bar. */
export function recallAbove(rows: readonly Scored[], bar: number): number {
  const wanted = rows.filter(({ label }) => label === 1);
  return wanted.filter(({ score }) => score > bar).length / wanted.length;
}

/** How many of the others reach the threshold. */
export function falseAlarms(rows: readonly Scored[], threshold: number): number {
  return rows.filter(({ score, label }) => label !== 1 && score >= threshold).length;
}

export interface CurvePoint {
  readonly precision: number;
  readonly recall: number;
}

/** Precision and recall at every threshold that makes a difference, from the highest down. */
export function precisionRecall(rows: readonly Scored[]): CurvePoint[] {
  const ranked = [...rows].sort((a, b) => b.score - a.score);
  const wanted = ranked.filter(({ label }) => label === 1).length;
  let hits = 0;
  const points: CurvePoint[] = [];
  ranked.forEach(({ label, score }, i) => {
    if (label === 1) hits += 1;
    if (score !== ranked[i + 1]?.score) points.push({ precision: hits / (i + 1), recall: hits / wanted });
  });
  return points;
}

export interface Bin {
  /** Mean of the probabilities in the bin, and the share of its rows that were right. */
  readonly said: number;
  readonly was: number;
  readonly count: number;
}

/** Ten equal steps of probability, each with how probable its rows were said to be and how many were right. */
export function reliability(rows: readonly { readonly probability: number; readonly right: boolean }[]): Bin[] {
  const bins = Array.from({ length: 10 }, () => ({ said: 0, was: 0, count: 0 }));
  for (const { probability, right } of rows) {
    const bin = bins[Math.min(9, Math.floor(probability * 10))] as { said: number; was: number; count: number };
    bin.said += probability;
    bin.was += right ? 1 : 0;
    bin.count += 1;
  }
  return bins
    .filter(({ count }) => count > 0)
    .map(({ said, was, count }) => ({ said: said / count, was: was / count, count }));
}

/** Expected calibration error: the distance between the two in each bin, averaged over the rows. */
export function calibrationError(bins: readonly Bin[]): number {
  const total = bins.reduce((sum, { count }) => sum + count, 0);
  return bins.reduce((sum, { said, was, count }) => sum + (Math.abs(said - was) * count) / total, 0);
}

/** Macro recall and macro F1 over the classes that occur. */
export function macro(said: readonly string[], was: readonly string[]): { recall: number; f1: number } {
  const classes = [...new Set(was)];
  let recall = 0;
  let f1 = 0;
  for (const one of classes) {
    let hits = 0;
    let missed = 0;
    let wrong = 0;
    was.forEach((label, i) => {
      if (label === one && said[i] === one) hits += 1;
      else if (label === one) missed += 1;
      else if (said[i] === one) wrong += 1;
    });
    recall += hits / (hits + missed);
    f1 += (2 * hits) / (2 * hits + missed + wrong);
  }
  return { recall: recall / classes.length, f1: f1 / classes.length };
}
