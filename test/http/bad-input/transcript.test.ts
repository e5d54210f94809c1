import supertest from 'supertest';
import { expect, test } from 'vitest';
import { accepts, activity, logsNothingOfIt, mends, post, postAnew, refuses, secret } from '../../support/bad-input.js';
import { createService } from '../../support/http-service.js';

mends([
  {
    it: 'an empty transcript',
    body: { activity, transcript: {} },
    path: '/transcript',
    message: /activities.*contentUrl/,
    warnings: [['/transcript', /left out/]],
  },
  {
    it: 'a transcript that is a list',
    body: { activity, transcript: [] },
    path: '/transcript',
    message: /activities/,
    warnings: [['/transcript', /read as its activities/]],
  },
  {
    it: 'a transcript of texts',
    body: { activity, transcript: { activities: [secret, { type: 'message' }, null] } },
    path: '/transcript',
    message: /objects/,
    warnings: [['/transcript/activities', /2 were none and were left out/]],
  },
]);

refuses([
  {
    it: 'a transcript given twice',
    body: { activity, transcript: { activities: [], contentUrl: 'https://files.example.com/1' } },
    path: '/transcript',
    message: /not both/,
  },
  {
    it: 'a contentUrl without TLS',
    body: { activity, transcript: { contentUrl: 'http://files.example.com/1' } },
    path: '/transcript',
    message: /https/,
  },
  {
    it: 'a contentUrl on another host',
    body: { activity, transcript: { contentUrl: `https://${secret}.example.com/` } },
    path: '/transcript/contentUrl',
    message: /TRANSCRIPT_HOSTS/,
  },
  {
    it: 'a contentUrl that hides its host',
    body: { activity, transcript: { contentUrl: 'https://files.example.com@evil.example/' } },
    path: '/transcript/contentUrl',
    message: /host/,
  },
  {
    it: 'a contentUrl with a user name',
    body: { activity, transcript: { contentUrl: 'https://u@files.example.com/' } },
    path: '/transcript/contentUrl',
    message: /user name/,
  },
  {
    it: 'a contentUrl on another port',
    body: { activity, transcript: { contentUrl: 'https://files.example.com:8443/' } },
    path: '/transcript/contentUrl',
    message: /host/,
  },
  {
    it: 'a contentUrl that is no address',
    body: { activity, transcript: { contentUrl: 'https://[' } },
    path: '/transcript/contentUrl',
    message: /address/,
  },
]);

accepts([
  {
    it: 'an allowed contentUrl',
    body: { activity, transcript: { contentUrl: 'https://files.example.com/t/1?sig=x' } },
  },
  {
    it: 'a transcript whose fields have any type',
    body: { activity, transcript: { activities: [{ type: 7, id: {}, from: 'x', text: [], attachments: 1 }] } },
  },
  {
    it: 'a transcript whose unused half is null',
    body: { activity, transcript: { activities: [{ type: 'message' }], contentUrl: null } },
  },
]);

test('no host allowed for contentUrl is answered 400, naming the setting', async () => {
  const { app: strict } = await createService();
  const body = { activity, transcript: { contentUrl: 'https://files.example.com/1' } };
  const response = await supertest(strict).post('/evaluate').send(body);
  expect(response.body.errors[0].message).toMatch(/none is allowed yet; the operator sets TRANSCRIPT_HOSTS/);
});

const image = (length: number) => ({
  contentType: 'image/png',
  contentUrl: `data:image/png;base64,${'A'.repeat(length)}`,
});

test('a large inline image is left out of the transcript and named, its message and the others stay', async () => {
  const link = { contentType: 'image/png', contentUrl: 'https://files.example.com/i.png' };
  const activities = [
    { type: 'message', text: 'the first' },
    { type: 'message', text: 'look', attachments: [link, image(600_000), image(100)] },
  ];
  const response = await postAnew({ activity, transcript: { activities } });
  expect(response.body.warnings).toEqual([
    { path: '/transcript/activities/1/attachments/1/contentUrl', message: expect.stringMatching(/65536.*left out/) },
  ]);
  const [{ content }] = response.body.handoff.activity.attachments;
  const [first, second] = activities;
  expect(content).toEqual({
    activities: [first, { ...second, attachments: [link, { contentType: 'image/png' }, image(100)] }],
  });
});

test('a transcript too long for the handoff activity is cut, and what was left out is told', async () => {
  const activities = Array.from({ length: 300 }, (_, i) => ({ type: 'message', text: `${i} ${'word '.repeat(400)}` }));
  const { body } = await postAnew({ activity, transcript: { activities } });
  expect(body.warnings).toEqual([{ path: '/transcript', message: expect.stringMatching(/left out: oldest \d+\./) }]);
  const strict = await post({ activity, transcript: { activities } }, { Prefer: 'handling=strict' });
  expect(strict.status).toBe(200);
});

logsNothingOfIt();
