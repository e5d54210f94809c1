import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { nothingMeasured } from '../../src/core/analysis.js';
import { notUnderstood } from '../../src/core/signals/not-understood.js';
import { type Recognition, userTurn } from '../../src/core/turn.js';

function readOf(recognition: Recognition) {
  const turn = userTurn({ id: 't', conversation: 'c', utterance: 'well', recognition });
  return notUnderstood({
    turn,
    analysis: nothingMeasured,
    sketch: undefined,
    earlierSketches: [],
    offered: false,
    handoffWaits: false,
  });
}

describe('what other NLUs call “no intent fits”', () => {
  const names: [platform: string, ...names: string[]][] = [
    ['Amazon Lex and Alexa', 'AMAZON.FallbackIntent', 'FallbackIntent'],
    ['Dialogflow ES', 'Default Fallback Intent', 'input.unknown', 'Billing - fallback'],
    ['Dialogflow CX', 'sys.no-match-default', 'sys.no-match-2', 'sys.no-input-default', 'Default Negative Intent'],
    ['Rasa', 'nlu_fallback', 'out_of_scope', 'out_of_scope/weather'],
    ['LUIS and CLU', 'None', 'none'],
    ['Watson', 'irrelevant', 'anything_else', 'Anything else', 'No action matches'],
    ['Botpress', 'none', 'oos'],
    ['wit.ai', 'wit$out_of_scope', ''],
    ['Copilot Studio', 'Fallback', 'System Fallback', 'contoso_shop.topic.Fallback', 'UnknownIntent'],
    ['Oracle', 'unresolvedIntent'],
    ['Voiceflow', 'VF.NONE'],
    ['QnA Maker', 'No good match found'],
    ['others', 'no-match', 'NoMatch', 'unknown', 'Not understood', '$default'],
  ];
  test.each(names)('%s', (_, ...intents) => {
    for (const intent of intents) expect([intent, readOf({ intent, score: 1 })]).toEqual([intent, 1]);
    for (const intent of intents) expect([intent, readOf({ intent })]).toEqual([intent, 1]);
  });

  test.each(['Refund', 'fallback options', 'none of my parcels came', 'unknown charge', 'default address', 'Nonesuch'])(
    '“%s” is an intent like any other',
    (intent) => expect(readOf({ intent, score: 0.9 })).toBeCloseTo(0.1),
  );

  test('is what the operator says, too', () => {
    expect(readOf({ intent: 'Ratlos', score: 1, noMatch: true })).toBe(1);
    expect(readOf({ intent: 'Ratlos', score: 1 })).toBe(0);
  });
});

test('every name in the table of docs/channels.md is one of them', () => {
  const page = readFileSync(new URL('../../docs/channels.md', import.meta.url), 'utf8');
  const table = page.slice(page.indexOf('| NLU | Names |'));
  const intents = [...table.matchAll(/`([^`]+)`/g)].map(([, name]) => name as string);
  expect(intents.length).toBeGreaterThan(40);
  expect(intents.filter((intent) => readOf({ intent, score: 1 }) !== 1)).toEqual([]);
});
