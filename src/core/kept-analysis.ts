import type { Analysis, Sentiment, TalkToHuman } from './analysis.js';
import type { KeptAnalysis } from './conversation.js';
import { rounded } from './signals/index.js';
import type { Turn } from './turn.js';

/** The analysis of a turn on which nothing was read. */
export const nothingKept: KeptAnalysis = Object.freeze({
  language: null,
  talkToHuman: null,
  sentiment: null,
  intent: null,
  menuChoice: null,
  degraded: [],
});

/** The analysis as it is answered and remembered: scores with 4 decimals, as they were compared. */
export function toKeptAnalysis(turn: Turn, analysis: Analysis): KeptAnalysis {
  const { language, talkToHuman, sentiment, intent, degraded } = analysis;
  const { menuChoice } = turn;
  return {
    language: language ?? null,
    talkToHuman: talkToHuman ? roundTalkToHuman(talkToHuman) : null,
    sentiment: sentiment && !menuChoice ? roundSentiment(sentiment) : null,
    intent: intent ? { ...intent, score: rounded(intent.score) ?? 0 } : null,
    menuChoice: menuChoice ? { index: menuChoice.index, matchedBy: menuChoice.matchedBy } : null,
    degraded,
  };
}

function roundTalkToHuman({ score, provider, model }: TalkToHuman): TalkToHuman {
  return { score: rounded(score) ?? 0, provider, model };
}

function roundSentiment({ label, positive, neutral, negative, provider, model }: Sentiment): Sentiment {
  return {
    label,
    positive: rounded(positive) ?? 0,
    neutral: rounded(neutral) ?? 0,
    negative: rounded(negative) ?? 0,
    provider,
    model,
  };
}
