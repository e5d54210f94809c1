import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mostItems, mostValues, mostValuesInAll, parseLongJson } from '../../src/http/parse-long-json.js';
import { RequestRefusedError } from '../../src/http/request-refused.js';

const read = (text: string) => parseLongJson(Buffer.from(text));
const messageOf = (text: string) =>
  read(text).then(
    () => 'taken',
    (err: RequestRefusedError) => err.errors?.[0]?.message,
  );
const many = (unit: string, count: number) => Array.from({ length: count }, () => unit).join(',');
const inTranscript = (items: string) => `{"activity":{"text":"ä"},"transcript":{"activities":[${items}]}}`;

describe('a long body', () => {
  test('is parsed as the engine parses it, whatever it holds', async () => {
    const items = fc.array(fc.oneof(fc.jsonValue(), fc.constant({ text: 'x'.repeat(40_000) })), { maxLength: 12 });
    const body = fc.record({
      activity: fc.jsonValue(),
      transcript: fc.record({ activities: items, more: fc.array(fc.jsonValue()) }),
    });
    await fc.assert(
      fc.asyncProperty(fc.oneof(body, fc.jsonValue()), fc.boolean(), async (value, spaced) => {
        const text = JSON.stringify(value, null, spaced ? 2 : 0);
        expect(await read(text)).toEqual(JSON.parse(text));
      }),
      { numRuns: 200 },
    );
  });

  test('is parsed as the engine parses it where its list is long', async () => {
    const activities = Array.from({ length: 9_000 }, (_, i) => ({
      id: i,
      text: `é "[${i}]" \\`,
      from: { role: 'user' },
    }));
    const text = JSON.stringify({ transcript: { activities, other: [1, 2] }, menu: { choices: [{ value: 'a' }] } });
    expect(await read(text)).toEqual(JSON.parse(text));
    expect(await read(`\ufeff${text}`)).toEqual(JSON.parse(text));
  });

  test('has of a name that comes again the last value', async () => {
    const list = many('{"a":[1]}', 3_000);
    for (const text of [
      `{"t":{"l":[${list}]},"t":{"l":[1]}}`,
      `{"t":{"l":[1]},"t":{"l":[${list}]}}`,
      `{"t":{"l":[${list}],"l":[2]}}`,
      `{"t":{"l":[${list}]},"t":3}`,
    ])
      expect(await read(text)).toEqual(JSON.parse(text));
  });

  test.each([
    ['an item that is empty', many('{}', 3_000).replace('{},{}', '{},,{}')],
    ['a comma at the end', `${many('{}', 5_000)},`],
    ['a comma at the start', `,${many('{}', 5_000)}`],
    ['the wrong bracket', many('{]', 5_000)],
    ['what is none', many('nul', 5_000)],
    ['a bracket too many', `${many('{}', 5_000)}]`],
    ['an end that is missing', `${many('{}', 5_000)},{"a":[`],
  ])('with %s is refused as the engine does', async (_, items) => {
    expect(() => JSON.parse(inTranscript(items))).toThrow();
    expect(await messageOf(inTranscript(items))).toMatch(/^Is not valid JSON/);
  });

  test('says where it is no JSON as the engine does', async () => {
    const good = many('{"text":"ä"}', 4_000);
    for (const text of [
      inTranscript(`${good},{"text":1 ?}`),
      inTranscript(`{"text":1 ?},${good}`),
      `{"ä":1 ?,"transcript":{"activities":[${good}]}}`,
      `{"transcript":{"activities":[${good}]},"a":1 ?}`,
    ]) {
      const at = text.indexOf('?');
      expect(await messageOf(text)).toBe(`Is not valid JSON at character ${at}, counted from 0.`);
    }
  });
});

describe('refused is what could not be parsed in time:', () => {
  test.each([
    ['many items', inTranscript(many('{}', mostItems + 1))],
    ['an item of many values', inTranscript(`{},{"value":[${many('{}', mostValues + 1)}]},{}`)],
    ['many values beside the list', `{"activity":{"v":{"v":[${many('1', mostValues + 1)}]}}}`],
    ['many names', `{${Array.from({ length: mostValues }, (_, i) => `"n${i}":1`).join(',')}}`],
    ['many numbers of many digits', inTranscript(`{"v":[${many('9007199254740993', mostValues / 5 + 1)}]}`)],
    ['many values in all', inTranscript(many(`{"v":[${many('1', 1_000)}]}`, mostValuesInAll / 1_000))],
    ['many levels', inTranscript(many('['.repeat(99), 1))],
    ['a list that never ends', `{"a":{"b":[${many('{}', 50_000)}`],
  ])('%s', async (_, text) => {
    await expect(read(text)).rejects.toThrow(RequestRefusedError);
  });

  test('and taken is as much as is allowed', async () => {
    expect(await messageOf(inTranscript(many('{}', mostItems)))).toBe('taken');
    expect(await messageOf(inTranscript(many(`{"v":[${many('1', 9_000)}]}`, 11)))).toBe('taken');
  });
});

test('while a long body is parsed, the event loop goes round', async () => {
  let rounds = 0;
  let done = false;
  const goRound = () => {
    rounds++;
    if (!done) setImmediate(goRound);
  };
  setImmediate(goRound);
  await read(inTranscript(many(`{"v":[${many('{}', 40)}]}`, 1_200)));
  done = true;
  expect(rounds).toBeGreaterThan(20);
});
