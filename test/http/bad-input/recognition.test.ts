import { expect, test } from 'vitest';
import { activity, logsNothingOfIt, mends, post } from '../../support/bad-input.js';

mends([
  {
    it: 'a recognition that is text',
    body: { activity, recognition: 'None' },
    path: '/recognition',
    message: /an object/,
    warnings: [['/recognition', /read as its intent/]],
  },
  {
    it: 'a recognition that is a list',
    body: { activity, recognition: [] },
    path: '/recognition',
    message: /an object/,
    warnings: [['/recognition', /left out/]],
  },
  {
    it: 'a recognition score of 2',
    body: { activity, recognition: { score: 2 } },
    path: '/recognition/score',
    message: /at most 1/,
    warnings: [['/recognition/score', /from 0 to 100/]],
  },
  {
    it: 'a recognition score that is text',
    body: { activity, recognition: { score: '0.5' } },
    path: '/recognition/score',
    message: /a number/,
    warnings: [['/recognition/score', /read as one/]],
  },
  {
    it: 'a recognition score that is no number',
    body: { activity, recognition: { score: 'high' } },
    path: '/recognition/score',
    message: /a number/,
    warnings: [['/recognition/score', /left out/]],
  },
  {
    it: 'an intent that is an object',
    body: { activity, recognition: { intent: { name: 'x' }, score: 0.5 } },
    path: '/recognition/intent',
    message: /a string/,
    warnings: [['/recognition/intent', /left out/]],
  },
  {
    it: 'an intent of 1,025 characters',
    body: { activity, recognition: { intent: 'i'.repeat(1025) } },
    path: '/recognition/intent',
    message: /1024/,
    warnings: [['/recognition/intent', /1024.*left out/]],
  },
]);

test.each([
  ['0.9', 0.1],
  [' 0.25 ', 0.75],
  [87, 0.13],
  ['100', 0],
  [1.0000001, 0],
  [-0.1, null],
  [101, null],
  ['', null],
  [true, null],
  [{ value: 1 }, null],
])('a score of %j leaves notUnderstood at %j', async (score, notUnderstood) => {
  const { body } = await post({ activity, recognition: { intent: 'Billing', score } });
  expect(body.decision.reading.notUnderstood).toBe(notUnderstood);
  expect(body.warnings).toEqual([{ path: '/recognition/score', message: expect.any(String) }]);
});

logsNothingOfIt();
