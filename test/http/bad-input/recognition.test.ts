import { activity, logsNothingOfIt, refuses } from '../../support/bad-input.js';

refuses([
  {
    it: 'a recognition that is text',
    body: { activity, recognition: 'None' },
    path: '/recognition',
    message: /an object/,
  },
  {
    it: 'a recognition score of 2',
    body: { activity, recognition: { score: 2 } },
    path: '/recognition/score',
    message: /at most 1/,
  },
  {
    it: 'a recognition score that is text',
    body: { activity, recognition: { score: '0.5' } },
    path: '/recognition/score',
    message: /a number/,
  },
]);

logsNothingOfIt();
