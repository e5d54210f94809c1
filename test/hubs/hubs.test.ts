import { Webhook } from 'standardwebhooks';
import { expect, test } from 'vitest';
import { openBotFrameworkHub } from '../../src/hubs/bot-framework.js';
import { openLivePersonHub } from '../../src/hubs/liveperson.js';
import { contextVariables, openOmnichannelHub } from '../../src/hubs/omnichannel.js';
import { openReturnHub } from '../../src/hubs/return.js';
import { openWebhookHub } from '../../src/hubs/webhook.js';
import { hubContract } from '../contracts/hub-contract.js';
import { callable, type FakeHub, startFakeHub } from '../support/fake-hub.js';
import { activityFor, handoffId, turnOn } from '../support/handover.js';
import { testRuntime } from '../support/runtime.js';

const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const anonymous = { appType: 'none' };

function webhookSettings(server: FakeHub) {
  const { allowHosts, ...call } = callable(server);
  return { ...call, url: `${server.url}handoffs`, secret };
}

hubContract('return', { open: () => openReturnHub({}, testRuntime()), delivers: false });
hubContract('webhook', { open: (server) => openWebhookHub(webhookSettings(server), testRuntime()), delivers: true });
hubContract('bot-framework', {
  open: (server) => openBotFrameworkHub({ ...anonymous, ...callable(server) }, testRuntime()),
  delivers: true,
});
hubContract('omnichannel', {
  open: (server) => openOmnichannelHub({ ...anonymous, ...callable(server) }, testRuntime()),
  delivers: true,
});
hubContract('liveperson', {
  open: (server) => openLivePersonHub({ ...anonymous, ...callable(server) }, testRuntime()),
  delivers: true,
});

test('a webhook is signed as Standard Webhooks has it, by each of the secrets', async () => {
  const server = await startFakeHub();
  const other = 'whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=';
  const hub = await openWebhookHub({ ...webhookSettings(server), secret: `${secret},${other}` }, testRuntime());
  await hub.deliver?.(activityFor(hub, turnOn(server.url)), AbortSignal.timeout(2000));
  const { text, headers, url } = server.received[0] ?? expect.unreachable();
  expect(url).toBe('/handoffs');
  expect(headers['webhook-id']).toBe(handoffId);
  expect(headers['idempotency-key']).toBe(handoffId);
  for (const one of [secret, other])
    expect(new Webhook(one).verify(text, headers as Record<string, string>)).toMatchObject({ id: handoffId });
  expect(() => new Webhook(secret).verify(`${text} `, headers as Record<string, string>)).toThrow();
  await Promise.all([hub.close(), server.close()]);
});

test('the reply goes to the conversation and the activity it answers, both encoded', async () => {
  const server = await startFakeHub();
  const hub = await openBotFrameworkHub({ ...anonymous, ...callable(server) }, testRuntime());
  await hub.deliver?.(activityFor(hub, turnOn(server.url)), AbortSignal.timeout(2000));
  await hub.deliver?.(activityFor(hub, turnOn(server.url.slice(0, -1), { id: '' })), AbortSignal.timeout(2000));
  expect(server.received.map(({ url }) => url)).toEqual([
    '/v3/conversations/conv%2F1%7Ca/activities/conv%7C0000007',
    '/v3/conversations/conv%2F1%7Ca/activities',
  ]);
  expect(server.received[0]?.headers).not.toHaveProperty('authorization');
  await Promise.all([hub.close(), server.close()]);
});

test('LivePerson can get the event itself', async () => {
  const server = await startFakeHub();
  const settings = { ...anonymous, ...callable(server), form: 'event', customerMessage: 'One moment.' };
  const hub = await openLivePersonHub(settings, testRuntime());
  await hub.deliver?.(activityFor(hub, turnOn(server.url)), AbortSignal.timeout(2000));
  expect(server.received[0]?.body).toMatchObject({
    type: 'event',
    text: 'One moment.',
    value: { skill: 'credit-cards' },
  });
  await Promise.all([hub.close(), server.close()]);
});

test('Omnichannel’s customer is told once, bridged, before the escalation', async () => {
  const server = await startFakeHub((nth) => (nth === 2 ? { status: 500 } : undefined));
  const settings = { ...anonymous, ...callable(server), customerMessage: 'One moment.' };
  const hub = await openOmnichannelHub(settings, testRuntime());
  const activity = activityFor(hub, turnOn(server.url));
  await hub.deliver?.(activity, AbortSignal.timeout(2000));
  await hub.deliver?.(activity, AbortSignal.timeout(2000));
  expect(server.received.map(({ body }) => Object.keys(body.channelData as object)[0])).toEqual([
    'deliveryMode',
    'tags',
    'tags',
  ]);
  expect(server.received[0]?.body).toMatchObject({ text: 'One moment.', channelData: { deliveryMode: 'bridged' } });
  await Promise.all([hub.close(), server.close()]);
});

test('context variables are flat, typed and within Omnichannel’s limits', () => {
  const many = Object.fromEntries(Array.from({ length: 150 }, (_, i) => [`fact${i}`, i]));
  expect(Object.keys(contextVariables(many))).toHaveLength(100);
  expect(
    contextVariables({
      whole: 3,
      broken: 0.5,
      yes: true,
      none: null,
      list: [1, 2],
      long: 'x'.repeat(5000),
      ['n'.repeat(101)]: 'too long a name',
    }),
  ).toEqual({ whole: 3, broken: '0.5', yes: 'true', list: '[1,2]', long: 'x'.repeat(4000) });
});

test('settings that a hub cannot use are all named', async () => {
  await expect(openBotFrameworkHub({}, testRuntime())).rejects.toThrow(
    /HUB_APP_ID.*\nHUB_TENANT_ID.*\nHUB_APP_SECRET/s,
  );
  await expect(openBotFrameworkHub({ ...anonymous, fallback: 'webhook' }, testRuntime())).rejects.toThrow(
    /HUB_WEBHOOK_URL.*\nHUB_WEBHOOK_SECRET/s,
  );
  await expect(openWebhookHub({ url: 'ftp://x', secret: 'short' }, testRuntime())).rejects.toThrow(
    /HUB_URL.*\nHUB_SECRET/s,
  );
});
