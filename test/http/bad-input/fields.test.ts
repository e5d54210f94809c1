import { expect, test } from 'vitest';
import { accepts, activity, logsNothingOfIt, post, postAnew, refuses } from '../../support/bad-input.js';

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

const wrong = { menu: 1, menuChoice: [2], recognition: 3, context: 4, transcript: 5 };

test.each<Record<string, string>>([{}, { Prefer: 'handling=strict' }])(
  'several wrong fields are answered 400, with a sentence each (%j)',
  async (headers) => {
    const { body } = await post({ activity: {}, ...wrong, delivery: 6 }, headers);
    expect(body.errors.map(({ path }: { path: string }) => path).sort()).toEqual([
      '/activity/conversation',
      '/context',
      '/delivery',
      '/menu',
      '/menuChoice',
      '/recognition',
      '/transcript',
    ]);
  },
);

test('several wrong optional fields are all left out, with a sentence each', async () => {
  const { body } = await postAnew({ activity, ...wrong });
  expect(body.decision.outcome).toBe('escalate');
  const paths = body.warnings.map(({ path }: { path: string }) => path);
  expect(paths).toEqual(['/menu', '/menuChoice', '/recognition', '/context', '/transcript']);
});

test.each([
  ['handling=strict', 400, 'handling=strict'],
  ['Handling="Strict"', 400, 'handling=strict'],
  ['respond-async, handling=strict; x=1', 400, 'handling=strict'],
  ['handling=strict, handling=lenient', 400, 'handling=strict'],
  ['handling=lenient', 200, 'handling=lenient'],
  ['handling=lenient, handling=strict', 200, 'handling=lenient'],
  ['handling=stricter', 200, undefined],
  ['xhandling=strict', 200, undefined],
  ['handling', 200, undefined],
  ['return=minimal', 200, undefined],
])('Prefer: %s is answered %d', async (prefer, status, applied) => {
  const response = await post({ activity, recognition: 3 }, { Prefer: prefer });
  expect(response.status).toBe(status);
  expect(response.headers['preference-applied']).toBe(applied);
});

test('a turn that fits is answered the same to a caller who prefers strict handling', async () => {
  const response = await post({ activity }, { Prefer: 'handling=strict' });
  expect(response.status).toBe(200);
  expect(response.headers['preference-applied']).toBe('handling=strict');
  expect(response.body.warnings).toEqual([]);
});

logsNothingOfIt();
