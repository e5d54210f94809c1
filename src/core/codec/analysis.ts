import type { Degraded, Sentiment, SentimentLabel, Source } from '../analysis.js';
import type { KeptAnalysis } from '../conversation.js';
import type { MatchedBy } from '../turn.js';
import type { Packed, Place } from './packed.js';
import { fromPoints, toPoints } from './scores.js';

const labels: readonly SentimentLabel[] = ['neutral', 'negative', 'positive', 'mixed'];

/** Without what is absent at its end. */
export function packAnalysis(analysis: KeptAnalysis, place: Place): Packed {
  const { language, talkToHuman, sentiment, intent, menuChoice, degraded } = analysis;
  const by = ({ provider, model }: Source) => [place(provider), place(model)];
  const packed: unknown[] = [
    language ?? 0,
    talkToHuman ? [toPoints(talkToHuman.score), ...by(talkToHuman)] : 0,
    sentiment ? [...packSentiment(sentiment), ...by(sentiment)] : 0,
    menuChoice ? [menuChoice.index, place(menuChoice.matchedBy)] : 0,
    intent ? [place(intent.name), toPoints(intent.score), ...by(intent)] : 0,
    degraded.length > 0
      ? degraded.map(({ provider, signal, cause }) => [place(provider), place(signal), place(cause)])
      : 0,
  ];
  while (packed.at(-1) === 0) packed.pop();
  return packed;
}

function packSentiment({ label, positive, neutral, negative }: Sentiment): Packed {
  return [labels.indexOf(label), toPoints(positive), toPoints(neutral), toPoints(negative)];
}

/** The analysis that was packed. */
export function unpackAnalysis(packed: Packed, at: (place: unknown) => string): KeptAnalysis {
  const [language, talkToHuman, sentiment, menuChoice, intent, degraded] = packed as (number[] | undefined)[];
  const by = (provider: unknown, model: unknown): Source => ({ provider: at(provider), model: at(model) });
  return {
    language: typeof language === 'string' ? language : null,
    talkToHuman: talkToHuman
      ? { score: fromPoints(talkToHuman[0]) as number, ...by(talkToHuman[1], talkToHuman[2]) }
      : null,
    sentiment: sentiment ? { ...unpackSentiment(sentiment), ...by(sentiment[4], sentiment[5]) } : null,
    menuChoice: menuChoice ? { index: menuChoice[0] ?? null, matchedBy: at(menuChoice[1]) as MatchedBy } : null,
    intent: intent
      ? { name: at(intent[0]), score: fromPoints(intent[1]) as number, ...by(intent[2], intent[3]) }
      : null,
    degraded: ((degraded || []) as unknown as number[][]).map(
      ([provider, signal, cause]) => ({ provider: at(provider), signal: at(signal), cause: at(cause) }) as Degraded,
    ),
  };
}

function unpackSentiment([label, positive, neutral, negative]: readonly number[]): Omit<Sentiment, keyof Source> {
  return {
    label: labels[label as number] as SentimentLabel,
    positive: fromPoints(positive) as number,
    neutral: fromPoints(neutral) as number,
    negative: fromPoints(negative) as number,
  };
}
