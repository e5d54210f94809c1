import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { decide, type Situation } from '../../src/core/decide.js';
import { parsePolicy } from '../../src/core/parse-policy.js';
import type { Policy } from '../../src/core/policy.js';
import { unmeasured } from '../../src/core/signals/index.js';
import { toldLocale, toldName } from '../../src/decision-log/told-names.js';

const source = `
version: '1'
defaultSkill: general
thresholds: { asks: 0.8 }
rules:
  - { id: words, when: [{ intent: 'I want to leave' }], then: { outcome: escalate, skill: leaving } }
  - { id: private, when: [{ locale: de-x-desk }], then: { outcome: escalate, skill: desk } }
  - { id: austria, when: [{ locale: de-AT }], then: { outcome: escalate, skill: vienna } }
  - { id: choice, when: [{ menuChoice: 'Talk to us!' }], then: { outcome: escalate, skill: general } }
  - { id: channel, when: [{ channel: 'Front desk' }], then: { outcome: escalate, skill: desk } }
  - { id: asked, when: [{ signal: talkToHuman, atLeast: asks }], then: { outcome: escalate } }
`;
const { policy } = parsePolicy(parse(source), '0'.repeat(64)) as { policy: Policy };

const names: [name: string, told: string | null][] = [
  ['AMAZON.FallbackIntent', 'AMAZON.FallbackIntent'],
  ['sys.no-match-default', 'sys.no-match-default'],
  ['book_flight', 'book_flight'],
  ['op-7', 'op-7'],
  ['msteams:COPILOT', 'msteams:COPILOT'],
  ['Kündigung', 'Kündigung'],
  ['I WANT to leave', 'I want to leave'],
  ['I want to leave my husband', null],
  ['dana@example.com', null],
  ['4111111111111111', null],
  ['card-4111-1111-1111-1111', null],
  ['a'.repeat(65), null],
  ['我的密码是什么', null],
  ['-x', null],
  ['x--y', null],
  ['x\ny', null],
  ['', null],
];

describe('a receipt has of the intent', () => {
  test.each(names)('%j: %j', (name, told) => {
    expect(toldName('intent', name, policy)).toBe(told);
  });
});

test('a name is the policy’s only where a condition of its own kind has it', () => {
  expect(toldName('channel', 'Talk to us!', policy)).toBeNull();
  expect(toldName('menuChoice', 'talk to us!', policy)).toBe('Talk to us!');
});

const locales: [locale: string, told: string | null][] = [
  ['en', 'en'],
  ['en-US', 'en-US'],
  ['pt_BR', 'pt_BR'],
  ['zh-Hant-TW', 'zh-Hant-TW'],
  ['es-419', 'es-419'],
  ['en-US-x-jane-doe', 'en-us'],
  ['de-CH-1996-u-co-phonebk', 'de-ch'],
  ['DE-x-desk-jane', 'de-x-desk'],
  ['jane.doe@mail.example', null],
  ['en US my card is 4111', null],
  ['x-jane', null],
  ['4111111111111111', null],
];

describe('a receipt has of the locale', () => {
  test.each(locales)('%j: %j', (locale, told) => {
    expect(toldLocale(locale, policy)).toBe(told);
  });
});

const nothing: Situation = {
  reading: unmeasured,
  earlier: [],
  menuChoice: undefined,
  title: undefined,
  context: {},
  intent: undefined,
  locale: undefined,
  channel: undefined,
  offersSuppressed: false,
  offeredSkill: undefined,
  handoffWaits: false,
};
const pieces = [
  'de',
  'DE',
  ' de',
  'at',
  '-',
  '_',
  'x',
  'desk',
  'I want',
  ' to leave',
  'Front desk',
  'talk to us!',
  '7',
];
const some = fc.option(
  fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 6 }).map((parts) => parts.join('')),
  {
    nil: undefined,
  },
);

test('what a receipt has of them decides as they did', () => {
  const asked = fc.record({ menuChoice: some, intent: some, locale: some, channel: some });
  const property = fc.property(asked, ({ menuChoice, intent, locale, channel }) => {
    const told = {
      menuChoice: menuChoice && (toldName('menuChoice', menuChoice, policy) ?? undefined),
      intent: intent && (toldName('intent', intent, policy) ?? undefined),
      locale: locale && (toldLocale(locale, policy) ?? undefined),
      channel: channel && (toldName('channel', channel, policy) ?? undefined),
    };
    const before = decide(policy, { ...nothing, menuChoice, intent, locale, channel });
    expect(decide(policy, { ...nothing, ...told })).toEqual(before);
  });
  fc.assert(property, { numRuns: 3_000 });
});
