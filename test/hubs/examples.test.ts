import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createBot as createBotAsAgent } from '../../examples/bot-as-agent/bot.js';
import { createBot as createBotAsProxy } from '../../examples/bot-as-proxy/bot.js';
import { createBot as createDialogBot } from '../../examples/dialog-bot/bot.js';
import { exampleBots, moment, offer, userOf, withdrawn } from '../support/bot-user.js';
import { type FakeHub, startFakeHub } from '../support/fake-hub.js';
import { type HttpService, startService } from '../support/http-service.js';
import { type OnLoopback, serve } from '../support/loopback.js';

let service: HttpService;
let channel: FakeHub;
let hub: FakeHub;

beforeAll(async () => {
  service = await startService({ parts: { nlu: undefined } });
  channel = await startFakeHub();
  hub = await startFakeHub();
});
afterAll(async () => {
  await Promise.all([service.close(), channel.close(), hub.close()]);
});

const around = (bot: OnLoopback) => ({ bot, channel, hub });
const stateOf = async (conversation: string) => (await service.service.store.read(conversation))?.handoff?.state;

const handsOver = [moment, 'handoff.initiate'];

describe('the bot as an agent', () => {
  let bot: OnLoopback;
  beforeAll(async () => {
    bot = await serve(createBotAsAgent(service));
  });
  afterAll(() => bot.close());

  test('hands over, keeps quiet while an agent is there, and comes back afterwards', async () => {
    const user = userOf(around(bot), 'agent-1');
    expect((await user.says('hello there')).toUser).toEqual(['You said: hello there']);
    expect((await user.says('I want to talk to a human')).toUser).toEqual(handsOver);
    expect((await user.says('is anybody there?')).toUser).toEqual([]);
    await user.status('accepted');
    expect(await stateOf('agent-1')).toBe('accepted');
    expect((await user.says('my card was charged twice')).toUser).toEqual([]);
    await user.status('completed');
    expect((await user.says('thank you')).toUser).toEqual(['You said: thank you']);
  });

  test('sends the event as the service made it', async () => {
    const user = userOf(around(bot), 'agent-2');
    await user.says('let me speak to a real person');
    const event = channel.received.at(-1)?.body;
    expect(event).toMatchObject({
      type: 'event',
      name: 'handoff.initiate',
      from: { id: 'shop-bot' },
      conversation: { id: 'agent-2' },
      value: { skill: 'general', reason: 'RULE_MATCHED', ruleId: 'asked-for-human' },
    });
  });
});

describe('the bot as a proxy', () => {
  let bot: OnLoopback;
  beforeAll(async () => {
    bot = await serve(createBotAsProxy({ url: service.url, hub: hub.url.slice(0, -1) }));
  });
  afterAll(() => bot.close());

  test('opens a conversation at the hub and carries messages both ways until the agent leaves', async () => {
    const user = userOf(around(bot), 'proxy-1');
    const { toUser, toHub } = await user.says('I want to talk to a human');
    expect(toUser).toEqual([moment]);
    expect(toHub).toMatchObject([{ url: '/conversations', body: { conversation: 'proxy-1', skill: 'general' } }]);
    await user.hubSays('joined');
    expect(await stateOf('proxy-1')).toBe('accepted');
    expect((await user.says('my card was charged twice')).toHub).toMatchObject([
      { url: '/messages', body: { conversation: 'proxy-1', text: 'my card was charged twice' } },
    ]);
    expect((await user.hubSays('message', 'Hello, I am Kim.')).toUser).toEqual(['Hello, I am Kim.']);
    await user.hubSays('closed');
    expect(await stateOf('proxy-1')).toBe('completed');
    expect(await user.says('thank you')).toEqual({ toUser: ['How can I help?'], toHub: [] });
  });

  test('closes the conversation at the hub when the user leaves before anybody came', async () => {
    const user = userOf(around(bot), 'proxy-3');
    await user.says('I want to talk to a human');
    const body = { conversation: 'proxy-3', state: 'failed', cause: 'user-left' };
    const closed = { toUser: [], toHub: [{ url: '/conversations/close', body }] };
    expect(await user.does('endOfConversation')).toEqual(closed);
    expect((await user.does('endOfConversation')).toHub).toEqual([]);
  });

  test('hands over on a channel that refuses events, for it sends none', async () => {
    const user = userOf({ ...around(bot), channelId: 'msteams' }, 'proxy-2');
    const { toUser, toHub } = await user.says('I want to talk to a human');
    expect(toUser).toEqual([moment]);
    expect(toHub).toMatchObject([{ url: '/conversations', body: { conversation: 'proxy-2' } }]);
  });
});

describe('the dialog bot', () => {
  let bot: OnLoopback;
  beforeAll(async () => {
    bot = await serve(createDialogBot(service));
  });
  afterAll(() => bot.close());

  test('lets a user out of a dialog to a human, and goes on with the dialog when they come back', async () => {
    const user = userOf(around(bot), 'dialog-1');
    expect((await user.says('where is my order')).toUser).toEqual(['What is your order number?']);
    expect((await user.says('I want to talk to a human')).toUser).toEqual(handsOver);
    await user.status('accepted');
    expect((await user.says('4711')).toUser).toEqual([]);
    await user.status('completed');
    expect((await user.says('4711')).toUser).toEqual(['Order 4711 is on its way.']);
  });

  test('asks again what it asked when the user does not want a human', async () => {
    const user = userOf(around(bot), 'dialog-2');
    await user.says('this is useless');
    expect((await user.says('nothing works here, I am so angry')).toUser).toEqual([offer]);
    const declined = ['All right, let us go on.', 'What is your order number?'];
    expect((await user.says('no thanks')).toUser).toEqual(declined);
    expect((await user.says('4711')).toUser).toEqual(['Order 4711 is on its way.']);
  });

  test('asks again what it asked when the user takes back their request for a human', async () => {
    const user = userOf(around(bot), 'dialog-3');
    await user.says('where is my order');
    await user.says('I want to talk to a human');
    const { toUser } = await user.says('cancel the agent');
    expect(toUser).toEqual(['handoff.status', withdrawn, 'What is your order number?']);
    expect((await user.says('4711')).toUser).toEqual(['Order 4711 is on its way.']);
  });
});

describe.each(exampleBots)('$name', ({ name, usual, create }) => {
  let bot: OnLoopback;
  beforeAll(async () => {
    bot = await serve(create(service, hub));
  });
  afterAll(() => bot.close());

  test('offers a human, and hands over on the yes', async () => {
    const user = userOf(around(bot), `${name}-offer`);
    await user.says('this is useless');
    expect((await user.says('nothing works here, I am so angry')).toUser).toEqual([offer]);
    expect((await user.says('yes please')).toUser[0]).toBe(moment);
    expect(await stateOf(`${name}-offer`)).toBe('initiated');
  });

  test('tells the hub that the user took the request back, and has the conversation again', async () => {
    const conversation = `${name}-back`;
    const user = userOf(around(bot), conversation);
    await user.says('I want to talk to a human');
    const { toUser, toHub } = await user.says('I do not need an agent any more');
    if (name === 'bot-as-proxy') {
      expect(toUser).toEqual([withdrawn]);
      const body = { conversation, state: 'failed', cause: 'withdrawn' };
      expect(toHub).toMatchObject([{ url: '/conversations/close', body }]);
    } else {
      expect(toUser).toEqual(['handoff.status', withdrawn]);
      const value = { state: 'failed', cause: 'withdrawn' };
      expect(channel.received.at(-2)?.body).toMatchObject({ type: 'event', name: 'handoff.status', value });
    }
    expect((await user.says('hello there')).toUser).toEqual([usual]);
  });

  test('answers no typing, and no agent who writes into the conversation', async () => {
    const user = userOf(around(bot), `${name}-quiet`);
    expect((await user.does('typing')).toUser).toEqual([]);
    expect((await user.does('message', { text: 'hello', from: { id: 'kim', role: 'agent' } })).toUser).toEqual([]);
  });
});
