import { pathToFileURL } from 'node:url';
import { matchMenuChoice, menuFromTranscript } from '../src/core/menu/index.js';
import type { Menu } from '../src/core/turn.js';
import { yesOrNo } from '../src/core/yes-no.js';
import { twentyWords } from './turns.js';

/** Microseconds a call, the best of nine rounds, so that other work on the machine counts little. */
export interface MenuTime {
  readonly what: string;
  readonly microseconds: number;
}

const fiveChoices: Menu = {
  choices: [
    { value: 'balance', title: 'Check my balance' },
    { value: 'block_card', title: 'Block a card' },
    { value: 'new_card', title: 'Order a new card' },
    { value: 'transfers', title: 'Transfers and payments' },
    { value: 'agent', title: 'Talk to an agent' },
  ],
};

const hundredChoices: Menu = {
  choices: Array.from({ length: 100 }, (_, at) => ({
    value: `item-${at}`,
    title: `Department ${at}, floor ${at % 9}`,
  })),
};

const shown = {
  type: 'message',
  id: 'b1',
  from: { id: 'bot', role: 'bot' },
  text: 'What would you like to do?',
  suggestedActions: { actions: fiveChoices.choices.map(({ value, title }) => ({ type: 'imBack', title, value })) },
};

/** How long the matcher takes for usual texts, and for long ones that are meant to keep it busy. */
export function menuTimes(): MenuTime[] {
  const long = 'one two three '.repeat(8_000).slice(0, 100_000);
  const heavy = { choices: Array.from({ length: 100 }, (_, at) => ({ value: `${at} ${'wörter ab '.repeat(500)}` })) };
  const current = { id: 'u1', text: 'agent', from: { id: 'user' } };
  const say = (text: string, menu: Menu) => () => matchMenuChoice({ text, value: undefined }, menu, 'en-US');
  return [
    time('5 choices, a title', say('Talk to an agent', fiveChoices)),
    time('5 choices, "the third one please"', say('the third one please', fiveChoices)),
    time('5 choices, "new card please"', say('new card please', fiveChoices)),
    time('5 choices, a typo', say('tranfers', fiveChoices)),
    time('5 choices, no choice', say('where is my parcel', fiveChoices)),
    time('5 choices, 20 words', say(twentyWords, fiveChoices)),
    time('100 choices, a title', say('Department 77, floor 5', hundredChoices), 300),
    time('100 choices, no choice', say('where is my parcel', hundredChoices), 300),
    time('5 choices, 100,000 characters', say(long, fiveChoices)),
    time('100 choices of 5,000 characters', say('where is my parcel', heavy), 300),
    time('a tapped value', () => matchMenuChoice({ text: '', value: { action: 'agent' } }, fiveChoices)),
    time('reading the menu of a transcript', () => menuFromTranscript([shown], current)),
    time('yes or no, short', () => yesOrNo('no thanks, not now')),
    time('yes or no, 20 words', () => yesOrNo(twentyWords)),
  ];
}

function time(what: string, run: () => unknown, calls = 3_000): MenuTime {
  for (let i = 0; i < calls; i++) run();
  const rounds = Array.from({ length: 9 }, () => {
    const start = performance.now();
    for (let i = 0; i < calls; i++) run();
    return ((performance.now() - start) * 1_000) / calls;
  });
  return { what, microseconds: Math.min(...rounds) };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  for (const { what, microseconds } of menuTimes()) console.log(`${microseconds.toFixed(2).padStart(9)} µs  ${what}`);
}
