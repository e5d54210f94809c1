import supertest from 'supertest';
import { expect, test } from 'vitest';
import { accepts, activity, logsNothingOfIt, refuses, secret } from '../../support/bad-input.js';
import { createService } from '../../support/http-service.js';

refuses([
  {
    it: 'an empty transcript',
    body: { activity, transcript: {} },
    path: '/transcript',
    message: /activities.*contentUrl/,
  },
  { it: 'a transcript that is a list', body: { activity, transcript: [] }, path: '/transcript', message: /activities/ },
  {
    it: 'a transcript of texts',
    body: { activity, transcript: { activities: [secret] } },
    path: '/transcript',
    message: /objects/,
  },
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

logsNothingOfIt();
