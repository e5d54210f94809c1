import { describe, expect, test } from 'vitest';
import { openRedactForCloud, readRedactionSettings } from '../../src/redaction/open-redaction.js';

const redact = await openRedactForCloud(await readRedactionSettings({}));

describe('what a cloud is asked about', () => {
  test.each([
    ['write to jo.doe@mail.example now', 'write to [email] now'],
    ['see https://x.example/a?b=c or www.x.example', 'see [link] or [link]'],
    ['card 4111 1111 1111 1111, please', 'card [card], please'],
    ['call +49 (30) 123-45-67.', 'call [phone].'],
    ['IBAN DE89 3704 0044 0532 0130 00', 'IBAN [iban]'],
    ['order 1234567', 'order [number]'],
    ['٠١٢٣٤٥٦ is it', '[number] is it'],
    ['I wait for 3 weeks since 12.11.', 'I wait for 3 weeks since 12.11.'],
    ['see you @ 5', 'see you @ 5'],
    ['zwei Leute, 20 Euro', 'zwei Leute, 20 Euro'],
  ])('is %j as %j', (text, redacted) => {
    expect(redact(text, undefined)).toBe(redacted);
  });

  test('knows the phone numbers of the region that the locale names', () => {
    expect(redact('ring 030 901820', 'de-DE')).toBe('ring [phone]');
  });

  test('loses what the operator’s patterns find', async () => {
    const own = await openRedactForCloud(await readRedactionSettings({ patternsFile: 'test/fixtures/patterns.txt' }));
    expect(own('my number is CUST-12', 'en')).toBe('my number is [pattern]');
  });

  test.each([
    ['letters', 'a'],
    ['digits', '1'],
    ['digits with gaps', '1 '],
    ['gaps', ' '],
    ['at signs', '@'],
    ['dashes after a digit', '-'],
    ['colons and slashes', 'a://'],
  ])('is ready after four thousand characters of %s', (_, unit) => {
    const long = unit.repeat(4_000 / unit.length);
    expect(redact(`1${long}`, 'en').length).toBeGreaterThan(0);
  });
});
