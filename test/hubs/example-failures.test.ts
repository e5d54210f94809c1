import { createHash, randomBytes } from 'node:crypto';
import { networkInterfaces } from 'node:os';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { EscalationSettings } from '../../examples/escalation.js';
import { listenOnLoopback } from '../../examples/loopback.js';
import { type ExampleBot, exampleBot, exampleBots, moment, noAgent, userOf } from '../support/bot-user.js';
import { type Reply, startFakeHub } from '../support/fake-hub.js';
import { type HttpService, type ServiceOptions, startService } from '../support/http-service.js';
import { freePort, serve } from '../support/loopback.js';
import { closeAfterEach } from '../support/opened.js';

const opened = closeAfterEach();
let logged: string[];
beforeEach(() => {
  logged = [];
  for (const level of ['warn', 'error'] as const)
    vi.spyOn(console, level).mockImplementation((line) => void logged.push(String(line)));
});
afterEach(() => void vi.restoreAllMocks());

const embedded: ServiceOptions = { parts: { nlu: undefined } };
const startEscalation = (options: ServiceOptions = {}) => opened(startService({ ...embedded, ...options }));

type Replies = (nth: number, received: { url: string; body: { type?: unknown } }) => Reply | undefined;

interface Surroundings {
  readonly service: EscalationSettings;
  readonly channel?: Replies;
  readonly hub?: Replies;
  readonly channelId?: string;
}

/** A bot with a user before it, in a conversation of the bot's name. */
async function meet({ name, create }: ExampleBot, { service, channel, hub, channelId = 'directline' }: Surroundings) {
  const parts = { channel: await opened(startFakeHub(channel)), hub: await opened(startFakeHub(hub)) };
  const bot = await opened(serve(create({ limitMs: 300, ...service }, parts.hub)));
  return { ...parts, user: userOf({ ...parts, bot, channelId }, name) };
}

const stateIn = async ({ service }: HttpService, conversation: string) =>
  (await service.store.read(conversation))?.handoff?.state;

const sick: [is: string, reply: Reply, says: string][] = [
  ['hangs', 'hang', 'no answer in time'],
  ['cuts the line', 'reset', 'ECONNRESET'],
  ['answers 500', { status: 500 }, 'answered 500'],
  ['answers 503', { status: 503 }, 'answered 503'],
  ['wants another key', { status: 401 }, 'answered 401'],
  ['answers no JSON', { status: 200, headers: { 'content-type': 'text/html' } }, 'answered something else'],
];

describe.each(exampleBots)('$name', (example) => {
  const { name, usual } = example;
  const open = name === 'bot-as-proxy' ? [moment] : [moment, 'handoff.initiate'];

  describe('with a service that', () => {
    test('is not there keeps talking, with a line in the log', async () => {
      const { user } = await meet(example, { service: { url: `http://127.0.0.1:${await freePort()}` } });
      expect((await user.says('hello there')).toUser).toEqual([usual]);
      expect(logged).toEqual(['No decision, the bot goes on without one: ECONNREFUSED']);
    });

    test.each(sick)('%s keeps talking, with a line in the log', async (_is, reply, says) => {
      const service = await opened(startFakeHub(() => reply));
      const { user } = await meet(example, { service: { url: service.url.slice(0, -1) } });
      const begun = performance.now();
      expect((await user.says('hello there')).toUser).toEqual([usual]);
      expect(performance.now() - begun).toBeLessThan(2_000);
      expect(logged).toEqual([`No decision, the bot goes on without one: ${says}`]);
    });

    test('is killed keeps talking', async () => {
      const service = await startEscalation();
      const { user } = await meet(example, { service });
      expect((await user.says('hello there')).toUser).toEqual([usual]);
      await service.close();
      expect((await user.says('I want to talk to a human')).toUser).toHaveLength(1);
      expect((await user.says('hello there')).toUser).toHaveLength(1);
    });

    test('is killed while an agent has the conversation does not talk over the agent', async () => {
      const service = await startEscalation();
      const { user, hub } = await meet(example, { service });
      expect((await user.says('I want to talk to a human')).toUser).toEqual(open);
      await service.close();
      const before = hub.received.length;
      expect((await user.says('my card was charged twice')).toUser).toEqual([]);
      if (name === 'bot-as-proxy') expect(hub.received.length).toBe(before + 1);
      if (name === 'bot-as-proxy') await user.hubSays('closed');
      else await user.status('completed');
      expect((await user.says('hello there')).toUser).toEqual([usual]);
    });

    test('was too slow once hands over on the next turn what it decided then', async () => {
      const service = await startEscalation();
      let isSlow = true;
      const slow = await opened(
        startFakeHub(async (_nth, { url, text }) => {
          const headers = { 'content-type': 'application/json' };
          const answer = await fetch(`${service.url}${url}`, { method: 'POST', headers, body: text });
          return isSlow ? 'hang' : { status: answer.status, body: await answer.json() };
        }),
      );
      const { user } = await meet(example, { service: { url: slow.url.slice(0, -1) } });
      expect((await user.says('I want to talk to a human')).toUser).toHaveLength(1);
      expect(await stateIn(service, name)).toBe('initiated');
      isSlow = false;
      expect((await user.says('hello?')).toUser).toEqual(open);
      expect((await user.says('hello?')).toUser).toEqual([]);
    });

    test('refuses one turn is asked about the next, and not about that one again', async () => {
      const turns: unknown[] = [];
      const service = await opened(
        startFakeHub((nth, { body }) => {
          turns.push((body.activity as { id: string }).id);
          const decision = { outcome: 'continue', reason: 'NO_RULE_MATCHED' };
          return nth === 1 ? { status: 400 } : { status: 200, body: { decision, handoff: null } };
        }),
      );
      const { user } = await meet(example, { service: { url: service.url.slice(0, -1) } });
      await user.says('hello there');
      await user.says('hello there');
      expect(turns).toEqual([`${name}|1`, `${name}|2`]);
    });

    test('misses the end of a handoff hears of it later', async () => {
      let isDown = true;
      const service = await opened(
        startFakeHub(() => ({ status: isDown ? 503 : 200, headers: { 'content-type': 'application/json' }, body: {} })),
      );
      const { user } = await meet(example, { service: { url: service.url.slice(0, -1) } });
      if (name === 'bot-as-proxy') await user.hubSays('closed');
      else await user.status('completed');
      expect(logged).toEqual(['The service has not heard of a handoff status: answered 503']);
      isDown = false;
      await vi.waitFor(() => expect(service.received.length).toBeGreaterThan(1), { timeout: 10_000 });
      expect(service.received.at(-1)).toMatchObject({
        url: '/handoff-status',
        body: { value: { state: 'completed' } },
      });
    });

    test('asks for a key is given the one it knows', async () => {
      const key = randomBytes(32).toString('base64url');
      const sha256 = createHash('sha256').update(key).digest('hex');
      const service = await startEscalation({ environment: { API_KEYS: `bot:evaluate+handoff-status:${sha256}` } });
      const { user } = await meet(example, { service: { url: service.url, apiKey: key } });
      expect((await user.says('I want to talk to a human')).toUser).toEqual(open);
      expect(logged).toEqual([]);
    });
  });
});

const refusing: [what: string, is: Pick<Surroundings, 'channel' | 'channelId'>, tried: number][] = [
  ['nobody knew of', { channel: (_nth, { body }) => (body.type === 'event' ? { status: 400 } : undefined) }, 1],
  ['is known to', { channelId: 'msteams' }, 0],
];
const overTheChannel = exampleBots.filter(({ name }) => name !== 'bot-as-proxy');

describe.each(overTheChannel)('$name on a channel that refuses events', (example) => {
  test.each(refusing)('as %s tells the user and keeps talking', async (_what, is, tried) => {
    const service = await startEscalation();
    const { user, channel } = await meet(example, { service, ...is });
    const { toUser } = await user.says('I want to talk to a human');
    expect(toUser.filter((said) => said !== 'handoff.initiate')).toEqual(tried ? [moment, noAgent] : [noAgent]);
    expect(channel.received.filter(({ body }) => body.type === 'event')).toHaveLength(tried);
    expect(await stateIn(service, example.name)).toBe('failed');
    expect((await user.says('hello there')).toUser).toEqual([example.usual]);
  });
});

const proxy = exampleBot('bot-as-proxy');
const notPassedOn = 'I am sorry, I cannot pass that on just now. Please send it again in a moment.';

describe('bot-as-proxy with a hub that', () => {
  test.each<[string, Reply]>([
    ['refuses the handoff', { status: 400 }],
    ['is overloaded', { status: 503 }],
    ['cuts the line', 'reset'],
  ])('%s tells the user and keeps talking', async (_is, reply) => {
    const service = await startEscalation();
    const { user } = await meet(proxy, { service, hub: () => reply });
    expect((await user.says('I want to talk to a human')).toUser).toEqual([moment, noAgent]);
    expect(await stateIn(service, proxy.name)).toBe('failed');
    expect((await user.says('hello there')).toUser).toEqual([proxy.usual]);
  });

  test('takes the handoff and then no message says so to the user', async () => {
    const service = await startEscalation();
    let reply: Reply | undefined;
    const { user } = await meet(proxy, { service, hub: () => reply });
    await user.says('I want to talk to a human');
    reply = { status: 503 };
    expect((await user.says('my card was charged twice')).toUser).toEqual([notPassedOn]);
    expect(await stateIn(service, proxy.name)).toBe('initiated');
    reply = { status: 404 };
    expect((await user.says('my card was charged twice')).toUser).toEqual([noAgent]);
    expect(await stateIn(service, proxy.name)).toBe('failed');
    expect((await user.says('hello there')).toUser).toEqual([proxy.usual]);
  });
});

test('the examples listen on this machine only', async () => {
  const url = await listenOnLoopback((_req, res) => res.end(), 0);
  expect((await fetch(url)).status).toBe(200);
  const others = Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ internal, family }) => !internal && family === 'IPv4');
  for (const { address } of others)
    await expect(fetch(url.replace('127.0.0.1', address))).rejects.toThrow('fetch failed');
});
