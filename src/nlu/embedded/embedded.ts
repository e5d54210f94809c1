import type { Analysis, Degraded, Sentiment, SentimentLabel, TalkToHuman } from '../../core/analysis.js';
import type { Open } from '../../lib/settings.js';
import type { Nlu, Question } from '../nlu.js';
import { createLanguageDetector, primaryTag } from './language.js';
import { type Card, installedModels, loadModel, type Model } from './model.js';
import { createReader, type Features } from './reader.js';
import { score3, scoreClauses, type Table } from './table.js';

interface LanguageCard extends Card {
  readonly labels: readonly string[];
  readonly localeBonus: number;
  readonly atLeast: number;
}

interface TalkToHumanCard extends Card {
  /** Probability = sigmoid(slope × score + offset); `default` where a language has none of its own. */
  readonly calibration: Readonly<Record<string, readonly [slope: number, offset: number]>>;
}

interface SentimentCard extends Card {
  /** Probabilities = softmax(slope × score), in the order negative, neutral, positive. */
  readonly slope: number;
}

/** At this score a request for a human stands even in a language we have not measured. */
const PLAIN_REQUEST = 0.5;

const unsupported: Degraded['cause'] = 'unsupported-language';

function tableOf({ card, rows }: Model): Table {
  return { rows, bits: card.table.bits, columns: card.table.columns, scale: card.table.scale, bias: card.bias };
}

function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x));
}

function labelOf(negative: number, neutral: number, positive: number): SentimentLabel {
  if (negative > neutral && negative >= positive) return 'negative';
  return positive > neutral ? 'positive' : 'neutral';
}

/**
 * Opens the models that come with the service. They answer at once, in the calling thread, from the first
 * `PREFIX` units of the text, and nothing of the text is kept.
 *
 * `NLU_MODELS` names another folder of models.
 *
 * @throws ModelFault for a model that is missing, damaged or of another kind
 */
export const openEmbeddedNlu: Open<Nlu> = async (settings) => {
  const folder = settings.models === undefined ? installedModels : `${settings.models.replace(/\/$/, '')}/`;
  const [language, human, mood] = await Promise.all([
    loadModel<LanguageCard>(folder, 'language'),
    loadModel<TalkToHumanCard>(folder, 'talk-to-human', 1),
    loadModel<SentimentCard>(folder, 'sentiment', 3),
  ]);
  return createEmbeddedNlu(language, human, mood);
};

function createEmbeddedNlu(
  language: Model<LanguageCard>,
  human: Model<TalkToHumanCard>,
  mood: Model<SentimentCard>,
): Nlu {
  const reader = createReader();
  const detect = createLanguageDetector({
    bits: language.card.table.bits,
    scale: language.card.table.scale,
    rows: language.rows,
    bias: language.card.bias,
    languages: language.card.labels,
    localeBonus: language.card.localeBonus,
    atLeast: language.card.atLeast,
  });
  const humanTable = tableOf(human);
  const moodTable = tableOf(mood);
  const humanLanguages = new Set(human.card.languages);
  const moodLanguages = new Set(mood.card.languages);
  const humanCalibration = new Map(Object.entries(human.card.calibration));
  const { slope } = mood.card;
  const byDefault = 'default';
  const scores = new Float64Array(3);

  function talkToHuman(features: Features, tag: string): TalkToHuman {
    const [slope, offset] = (humanCalibration.get(tag) ?? humanCalibration.get(byDefault)) as [number, number];
    const score = sigmoid(slope * scoreClauses(humanTable, features) + offset);
    return { score, provider: 'embedded', model: human.name };
  }

  function sentiment(features: Features): Sentiment {
    score3(moodTable, features, scores);
    const first = slope * (scores[0] as number);
    const second = slope * (scores[1] as number);
    const third = slope * (scores[2] as number);
    const highest = Math.max(first, second, third);
    const x = Math.exp(first - highest);
    const y = Math.exp(second - highest);
    const z = Math.exp(third - highest);
    const total = x + y + z;
    const negative = x / total;
    const neutral = y / total;
    const positive = z / total;
    const label = labelOf(negative, neutral, positive);
    return { label, positive, neutral, negative, provider: 'embedded', model: mood.name };
  }

  function analyze({ text, locale, picked }: Question): Analysis {
    const features = reader.read(text);
    const hint = primaryTag(locale);
    const guess = detect(features, hint);
    const known = guess === 'und' ? undefined : guess;
    const tag = known ?? hint ?? byDefault;
    const degraded: Degraded[] = [];
    let request: TalkToHuman | undefined = talkToHuman(features, tag);
    if (guess !== undefined && !humanLanguages.has(guess) && request.score < PLAIN_REQUEST) {
      request = undefined;
      degraded.push({ provider: 'embedded', signal: 'talkToHuman', cause: unsupported });
    }
    let feeling: Sentiment | undefined;
    if (!picked) {
      if (guess === undefined || moodLanguages.has(guess)) feeling = sentiment(features);
      else degraded.push({ provider: 'embedded', signal: 'sentiment', cause: unsupported });
    }
    return { language: known, talkToHuman: request, sentiment: feeling, degraded };
  }

  return { analyze, async close() {} };
}
