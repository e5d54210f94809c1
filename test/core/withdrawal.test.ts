import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { languages } from '../../src/core/withdrawal/languages.js';
import { withdrawalIn } from '../../src/core/withdrawal/withdrawal.js';

/** Held-out sentences, one a line, with headings: written before the lists that read them. */
function sentences(language: string, what: 'takes-back' | 'keeps'): string[] {
  const file = new URL(`../heldout/withdrawal/${language}.${what}.txt`, import.meta.url);
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
}

describe.each(Object.keys(languages))('in %s', (language) => {
  const taking = sentences(language, 'takes-back');
  const keeping = sentences(language, 'keeps');

  test('nobody who still wants an agent, or means something else, is read as taking the request back', () => {
    expect(keeping.length).toBeGreaterThanOrEqual(100);
    expect(keeping.filter((text) => withdrawalIn(text) === 'explicit')).toEqual([]);
  });

  test('at least nine in ten of those who say it in full are heard', () => {
    expect(taking.length).toBeGreaterThanOrEqual(30);
    const heard = taking.filter((text) => withdrawalIn(text) === 'explicit');
    expect(heard.length / taking.length).toBeGreaterThanOrEqual(0.9);
  });

  test('who drops something without saying what is heard as vague', () => {
    expect(keeping.filter((text) => withdrawalIn(text) === 'vague').length).toBeGreaterThanOrEqual(5);
  });
});

test('courtesy, case, accents, stretched letters and emoji around it change nothing', () => {
  for (const text of [
    'HELLO, please CANCEL the agent!!! thanks 🙏',
    'caaancel the agent',
    'cancel please the agent',
    'ya no necesito un ágente',
    '\n cancel the  agent \n',
    'No, thank you. I found the answer myself. I don’t need an agent.',
  ])
    expect(withdrawalIn(text), text).toBe('explicit');
});

test('nothing typed, and what is longer than anybody says it, is not read', () => {
  for (const text of [
    '',
    '#',
    'cancel #',
    `cancel the agent ${'please '.repeat(30)}`,
    `${'cancel the agent. '.repeat(10)}`,
  ])
    expect(withdrawalIn(text), text).toBeUndefined();
});

test('what is made to cost much is read in less than a millisecond', () => {
  const hostile = [
    'please '.repeat(22),
    'agent for the '.repeat(11),
    '取消人工客服'.repeat(20),
    ',.'.repeat(80),
    '#'.repeat(160),
  ];
  for (const text of hostile) withdrawalIn(text);
  const started = performance.now();
  for (let i = 0; i < 20; i++) for (const text of hostile) withdrawalIn(text);
  expect((performance.now() - started) / 20 / hostile.length).toBeLessThan(1);
});
