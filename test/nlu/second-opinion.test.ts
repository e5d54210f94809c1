import { describe, expect, test } from 'vitest';
import type { Analysis, Degraded } from '../../src/core/analysis.js';
import { withinBand } from '../../src/nlu/cascade.js';
import type { Cloud } from '../../src/nlu/cloud.js';
import type { Nlu } from '../../src/nlu/nlu.js';
import { createSecondOpinion, type WorthAsking } from '../../src/nlu/second-opinion.js';
import { createTally } from '../../src/nlu/tally.js';
import { metricValue, testRuntime } from '../support/runtime.js';
import { scored } from '../support/written-scores.js';

const thresholds = { talkToHuman: [0.45, 0.8], negativeSentiment: [0.7] };

/** A cloud that is sure of everything, and writes down what it was asked. */
function sureCloud(): Cloud & { readonly asked: string[] } {
  const asked: string[] = [];
  const source = { provider: 'cloud', model: 'm' };
  return {
    asked,
    name: 'cloud',
    async sentiment(_, language) {
      asked.push(`sentiment ${language}`);
      return { value: { label: 'negative', positive: 0, neutral: 0.01, negative: 0.99, ...source }, cut: false };
    },
    async intents(_, language) {
      asked.push(`intents ${language}`);
      const intent = { name: 'Billing', score: 0.6, ...source };
      return { value: { talkToHuman: { score: 0.99, ...source }, intent }, cut: false };
    },
    health: () => ['cloud is slow'],
    async close() {},
  };
}

function open(first: Analysis, worthAsking: WorthAsking = withinBand(0.1), cloud: Cloud = sureCloud()) {
  const runtime = testRuntime();
  const own: Nlu = { analyze: () => first, health: () => ['own is fine'], async close() {} };
  const nlu = createSecondOpinion(own, cloud, worthAsking, createTally(runtime.metrics));
  nlu.tune?.(thresholds);
  return { nlu, runtime };
}

const question = { text: 'hello', locale: undefined, picked: false };

describe('the cascade asks', () => {
  // talkToHuman, negative, what the cloud is asked for
  test.each([
    [0.0, 0.0, []],
    [0.34, 0.59, []],
    [0.35, 0.0, ['intents']],
    [0.45, 0.0, ['intents']],
    [0.55, 0.0, ['intents']],
    [0.56, 0.0, []],
    [0.7, 0.0, ['intents']],
    [0.79, 0.0, ['intents']],
    [0.79996, 0.7, []],
    [0.8, 0.7, []],
    [0.99, 0.7, []],
    [0.0, 0.6, ['sentiment']],
    [0.0, 0.8, ['sentiment']],
    [0.0, 0.81, []],
    [0.5, 0.7, ['sentiment', 'intents']],
    [undefined, 0.0, ['intents']],
    [0.0, undefined, ['sentiment']],
  ])('at talkToHuman %s and negativeSentiment %s for %j', async (human, negative, expected) => {
    const cloud = sureCloud();
    const { nlu } = open(scored(human, negative), withinBand(0.1), cloud);
    await nlu.analyze(question);
    expect(cloud.asked.map((line) => line.split(' ')[0])).toEqual(expected);
  });

  test('nothing on a signal the policy sets no threshold on', async () => {
    const cloud = sureCloud();
    const { nlu } = open(scored(0.5, 0.7), withinBand(0.1), cloud);
    nlu.tune?.({ talkToHuman: [0.55], negativeSentiment: [] });
    await nlu.analyze(question);
    expect(cloud.asked).toEqual(['intents en']);
  });

  test('around the thresholds of the policy that was loaded last', async () => {
    const cloud = sureCloud();
    const { nlu } = open(scored(0.2, 0.2), withinBand(0.1), cloud);
    await nlu.analyze(question);
    nlu.tune?.({ talkToHuman: [0.9], negativeSentiment: [0.25] });
    await nlu.analyze(question);
    expect(cloud.asked).toEqual(['sentiment en']);
  });
});

describe('without a wait, and without the cloud, it answers', () => {
  test.each([
    ['the title of a picked choice', { ...question, picked: true }, scored(0.5, undefined)],
    ['a request that is sure enough for every rule', question, scored(0.8, 0.7)],
    ['white space', { ...question, text: ' \n' }, scored(0.5, 0.7)],
  ])('%s, even where every turn is asked', (_, asked, first) => {
    const cloud = sureCloud();
    const { nlu } = open(first, () => true, cloud);
    expect(nlu.analyze(asked)).toBe(first);
    expect(cloud.asked).toEqual([]);
  });
});

describe('the language named to the cloud', () => {
  test.each([
    ['de-AT', 'de', 'de-AT'],
    ['zh_Hant', 'zh', 'zh-Hant'],
    ['pt-BR', undefined, 'pt-BR'],
    ['en-US', 'fr', 'fr'],
    [undefined, 'it', 'it'],
    [undefined, undefined, 'undefined'],
    ['en; drop', undefined, 'undefined'],
    ['x'.repeat(500), 'de', 'de'],
    ['__proto__', 'de', 'de'],
  ])('for the locale %s and words in %s is %s', async (locale, language, named) => {
    const cloud = sureCloud();
    const { nlu } = open({ ...scored(0.5, 0.2), language }, withinBand(0.1), cloud);
    await nlu.analyze({ ...question, locale });
    expect(cloud.asked).toEqual([`intents ${named}`]);
  });
});

test('the cloud replaces only what it was asked for, and each score says where it came from', async () => {
  const { nlu } = open(scored(0.5, 0.2));
  expect(await nlu.analyze(question)).toMatchObject({
    talkToHuman: { score: 0.99, provider: 'cloud' },
    intent: { name: 'Billing' },
    sentiment: { negative: 0.2, provider: 'embedded' },
    degraded: [],
  });
});

test('what the embedded models could not measure and the cloud did is no longer degraded', async () => {
  const lost: Degraded[] = [
    { provider: 'embedded', signal: 'sentiment', cause: 'unsupported-language' },
    { provider: 'embedded', signal: 'talkToHuman', cause: 'unsupported-language' },
  ];
  const { nlu } = open({ ...scored(undefined, undefined), degraded: lost });
  expect((await nlu.analyze(question)).degraded).toEqual([]);
});

test('what the embedded models were given cut stays degraded: the cloud was given no more of it', async () => {
  const cut: Degraded[] = [{ provider: 'embedded', signal: 'talkToHuman', cause: 'cut' }];
  const { nlu } = open({ ...scored(0.5, 0.7), degraded: cut });
  expect((await nlu.analyze(question)).degraded).toEqual(cut);
});

test('what neither could measure is degraded twice, and not measured', async () => {
  const lost: Degraded[] = [{ provider: 'embedded', signal: 'sentiment', cause: 'unsupported-language' }];
  const cloud: Cloud = {
    ...sureCloud(),
    intents: undefined,
    sentiment: async () => ({ lost: 'unsupported-language' }),
  };
  const { nlu } = open({ ...scored(0.1, undefined), degraded: lost }, withinBand(0.1), cloud);
  const analysis = await nlu.analyze(question);
  expect(analysis.sentiment).toBeUndefined();
  expect(analysis.degraded.map(({ provider }) => provider)).toEqual(['embedded', 'cloud']);
});

test('asked, saved, agreed and disagreed are counted by signal', async () => {
  const { nlu, runtime } = open(scored(0.79, 0.72));
  await nlu.analyze(question);
  nlu.tune?.({ talkToHuman: [0.1], negativeSentiment: [0.7] });
  await nlu.analyze(question);
  const count = (name: string, signal: string) =>
    metricValue(runtime, `escalation_nlu_cloud_${name}_total`, { signal });
  expect(await count('asked', 'talkToHuman')).toBe(1);
  expect(await count('saved', 'talkToHuman')).toBe(1);
  expect(await count('disagreed', 'talkToHuman')).toBe(1);
  expect(await count('asked', 'negativeSentiment')).toBe(1);
  expect(await count('saved', 'negativeSentiment')).toBe(1);
  expect(await count('agreed', 'negativeSentiment')).toBe(1);
});

test('health is that of both', () => {
  expect(open(scored(0, 0)).nlu.health?.()).toEqual(['own is fine', 'cloud is slow']);
});
