import { setTimeout } from 'node:timers/promises';
import { afterEach, describe, expect, test } from 'vitest';
import type { Composition } from '../../src/app/compose.js';
import { type FakeHub, type Reply, startFakeHub } from '../support/fake-hub.js';
import { turnOn } from '../support/handover.js';
import { createService } from '../support/http-service.js';
import { type LoginServer, startLoginServer } from '../support/login-server.js';

const guid = '00000000-0000-0000-0000-00000000000';

interface Around {
  readonly channel: FakeHub;
  readonly login: LoginServer;
  readonly service: Composition;
}

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function open(
  reply?: Parameters<typeof startFakeHub>[0],
  more: Record<string, string> = {},
  loginReply?: Parameters<typeof startLoginServer>[0],
): Promise<Around> {
  const [channel, login] = await Promise.all([startFakeHub(reply), startLoginServer(loginReply)]);
  const environment = {
    DELIVERY: 'emit',
    HUB: 'bot-framework',
    HUB_APP_ID: `${guid}1`,
    HUB_TENANT_ID: 'tenant',
    HUB_APP_SECRET: 'not a secret',
    HUB_LOGIN_URL: login.url,
    HUB_CA_FILE: login.caFile,
    HUB_ALLOW_HOSTS: channel.host,
    HUB_ALLOW_HTTP_HOSTS: '127.0.0.1',
    HUB_ALLOW_PRIVATE_HOSTS: '127.0.0.1,localhost',
    DELIVERY_LIMIT_MS: '2000',
    DELIVERY_ATTEMPT_MS: '400',
    ...more,
  };
  const { service } = await createService({ environment });
  closing.push(
    () => service.close(),
    () => channel.close(),
    () => login.close(),
  );
  return { channel, login, service };
}

async function escalate({ service, channel }: Around, serviceUrl = channel.url) {
  const { decision, handoff } = await service.evaluate(turnOn(serviceUrl), { delivery: undefined });
  expect(decision.outcome).toBe('escalate');
  return { delivery: handoff?.delivery, hasActivity: handoff?.activity !== undefined };
}

const told = (status: string, cause?: string) => ({
  delivery: cause === undefined ? { status } : { status, cause },
  hasActivity: true,
});

interface Case {
  readonly when: string;
  readonly reply: (nth: number) => Reply | undefined;
  readonly told: ReturnType<typeof told>;
  /** How often the channel was called, at least and at most. */
  readonly calls: readonly [number, number];
  readonly tokens?: number;
}

const first = (reply: Reply) => (nth: number) => (nth === 1 ? reply : undefined);
const always = (reply: Reply) => () => reply;

const cases: Case[] = [
  { when: 'it takes the activity', reply: () => undefined, told: told('delivered'), calls: [1, 1] },
  {
    when: '400 on events',
    reply: always({ status: 400 }),
    told: told('returned', 'channel-refuses-events'),
    calls: [1, 1],
  },
  { when: '405', reply: always({ status: 405 }), told: told('returned', 'channel-refuses-events'), calls: [1, 1] },
  {
    when: '401, then it likes the next token',
    reply: first({ status: 401 }),
    told: told('delivered'),
    calls: [2, 2],
    tokens: 2,
  },
  {
    when: '401 whatever the token',
    reply: always({ status: 401 }),
    told: told('failed', 'unauthorized'),
    calls: [2, 2],
    tokens: 2,
  },
  { when: '403', reply: always({ status: 403 }), told: told('failed', 'unauthorized'), calls: [1, 1] },
  { when: '404', reply: always({ status: 404 }), told: told('failed', 'not-found'), calls: [1, 1] },
  { when: '412 once', reply: first({ status: 412 }), told: told('delivered'), calls: [2, 2] },
  { when: '408 once', reply: first({ status: 408 }), told: told('delivered'), calls: [2, 2] },
  {
    when: '429 with a short Retry-After',
    reply: first({ status: 429, headers: { 'retry-after': '0' } }),
    told: told('delivered'),
    calls: [2, 2],
  },
  {
    when: '429 with a long Retry-After',
    reply: always({ status: 429, headers: { 'retry-after': '60' } }),
    told: told('failed', 'throttled'),
    calls: [1, 1],
  },
  { when: '500 all the time', reply: always({ status: 500 }), told: told('failed', 'unavailable'), calls: [2, 5] },
  { when: '503 once', reply: first({ status: 503 }), told: told('delivered'), calls: [2, 2] },
  { when: 'it hangs', reply: always('hang'), told: told('failed', 'timeout'), calls: [2, 4] },
  { when: 'it hangs once', reply: first('hang'), told: told('delivered'), calls: [2, 2] },
  { when: 'the line is cut after the body was taken', reply: first('reset'), told: told('delivered'), calls: [2, 2] },
  {
    when: 'a redirect',
    reply: always({ status: 307, headers: { location: 'https://evil.example/' } }),
    told: told('failed', 'redirected'),
    calls: [1, 1],
  },
];

describe('what the bot is told, and how often the channel is called, when the channel answers', () => {
  test.each(cases)('$when', async ({ reply, told, calls: [least, most], tokens = 1 }) => {
    const around = await open(reply);
    expect(await escalate(around)).toEqual(told);
    expect(around.channel.received.length).toBeGreaterThanOrEqual(least);
    expect(around.channel.received.length).toBeLessThanOrEqual(most);
    expect(around.login.asked()).toBe(tokens);
    expect(new Set(around.channel.received.map(({ body }) => body.id)).size).toBe(1);
    expect(around.channel.received.at(-1)?.headers.authorization).toBe(`Bearer token-${tokens}`);
  });
});

test('a redirect takes the token nowhere', async () => {
  const thief = await startFakeHub();
  const around = await open(() => ({ status: 307, headers: { location: thief.url } }));
  await escalate(around);
  expect(thief.received).toEqual([]);
  await thief.close();
});

test('a service URL that is not allowed gets neither call nor token', async () => {
  const thief = await startFakeHub();
  const around = await open();
  expect(await escalate(around, thief.url)).toEqual(told('failed', 'host-not-allowed'));
  expect(thief.received).toEqual([]);
  expect(around.login.asked()).toBe(0);
  await thief.close();
});

test.each([
  ['a query', (url: string) => `${url}admin?x=`],
  ['a fragment', (url: string) => `${url}admin#`],
  ['dots', (url: string) => `${url}a/%2e%2e/`],
])('a service URL with %s takes the token to no other path of the host', async (_what, serviceUrl) => {
  const around = await open();
  expect(await escalate(around, serviceUrl(around.channel.url))).toEqual(told('failed', 'host-not-allowed'));
  expect(around.channel.received).toEqual([]);
  expect(around.login.asked()).toBe(0);
});

test('neither does a conversation called like the folder above', async () => {
  const around = await open();
  const turn = { ...turnOn(around.channel.url, { conversation: { id: '..' } }), conversation: '..' };
  const { handoff } = await around.service.evaluate(turn, { delivery: 'emit' });
  expect(handoff?.delivery).toEqual({ status: 'failed', cause: 'host-not-allowed' });
  expect(around.channel.received).toEqual([]);
});

test.each(['localhost', '127.0.0.1', '169.254.169.254'])(
  'an allowed %s is not called unless its private address is allowed too',
  async (name) => {
    const channel = await startFakeHub();
    const host = `${name}:${channel.host.split(':')[1]}`;
    const around = await open(undefined, {
      HUB_ALLOW_HOSTS: host,
      HUB_ALLOW_HTTP_HOSTS: name,
      HUB_ALLOW_PRIVATE_HOSTS: 'other.example',
      HUB_APP_TYPE: 'none',
    });
    expect(await escalate(around, `http://${host}/`)).toEqual(told('failed', 'host-not-allowed'));
    expect(channel.received).toEqual([]);
    await channel.close();
  },
);

test('an activity without a service URL cannot be emitted', async () => {
  const around = await open();
  expect(await escalate(around, '')).toEqual(told('failed', 'no-service-url'));
});

describe('the login service', () => {
  test('is asked once for any number of turns at a time, and not again while the token lasts', async () => {
    const around = await open();
    const turns = Array.from({ length: 20 }, (_, i) => turnOn(around.channel.url, { conversation: { id: `c${i}` } }));
    await Promise.all(
      turns.map((turn, i) => around.service.evaluate({ ...turn, conversation: `c${i}` }, { delivery: 'emit' })),
    );
    expect(around.channel.received).toHaveLength(20);
    expect(around.login.asked()).toBe(1);
  });
  test('that hangs costs the turn its delivery, and the channel is not called', async () => {
    const around = await open(undefined, {}, () => 'hang');
    expect(await escalate(around)).toEqual(told('failed', 'timeout'));
    expect(around.channel.received).toEqual([]);
  });
  test('that is slow but answers in time costs nothing', async () => {
    const around = await open(undefined, {}, async () => void (await setTimeout(150)));
    expect(await escalate(around)).toEqual(told('delivered'));
  });
  test('that refuses the bot is not asked again and again', async () => {
    const refusal = { status: 400, body: { error: 'invalid_client', error_description: 'AADSTS7000215' } };
    const around = await open(undefined, {}, () => refusal);
    expect(await escalate(around)).toEqual(told('failed', 'unauthorized'));
    expect(around.login.asked()).toBe(1);
  });
});

describe('a channel that carries no events', () => {
  const teams = (url: string) => turnOn(url, { channelId: 'msteams' });
  test('is not even tried, and the bot gets the activity back', async () => {
    const { service, channel } = await open();
    const { handoff } = await service.evaluate(teams(channel.url), { delivery: undefined });
    expect(handoff?.delivery).toEqual({ status: 'returned', cause: 'channel-refuses-events' });
    expect(channel.received).toEqual([]);
  });
  test('hands over by webhook where the operator says so', async () => {
    const webhook = await startFakeHub();
    const { service, channel } = await open(undefined, {
      HUB_FALLBACK: 'webhook',
      HUB_WEBHOOK_URL: webhook.url,
      HUB_WEBHOOK_SECRET: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
    });
    const { handoff } = await service.evaluate(teams(channel.url), { delivery: undefined });
    expect(handoff?.delivery).toEqual({ status: 'delivered', cause: 'channel-refuses-events' });
    expect(webhook.received.map(({ body }) => body.id)).toEqual([handoff?.id]);
    await webhook.close();
  });
});

describe('one emit a handoff', () => {
  test('a turn sent a hundred times at once is emitted once, and all get one id', async () => {
    const { service, channel } = await open(async () => void (await setTimeout(50)));
    const turn = turnOn(channel.url);
    const outcomes = await Promise.all(
      Array.from({ length: 100 }, () => service.evaluate(turn, { delivery: undefined })),
    );
    expect(channel.received).toHaveLength(1);
    expect(new Set(outcomes.map(({ handoff }) => handoff?.id)).size).toBe(1);
    expect(outcomes.filter(({ repeated }) => !repeated)).toHaveLength(1);
    for (const { repeated, handoff } of outcomes)
      expect(handoff?.delivery).toEqual({ status: repeated ? 'pending' : 'delivered' });
    const again = await service.evaluate(turn, { delivery: undefined });
    expect(again).toMatchObject({ repeated: true, handoff: { delivery: { status: 'delivered' } } });
    expect(channel.received).toHaveLength(1);
  });
  test('what the turn could not deliver is delivered afterwards, with the same id', async () => {
    const { service, channel } = await open((nth) => (nth <= 6 ? { status: 503 } : undefined));
    const turn = turnOn(channel.url);
    const { handoff } = await service.evaluate(turn, { delivery: undefined });
    expect(handoff?.delivery).toEqual({ status: 'failed', cause: 'unavailable' });
    await expect
      .poll(() => service.store.read(turn.conversation), { timeout: 10_000 })
      .toMatchObject({
        handoff: { delivery: { status: 'delivered' } },
      });
    expect(new Set(channel.received.map(({ body }) => body.id))).toEqual(new Set([handoff?.id]));
  });
  test('what the hub has answered meanwhile is not delivered any more', async () => {
    const { service, channel } = await open(() => ({ status: 503 }));
    const turn = turnOn(channel.url);
    await service.evaluate(turn, { delivery: undefined });
    await service.handoffStatus.take({ conversations: [turn.conversation], state: 'accepted', handoffId: undefined });
    const calls = channel.received.length;
    await setTimeout(2500);
    expect(channel.received.length).toBe(calls);
  });
});

test('emit as the default with a hub that does not deliver is refused at the start', async () => {
  await expect(createService({ environment: { DELIVERY: 'emit', HUB: 'return' } })).rejects.toThrow(
    /DELIVERY: is emit/,
  );
});
