/** What a training run depends on beside the data. Changing a number here makes a new version of a model. */
export const settings = {
  /** Written to the cards. It is not today's date, so that the same data and settings give the same bytes. */
  date: '2026-11-21',
  language: { version: 1, bits: 13, epochs: 3, rate: 0.2, dropout: 0.2, seed: 11, perLanguage: 6000, english: 12000 },
  talkToHuman: { version: 1, bits: 19, epochs: 12, rate: 0.4, dropout: 0.3, seed: 12 },
  sentiment: { version: 1, bits: 20, epochs: 3, rate: 0.2, dropout: 0.3, seed: 13 },
} as const;
