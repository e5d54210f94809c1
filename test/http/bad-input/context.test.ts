import { activity, logsNothingOfIt, refuses } from '../../support/bad-input.js';

refuses([
  { it: 'a context that is a list', body: { activity, context: [] }, path: '/context', message: /an object/ },
  {
    it: 'a context with an object in it',
    body: { activity, context: { tier: { name: 'gold' } } },
    path: '/context/tier',
    message: /a string, a number or a boolean/,
  },
  {
    it: 'a context with null in it',
    body: { activity, context: { tier: null } },
    path: '/context/tier',
    message: /a boolean/,
  },
  {
    it: 'a context of 51 entries',
    body: { activity, context: Object.fromEntries(Array.from({ length: 51 }, (_, i) => [`k${i}`, i])) },
    path: '/context',
    message: /50/,
  },
  {
    it: 'a context with the name __proto__',
    body: `{"activity":${JSON.stringify(activity)},"context":{"__proto__":"x"}}`,
    path: '/context',
    message: /__proto__/,
  },
  {
    it: 'a context with a very long name',
    body: { activity, context: { ['n'.repeat(101)]: 1 } },
    path: '/context',
    message: /100/,
  },
  {
    it: 'a context value of 4,001 characters',
    body: { activity, context: { note: 'n'.repeat(4001) } },
    path: '/context/note',
    message: /4000/,
  },
]);

logsNothingOfIt();
