import { expect, test } from 'vitest';
import { accepts, activity, logsNothingOfIt, post, refuses } from '../../support/bad-input.js';

refuses([
  { it: 'an unknown delivery', body: { activity, delivery: 'fax' }, path: '/delivery', message: /return or emit/ },
  { it: 'emit without an agent hub', body: { activity, delivery: 'emit' }, path: '/delivery', message: /hub/ },
]);

accepts([
  {
    it: 'null in optional fields',
    body: {
      activity,
      menu: null,
      menuChoice: null,
      recognition: null,
      context: null,
      transcript: null,
      delivery: null,
    },
  },
  {
    it: 'unknown fields',
    body: {
      activity,
      menu: { choices: [{ value: 'v', colour: 1 }], x: 1 },
      recognition: { entities: [] },
      anything: {},
    },
  },
]);

test('several wrong fields are answered 400, with a sentence each', async () => {
  const { body } = await post({
    activity: {},
    menu: 1,
    menuChoice: 2,
    recognition: 3,
    context: 4,
    transcript: 5,
    delivery: 6,
  });
  expect(body.errors.map(({ path }: { path: string }) => path).sort()).toEqual([
    '/activity/conversation',
    '/context',
    '/delivery',
    '/menu',
    '/menuChoice',
    '/recognition',
    '/transcript',
  ]);
});

logsNothingOfIt();
