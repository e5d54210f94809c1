import { accepts, activity, conversation, logsNothingOfIt, refuses, secret } from '../../support/bad-input.js';

refuses([
  { it: 'null', body: null, path: '', message: /an object/ },
  { it: 'a list', body: [activity], path: '', message: /an object/ },
  { it: 'a number', body: 17, path: '', message: /an object/ },
  { it: 'no activity', body: {}, path: '/activity', message: /missing/ },
  { it: 'an activity of __proto__', body: '{"__proto__":{"activity":{}}}', path: '/activity', message: /missing/ },
  { it: 'an activity that is text', body: { activity: secret }, path: '/activity', message: /an object/ },
  { it: 'no conversation', body: { activity: { text: 'hi' } }, path: '/activity/conversation', message: /missing/ },
  {
    it: 'a conversation that is null',
    body: { activity: { conversation: null } },
    path: '/activity/conversation',
    message: /an object/,
  },
  {
    it: 'no conversation id',
    body: { activity: { conversation: {} } },
    path: '/activity/conversation/id',
    message: /missing/,
  },
  {
    it: 'a conversation id that is a number',
    body: { activity: { conversation: { id: 7 } } },
    path: '/activity/conversation/id',
    message: /a string/,
  },
  {
    it: 'an empty conversation id',
    body: { activity: { conversation: { id: '' } } },
    path: '/activity/conversation/id',
    message: /empty/,
  },
  {
    it: 'a conversation id with half of a surrogate pair',
    body: { activity: { conversation: { id: 'i\ud83d' } } },
    path: '/activity/conversation/id',
    message: /surrogate/,
  },
  {
    it: 'a conversation id of 1,025 characters',
    body: { activity: { conversation: { id: 'i'.repeat(1025) } } },
    path: '/activity/conversation/id',
    message: /1024/,
  },
]);

accepts([
  {
    it: 'a conversation id of whole surrogate pairs',
    body: { activity: { conversation: { id: '\u{1f642}x\u{10ffff}' } } },
  },
  { it: 'the smallest request', body: { activity } },
  { it: 'nothing to read', body: { activity: { conversation } } },
  {
    it: 'activity fields of any type',
    body: {
      activity: {
        conversation,
        type: 1,
        id: {},
        text: [],
        value: null,
        locale: 5,
        channelId: {},
        from: 'x',
        recipient: 1,
        serviceUrl: [],
      },
    },
  },
  { it: 'other activity types', body: { activity: { conversation, type: 'typing' } } },
]);

logsNothingOfIt();
