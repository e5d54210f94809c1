import type { Sentiment, SentimentLabel } from '../../core/analysis.js';
import type { Features } from './features.js';
import type { Card, Model } from './model.js';
import { scoreThreeColumns, tableOf } from './table.js';

export interface SentimentCard extends Card {
  /** Confidence scores = softmax(slope × sum), in the order negative, neutral, positive. */
  readonly slope: number;
}

export type ScoreSentiment = (features: Features) => Sentiment;

export function createSentimentScorer(model: Model<SentimentCard>): ScoreSentiment {
  const table = tableOf(model);
  const { slope } = model.card;
  const sums = new Float64Array(3);
  return (features) => {
    scoreThreeColumns(table, features, sums);
    const first = slope * (sums[0] as number);
    const second = slope * (sums[1] as number);
    const third = slope * (sums[2] as number);
    // Without the highest taken off, a large sum would overflow.
    const highest = Math.max(first, second, third);
    const x = Math.exp(first - highest);
    const y = Math.exp(second - highest);
    const z = Math.exp(third - highest);
    const total = x + y + z;
    const negative = x / total;
    const neutral = y / total;
    const positive = z / total;
    const label = labelOf(negative, neutral, positive);
    return { label, positive, neutral, negative, provider: 'embedded', model: model.name };
  };
}

function labelOf(negative: number, neutral: number, positive: number): SentimentLabel {
  if (negative > neutral && negative >= positive) return 'negative';
  return positive > neutral ? 'positive' : 'neutral';
}
