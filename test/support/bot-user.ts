import { expect } from 'vitest';
import { createBot as createBotAsAgent } from '../../examples/bot-as-agent/bot.js';
import { createBot as createBotAsProxy } from '../../examples/bot-as-proxy/bot.js';
import { createBot as createDialogBot } from '../../examples/dialog-bot/bot.js';
import type { EscalationSettings } from '../../examples/escalation.js';
import type { FakeHub } from './fake-hub.js';
import type { OnLoopback } from './loopback.js';

/** Every example bot, with what it says to "hello there" when all is well. */
export const exampleBots = [
  { name: 'bot-as-agent', usual: 'You said: hello there', create: createBotAsAgent },
  {
    name: 'bot-as-proxy',
    usual: 'How can I help?',
    create: (service: EscalationSettings, hub: FakeHub) => createBotAsProxy({ ...service, hub: hub.url.slice(0, -1) }),
  },
  {
    name: 'dialog-bot',
    usual: 'What is your order number?',
    create: (service: EscalationSettings) => createDialogBot(service),
  },
];

export type ExampleBot = (typeof exampleBots)[number];

export function exampleBot(name: string): ExampleBot {
  return exampleBots.find((bot) => bot.name === name) ?? expect.unreachable(name);
}

export const moment = 'One moment, I am getting somebody for you.';
export const noAgent = 'I am sorry, I cannot pass you on to a person from here. I am still here to help.';
export const withdrawn = 'All right, nobody will come. I am still here to help.';
export const offer = 'Would you like to talk to a person?';

/** Where a user is: the bot they talk to, the channel between, and the agent hub behind. */
export interface Around {
  readonly bot: OnLoopback;
  readonly channel: FakeHub;
  readonly hub: FakeHub;
  readonly channelId?: string;
}

/** A user of a bot, as its channel connects them. Every call tells what user and hub got because of it. */
export function userOf({ bot, channel, hub, channelId = 'directline' }: Around, conversation: string) {
  let turn = 0;
  const activity = (more: object) => ({
    type: 'message',
    id: `${conversation}|${++turn}`,
    channelId,
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
    does: (type: string, more: object = {}) => send('api/messages', activity({ type, ...more })),
    status: (state: string) =>
      send('api/messages', activity({ type: 'event', name: 'handoff.status', value: { state } })),
    hubSays: (event: string, text?: string) => send('hub-events', { conversation, event, text }),
  };
}
