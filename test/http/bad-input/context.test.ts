import { expect, test } from 'vitest';
import { accepts, activity, logsNothingOfIt, mends, postAnew } from '../../support/bad-input.js';

const leftOut = /left out/;

mends([
  {
    it: 'a context that is a list',
    body: { activity, context: [] },
    path: '/context',
    message: /an object/,
    warnings: [['/context', leftOut]],
  },
  {
    it: 'a context with an object in it',
    body: { activity, context: { tier: { name: 'gold' } } },
    path: '/context/0',
    message: /a string, a number or a boolean/,
    warnings: [['/context/0', leftOut]],
  },
  {
    it: 'a context with null in it',
    body: { activity, context: { tier: null } },
    path: '/context/0',
    message: /a boolean/,
    warnings: [['/context/0', leftOut]],
  },
  {
    it: 'a context with a list and null among facts',
    body: { activity, context: { tier: 'gold', cart: [1, 2], orders: 3, name: null } },
    path: '/context/1',
    message: /a boolean/,
    warnings: [
      ['/context/1', leftOut],
      ['/context/3', leftOut],
    ],
  },
  {
    it: 'a context of 51 entries',
    body: { activity, context: Object.fromEntries(Array.from({ length: 51 }, (_, i) => [`k${i}`, i])) },
    path: '/context',
    message: /50/,
    warnings: [['/context', /the first 50 were read/]],
  },
  {
    it: 'a context with the name __proto__',
    body: `{"activity":${JSON.stringify(activity)},"context":{"tier":"gold","__proto__":"x"}}`,
    path: '/context',
    message: /__proto__/,
    warnings: [['/context/1', /__proto__.*left out/]],
  },
  {
    it: 'a context with a very long name',
    body: { activity, context: { ['n'.repeat(101)]: 1 } },
    path: '/context',
    message: /100/,
    warnings: [['/context/0', /100.*left out/]],
  },
  {
    it: 'a context value of 4,001 characters',
    body: { activity, context: { note: 'n'.repeat(4001) } },
    path: '/context/0',
    message: /4000/,
    warnings: [['/context/0', /4000.*left out/]],
  },
]);

accepts([{ it: 'a context value of 4,000 emoji', body: { activity, context: { note: '🙂'.repeat(4000) } } }]);

test('what is right of a context is read beside what is not', async () => {
  const context = { note: '🙂'.repeat(3000), cart: [1, 2], orders: 3, polite: true, department: 'billing' };
  const { body } = await postAnew({ activity, context });
  expect(body.warnings).toHaveLength(1);
  expect(body.decision.skill).toBe('billing');
  const { cart, ...right } = context;
  expect(body.handoff.activity.value).toMatchObject(right);
  expect(body.handoff.activity.value).not.toHaveProperty('cart');
});

logsNothingOfIt();
