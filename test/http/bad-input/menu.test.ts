import { expect, test } from 'vitest';
import { activity, logsNothingOfIt, mends, post } from '../../support/bad-input.js';

mends([
  {
    it: 'a menu that is a list',
    body: { activity, menu: [] },
    path: '/menu',
    message: /an object/,
    warnings: [['/menu', /read as its choices/]],
  },
  {
    it: 'a menu without choices',
    body: { activity, menu: {} },
    path: '/menu/choices',
    message: /missing/,
    warnings: [['/menu', /left out/]],
  },
  {
    it: '10,000 menu choices',
    body: { activity, menu: { choices: Array(10_000).fill({ value: 'v' }) } },
    path: '/menu/choices',
    message: /100/,
    warnings: [['/menu/choices', /the first 100/]],
  },
  {
    it: 'a choice without value',
    body: { activity, menu: { choices: [{ title: 't' }] } },
    path: '/menu/choices/0/value',
    message: /missing/,
    warnings: [['/menu/choices/0/value', /the title was read as it/]],
  },
  {
    it: 'a choice that is null',
    body: { activity, menu: { choices: [null] } },
    path: '/menu/choices/0',
    message: /an object/,
    warnings: [['/menu/choices/0', /left out/]],
  },
  {
    it: 'a choice whose title is a number',
    body: { activity, menu: { choices: [{ value: 'v', title: 1 }] } },
    path: '/menu/choices/0/title',
    message: /a string/,
    warnings: [['/menu/choices/0/title', /read as one/]],
  },
  {
    it: 'synonyms that are text',
    body: { activity, menu: { choices: [{ value: 'v', synonyms: 's' }] } },
    path: '/menu/choices/0/synonyms',
    message: /an array/,
    warnings: [['/menu/choices/0/synonyms', /array/]],
  },
  {
    it: 'a menuChoice that is a list',
    body: { activity, menuChoice: ['v'] },
    path: '/menuChoice',
    message: /a string/,
    warnings: [['/menuChoice', /left out/]],
  },
  {
    it: 'a menuChoice of 1,025 characters',
    body: { activity, menuChoice: 'v'.repeat(1025) },
    path: '/menuChoice',
    message: /1024/,
    warnings: [['/menuChoice', /1024.*left out/]],
  },
  {
    it: 'a menuChoice that is a choice as dialogs find one',
    body: { activity, menuChoice: { value: 'agent', index: 2, score: 1 } },
    path: '/menuChoice',
    message: /a string/,
    warnings: [['/menuChoice', /value of the object/]],
  },
]);

test('a choice that cannot be read keeps its place, and texts and numbers are choices', async () => {
  const choices = [null, 'Billing', { value: 7, title: 'Returns' }, { title: 'Talk to an agent' }];
  const picked = async (text: string) =>
    (await post({ activity: { ...activity, text }, menu: { choices } })).body.analysis.menuChoice;
  expect(await picked('Billing')).toMatchObject({ value: 'Billing', index: 1 });
  expect(await picked('returns')).toMatchObject({ value: '7', index: 2 });
  expect(await picked('talk to an agent')).toMatchObject({ value: 'Talk to an agent', index: 3 });
  expect(await picked('where is it')).toBeNull();
});

logsNothingOfIt();
