import { describe, expect, test } from 'vitest';
import { recordsBilled } from '../../src/nlu/azure/records.js';
import { toSendable } from '../../src/nlu/azure/sendable.js';

describe('what is sent', () => {
  test.each([
    ['short words as they are', 'hello', 10, { text: 'hello', cut: false }],
    ['just as long as may be', 'hello', 5, { text: 'hello', cut: false }],
    ['the beginning and the end of what is longer', 'hello out there', 9, { text: 'hell\nhere', cut: true }],
    ['no half character where it is cut', 'abc💥 and on 💥def', 9, { text: 'abc\ndef', cut: true }],
    ['no half character within', 'a\uD83Db\uDC00', 10, { text: 'a\uFFFDb\uFFFD', cut: false }],
    ['whole characters', '💥💥', 10, { text: '💥💥', cut: false }],
  ])('is %s', (_, utterance, longest, sendable) => {
    expect(toSendable(utterance, longest)).toEqual(sendable);
  });
});

describe('records billed', () => {
  test.each([
    [
      'what Azure says',
      'CognitiveServices.TextAnalytics.BatchScoring=4,CognitiveServices.TextAnalytics.TextRecords=4',
      ['a'],
      4,
    ],
    ['one for each text without its word', undefined, ['a', 'b'], 2],
    ['one more for each 1,000 characters begun', undefined, ['a'.repeat(1001)], 2],
    ['counted where its word is no number', 'TextRecords=many', ['a'], 1],
  ])('are %s', (_, usage, texts, records) => {
    expect(
      recordsBilled(
        usage,
        texts.map((text) => ({ text })),
      ),
    ).toBe(records);
  });
});
