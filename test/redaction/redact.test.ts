import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { handoffActivity } from '../../src/core/handoff.js';
import type { Activity, Turn } from '../../src/core/turn.js';
import { openRedaction, readRedactionSettings } from '../../src/redaction/open-redaction.js';
import type { Redaction } from '../../src/redaction/redaction.js';
import { turnOn } from '../support/handover.js';

function turnSaying(activities: readonly Activity[], locale?: string): Turn {
  return { ...turnOn('https://directline.botframework.com/', {}, { activities }), locale };
}

/** Where the hub delivers, unless said otherwise. */
async function open(settings: Record<string, string> = {}, mayEmit = true): Promise<Redaction> {
  return openRedaction(await readRedactionSettings(settings), mayEmit);
}

async function redacted(text: string, locale = 'en-US', settings: Record<string, string> = {}) {
  const { transcript } = await (await open(settings)).redact(turnSaying([{ type: 'message', text }], locale), true);
  return { text: transcript?.activities?.[0]?.text, counts: transcript?.activities && transcript.redacted };
}

describe('what is taken out of a transcript', () => {
  test.each([
    ['card 4111 1111 1111 1111 please', 'card [card] please', { card: 1 }],
    ['4111-1111-1111-1111', '[card]', { card: 1 }],
    ['amex 378282246310005.', 'amex [card].', { card: 1 }],
    ['order 12345 4111 1111 1111 1111 thanks', 'order 12345 [card] thanks', { card: 1 }],
    ['４１１１ １１１１ １１１１ １１１１', '[card]', { card: 1 }],
    ['٤١١١١١١١١١١١١١١١', '[card]', { card: 1 }],
    ['IBAN DE89 3704 0044 0532 0130 00 is mine', 'IBAN [iban] is mine', { iban: 1 }],
    ['gb82west12345698765432', '[iban]', { iban: 1 }],
    ['write to dana.doe+x@mail.example.com!', 'write to [email]!', { email: 1 }],
    ['an@ünïcode.example', '[email]', { email: 1 }],
    ['call +49 30 901820 or (212) 456-7890', 'call [phone] or [phone]', { phone: 2 }],
    ['0044 20 7946 0958', '[phone]', { phone: 1 }],
    ['212-456-7890 212-456-7891', '[phone] [phone]', { phone: 2 }],
    ['a@b.example and c@d.example', '[email] and [email]', { email: 2 }],
  ])('%s', async (text, left, counts) => {
    expect(await redacted(text)).toEqual({ text: left, counts });
  });

  test('a number without a country code, by the user’s region or else the operator’s', async () => {
    expect((await redacted('030 901820', 'de-DE')).text).toBe('[phone]');
    expect((await redacted('030 901820', 'pl')).text).toBe('030 901820');
    expect((await redacted('030 901820', 'pl', { region: 'DE' })).text).toBe('[phone]');
  });

  test.each([
    ['order 4111 1111 1111 1112', 'a number that fails the check digit'],
    ['DE88 3704 0044 0532 0130 00', 'an IBAN that fails its checksum'],
    ['tracking 1234567890123456789012', 'a long number'],
    ['12/05/2026 at 10:30, 3 items for 49.90', 'dates and prices'],
    ['a @ b', 'an at sign'],
    ['', 'nothing'],
  ])('%s stays (%s)', async (text) => {
    expect(await redacted(text)).toEqual({ text, counts: {} });
  });

  test('what only this operator’s users write, in time linear in the text', async () => {
    const patternsFile = join(mkdtempSync(join(tmpdir(), 'patterns-')), 'patterns.txt');
    writeFileSync(patternsFile, '# customer numbers\nCUST-\\d{8}\n(a+)+$\n');
    expect(await redacted('I am CUST-12345678', 'en', { patternsFile })).toEqual({
      text: 'I am [pattern]',
      counts: { pattern: 1 },
    });
    expect((await redacted(`${'a'.repeat(50_000)}!`, 'en', { patternsFile })).text).toHaveLength(50_001);
    writeFileSync(patternsFile, 'fine\n(?=lookahead)\n');
    await expect(readRedactionSettings({ patternsFile })).rejects.toThrow(/REDACTION_PATTERNS_FILE: line 2/);
  });
});

describe('where it is taken out', () => {
  const cardText = 'my card is 4111111111111111';
  test('of cards, values and everything else a user or bot may have said; never of whom it is about', async () => {
    const activity = {
      type: 'message',
      id: '4111111111111111',
      from: { id: '4111111111111111', name: 'Dana' },
      text: cardText,
      attachments: [{ contentType: 'x', content: { body: [{ text: cardText }] } }],
      value: { card: 4111111111111111 },
      channelData: { raw: cardText },
      speak: cardText,
    };
    const { transcript } = await (await open()).redact(turnSaying([activity]), true);
    expect(transcript).toMatchObject({
      activities: [
        { ...activity, text: 'my card is [card]', speak: 'my card is [card]', value: { card: '[card]' } },
      ].map(({ attachments, channelData, ...rest }) => rest),
      redacted: { card: 5 },
    });
    expect(JSON.stringify(transcript?.activities?.map(({ id, from, ...rest }) => rest))).not.toContain('4111');
  });
  test('of the last utterance as well, and the receipt stands in the attachment', async () => {
    const turn = { ...turnSaying([{ type: 'message', text: cardText }]), utterance: cardText };
    const fit = await (await open()).redact(turn, true);
    expect(fit.utterance).toBe('my card is [card]');
    const { attachments } = handoffActivity(fit, 'h', {}) as unknown as { attachments: { content: unknown }[] };
    expect(attachments[0]?.content).toMatchObject({ redacted: { card: 1 } });
  });
  test('of what is emitted by default, of everything or of nothing where the operator says so', async () => {
    const turn = turnSaying([{ type: 'message', text: cardText }]);
    const isRedacted = async (of: string | undefined, emits: boolean, mayEmit = true) => {
      const redaction = await open(of ? { of } : {}, mayEmit);
      return (await redaction.redact(turn, emits)).transcript?.activities?.[0]?.text !== cardText;
    };
    expect(await isRedacted(undefined, true)).toBe(true);
    expect(await isRedacted(undefined, false)).toBe(false);
    expect(await isRedacted('all', false)).toBe(true);
    expect(await isRedacted('all', false, false)).toBe(true);
    expect(await isRedacted('none', true)).toBe(false);
  });
  test('a transcript by address is passed on as it is', async () => {
    const turn = { ...turnSaying([]), transcript: { contentUrl: 'https://files.example/t.json' } };
    expect((await (await open()).redact(turn, true)).transcript).toEqual(turn.transcript);
  });
});

test('a text with more to check than a turn may cost gives way to a marker', async () => {
  const many = '2124567890 '.repeat(4000);
  const { transcript } = await (await open()).redact(
    turnSaying([{ text: 'fine' }, { text: many }, { text: 'hello' }], 'en-US'),
    true,
  );
  expect(transcript).toEqual({
    activities: [{ text: 'fine' }, { text: '[could not be redacted]' }, { text: 'hello' }],
    redacted: { failed: 1 },
  });
});

test('a text that cannot be redacted gives way to a marker', async () => {
  const hostile = { toString: () => 'x' } as unknown as string;
  const evil = new String(hostile) as string;
  Object.defineProperty(evil, 'toString', {
    value: () => {
      throw new Error('out of order');
    },
  });
  const { utterance } = await (await open()).redact({ ...turnSaying([]), utterance: evil }, true);
  expect(utterance).toBe('[could not be redacted]');
});

test('names of people and of fields lose it as well, and no value gets lost', async () => {
  const activity = {
    type: 'message',
    from: { id: '4111111111111111', name: '4111 1111 1111 1111', role: 'user' },
    recipient: { id: 'bot', name: 'dana@example.com' },
    value: { 'dana@example.com': 'yes', 'joe@example.com': 'no' },
  };
  const { transcript } = await (await open()).redact(turnSaying([activity]), true);
  expect(transcript?.activities).toEqual([
    {
      type: 'message',
      from: { id: '4111111111111111', name: '[card]', role: 'user' },
      recipient: { id: 'bot', name: '[email]' },
      value: { '[email]': 'yes', '[email] 2': 'no' },
    },
  ]);
});
