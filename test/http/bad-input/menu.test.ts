import { activity, logsNothingOfIt, refuses } from '../../support/bad-input.js';

refuses([
  { it: 'a menu that is a list', body: { activity, menu: [] }, path: '/menu', message: /an object/ },
  { it: 'a menu without choices', body: { activity, menu: {} }, path: '/menu/choices', message: /missing/ },
  {
    it: '10,000 menu choices',
    body: { activity, menu: { choices: Array(10_000).fill({ value: 'v' }) } },
    path: '/menu/choices',
    message: /100/,
  },
  {
    it: 'a choice without value',
    body: { activity, menu: { choices: [{ title: 't' }] } },
    path: '/menu/choices/0/value',
    message: /missing/,
  },
  {
    it: 'a choice whose title is a number',
    body: { activity, menu: { choices: [{ value: 'v', title: 1 }] } },
    path: '/menu/choices/0/title',
    message: /a string/,
  },
  {
    it: 'synonyms that are text',
    body: { activity, menu: { choices: [{ value: 'v', synonyms: 's' }] } },
    path: '/menu/choices/0/synonyms',
    message: /an array/,
  },
  {
    it: 'a menuChoice that is an object',
    body: { activity, menuChoice: { value: 'v' } },
    path: '/menuChoice',
    message: /a string/,
  },
]);

logsNothingOfIt();
