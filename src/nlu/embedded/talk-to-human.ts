import type { TalkToHuman } from '../../core/analysis.js';
import type { Features } from './features.js';
import type { Card, Model } from './model.js';
import { scoreClauses, tableOf } from './table.js';

export interface TalkToHumanCard extends Card {
  /** Confidence score = sigmoid(slope × sum + offset); `default` where a language has none of its own. */
  readonly calibration: Readonly<Record<string, readonly [slope: number, offset: number]>>;
}

/** How surely an utterance asks for a human; `language` is a primary tag, undefined where nobody can tell. */
export type ScoreTalkToHuman = (features: Features, language: string | undefined) => TalkToHuman;

export function createTalkToHumanScorer(model: Model<TalkToHumanCard>): ScoreTalkToHuman {
  const table = tableOf(model);
  const calibration = new Map(Object.entries(model.card.calibration));
  const byDefault = 'default';
  return (features, language = byDefault) => {
    const [slope, offset] = (calibration.get(language) ?? calibration.get(byDefault)) as [number, number];
    const score = sigmoid(slope * scoreClauses(table, features) + offset);
    return { score, provider: 'embedded', model: model.name };
  };
}

function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x));
}
