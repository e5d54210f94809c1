import type { Analysis } from '../../src/core/analysis.js';
import type { Nlu } from '../../src/nlu/nlu.js';

/** Stands where the embedded models stand: scores written into the utterance, e.g. `human=0.5 negative=0.7`. */
export const writtenScores: Nlu = {
  analyze: ({ text, picked }) => scored(written(text, 'human'), picked ? undefined : written(text, 'negative')),
  async close() {},
};

function written(text: string, name: string): number | undefined {
  const score = text.match(new RegExp(`${name}=(\\d\\.\\d+)`))?.[1];
  return score === undefined ? undefined : Number(score);
}

export function scored(human: number | undefined, negative: number | undefined): Analysis {
  return {
    language: 'en',
    talkToHuman: human === undefined ? undefined : { score: human, provider: 'embedded', model: 'talk-to-human@test' },
    sentiment:
      negative === undefined
        ? undefined
        : {
            label: negative > 0.5 ? 'negative' : 'neutral',
            positive: 0,
            neutral: 1 - negative,
            negative,
            provider: 'embedded',
            model: 'sentiment@test',
          },
    degraded: [],
  };
}
