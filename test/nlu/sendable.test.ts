import { describe, expect, test } from 'vitest';
import { recordsBilled } from '../../src/nlu/azure/records.js';
import { redact, toSendable } from '../../src/nlu/azure/sendable.js';

describe('what is sent', () => {
  test.each([
    ['short words as they are', 'hello', 10, { text: 'hello', cut: false }],
    ['just as long as may be', 'hello', 5, { text: 'hello', cut: false }],
    ['the beginning of what is longer', 'hello you', 5, { text: 'hello', cut: true }],
    ['no half character at the end', 'ab💥', 3, { text: 'ab', cut: true }],
    ['no half character within', 'a\uD83Db\uDC00', 10, { text: 'a\uFFFDb\uFFFD', cut: false }],
    ['whole characters', '💥💥', 10, { text: '💥💥', cut: false }],
  ])('is %s', (_, utterance, longest, sendable) => {
    expect(toSendable(utterance, longest, false)).toEqual(sendable);
  });
});

describe('redaction', () => {
  test.each([
    ['write to jo.doe@mail.example now', 'write to [mail] now'],
    ['see https://x.example/a?b=c or www.x.example', 'see [link] or [link]'],
    ['card 4111 1111 1111 1111, please', 'card [number], please'],
    ['call +49 (30) 123-45-67.', 'call +[number].'],
    ['IBAN DE89 3704 0044 0532 0130 00', 'IBAN DE[number]'],
    ['order 1234567', 'order [number]'],
    ['٠١٢٣٤٥٦ is it', '[number] is it'],
    ['I wait for 3 weeks since 12.11.', 'I wait for 3 weeks since 12.11.'],
    ['see you @ 5', 'see you @ 5'],
    ['zwei Leute, 20 Euro', 'zwei Leute, 20 Euro'],
  ])('of %j gives %j', (text, redacted) => {
    expect(redact(text)).toBe(redacted);
  });

  test.each([
    ['letters', 'a'],
    ['digits', '1'],
    ['digits with gaps', '1 '],
    ['gaps', ' '],
    ['at signs', '@'],
    ['dashes after a digit', '-'],
  ])('gets through a mebibyte of %s', (_, unit) => {
    const long = unit.repeat(1_048_576 / unit.length);
    expect(redact(`1${long}`).length).toBeGreaterThan(0);
    expect(redact(`1${long}123456`)).toMatch(/\[(number|mail)\]/);
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
