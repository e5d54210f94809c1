import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createBot as createBotAsAgent } from '../../examples/bot-as-agent/bot.js';
import { createBot as createBotAsProxy } from '../../examples/bot-as-proxy/bot.js';
import { createBot as createDialogBot } from '../../examples/dialog-bot/bot.js';
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

/** A user of a bot, as its channel connects them. */
function userOf(bot: OnLoopback, conversation: string) {
  let turn = 0;
  const activity = (more: object) => ({
    type: 'message',
    id: `${conversation}|${++turn}`,
    channelId: 'directline',
    serviceUrl: channel.url,
    from: { id: 'user-42', name: 'Dana' },
    recipient: { id: 'shop-bot', name: 'Shop Bot' },
    locale: 'en-US',
    conversation: { id: conversation },
    timestamp: new Date().toISOString(),
    ...more,
  });
  const send = async (path: string, body: object) => {
    const before = { channel: channel.received.length, hub: hub.received.length };
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(`${bot.url}/${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
    expect(answer.status).toBe(200);
    return {
      toUser: channel.received.slice(before.channel).map(({ body }) => body.text ?? body.name),
      toHub: hub.received.slice(before.hub).map(({ url, body }) => ({ url, body })),
    };
  };
  return {
    says: (text: string) => send('api/messages', activity({ text })),
    status: (state: string) =>
      send('api/messages', activity({ type: 'event', name: 'handoff.status', value: { state } })),
    hubSays: (event: string, text?: string) => send('hub-events', { conversation, event, text }),
    state: async () => (await service.service.store.read(conversation))?.handoff?.state,
  };
}

const handsOver = ['One moment, I am getting somebody for you.', 'handoff.initiate'];

describe('the bot as an agent', () => {
  let bot: OnLoopback;
  beforeAll(async () => {
    bot = await serve(createBotAsAgent(service.url));
  });
  afterAll(() => bot.close());

  test('hands over, keeps quiet while an agent is there, and comes back afterwards', async () => {
    const user = userOf(bot, 'agent-1');
    expect((await user.says('hello there')).toUser).toEqual(['You said: hello there']);
    expect((await user.says('I want to talk to a human')).toUser).toEqual(handsOver);
    expect((await user.says('is anybody there?')).toUser).toEqual([]);
    await user.status('accepted');
    expect(await user.state()).toBe('accepted');
    expect((await user.says('my card was charged twice')).toUser).toEqual([]);
    await user.status('completed');
    expect((await user.says('thank you')).toUser).toEqual(['You said: thank you']);
  });

  test('sends the event as the service made it', async () => {
    const user = userOf(bot, 'agent-2');
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
    bot = await serve(createBotAsProxy({ service: service.url, hub: hub.url.slice(0, -1) }));
  });
  afterAll(() => bot.close());

  test('opens a conversation at the hub and carries messages both ways until the agent leaves', async () => {
    const user = userOf(bot, 'proxy-1');
    const { toUser, toHub } = await user.says('I want to talk to a human');
    expect(toUser).toEqual(handsOver.slice(0, 1));
    expect(toHub).toMatchObject([{ url: '/conversations', body: { conversation: 'proxy-1', skill: 'general' } }]);
    await user.hubSays('joined');
    expect(await user.state()).toBe('accepted');
    expect((await user.says('my card was charged twice')).toHub).toMatchObject([
      { url: '/messages', body: { conversation: 'proxy-1', text: 'my card was charged twice' } },
    ]);
    expect((await user.hubSays('message', 'Hello, I am Kim.')).toUser).toEqual(['Hello, I am Kim.']);
    await user.hubSays('closed');
    expect(await user.state()).toBe('completed');
    expect(await user.says('thank you')).toEqual({ toUser: ['How can I help?'], toHub: [] });
  });
});

describe('the dialog bot', () => {
  let bot: OnLoopback;
  beforeAll(async () => {
    bot = await serve(createDialogBot(service.url));
  });
  afterAll(() => bot.close());

  test('lets a user out of a dialog to a human, and goes on with the dialog when they come back', async () => {
    const user = userOf(bot, 'dialog-1');
    expect((await user.says('where is my order')).toUser).toEqual(['What is your order number?']);
    expect((await user.says('I want to talk to a human')).toUser).toEqual(handsOver);
    await user.status('accepted');
    expect((await user.says('4711')).toUser).toEqual([]);
    await user.status('completed');
    expect((await user.says('4711')).toUser).toEqual(['Order 4711 is on its way.']);
  });
});
