import { afterEach, describe, expect, test, vi } from 'vitest';
import { refusesEvents } from '../../src/core/channels.js';
import type { Activity } from '../../src/core/turn.js';
import { type ExampleBot, exampleBot, moment, noAgent } from '../support/bot-user.js';
import { startFakeHub } from '../support/fake-hub.js';
import { startService } from '../support/http-service.js';
import { serve } from '../support/loopback.js';
import { closeAfterEach } from '../support/opened.js';
import { hasPlayground, type Playground, startPlayground } from '../support/playground.js';

const opened = closeAfterEach();
afterEach(() => void vi.restoreAllMocks());

/** Says something in the Playground, and resolves with what the user reads because of it. */
async function reads(playground: Playground, text: string, expected: readonly string[]): Promise<void> {
  const before = playground.sent.length;
  await playground.says(text);
  await vi.waitFor(
    () => {
      const sent = playground.sent.slice(before);
      expect(sent.map(({ status }) => status)).toEqual(expected.map(() => 201));
      expect(sent.map(({ activity }) => activity.text)).toEqual(expected);
    },
    { timeout: 10_000 },
  );
}

if (!hasPlayground) console.warn('Skipped, the Agents Playground is not installed: npm ci --prefix tools/playground');

describe.runIf(hasPlayground)('the Microsoft 365 Agents Playground', () => {
  test.each(['emulator', 'msteams', 'directline', 'webchat', 'agents'])(
    'refuses events as %s, and is known to',
    async (channelId) => {
      const received: Activity[] = [];
      const bot = await opened(startFakeHub((_nth, { body }) => void received.push(body)));
      const playground = await opened(startPlayground(`${bot.url}api/messages`, channelId));
      await playground.says('hello there');
      const messages = () => received.filter(({ type }) => type === 'message');
      await vi.waitFor(() => expect(messages()).toHaveLength(1), { timeout: 10_000 });
      const { serviceUrl, conversation, id, from, recipient } = messages()[0] as Activity;
      const to = `${serviceUrl}/v3/conversations/${(conversation as { id: string }).id}/activities/${id}`;
      const event = {
        type: 'event',
        name: 'handoff.initiate',
        conversation,
        from: recipient,
        recipient: from,
        value: {},
      };
      const headers = { 'content-type': 'application/json' };
      const answer = await fetch(to, { method: 'POST', headers, body: JSON.stringify(event) });
      expect({ status: answer.status, body: await answer.json() }).toMatchObject({
        status: 400,
        body: { error: { code: 'BadArgument' } },
      });
      expect(messages()[0]).toMatchObject({ channelId });
      expect(refusesEvents(messages()[0] as Activity)).toBe(true);
    },
  );

  /** A bot in the Playground, with a real service and a hub of its own. */
  async function meet({ create }: ExampleBot) {
    vi.spyOn(console, 'warn').mockImplementation(() => {});
    const service = await opened(startService({ parts: { nlu: undefined } }));
    const hub = await opened(startFakeHub());
    const bot = await opened(serve(create(service, hub)));
    return { service, hub, playground: await opened(startPlayground(`${bot.url}/api/messages`, 'emulator')) };
  }

  test.each([
    ['bot-as-agent', 'You said: hello there'],
    ['dialog-bot', 'Order hello there is on its way.'],
  ])('hears %s say that it cannot hand over, and talk on, also with the service killed', async (name, goesOn) => {
    const example = exampleBot(name);
    const { service, playground } = await meet(example);
    await reads(playground, 'hello there', [example.usual]);
    await reads(playground, 'I want to talk to a human', [noAgent]);
    await reads(playground, 'hello there', [goesOn]);
    await service.close();
    await reads(playground, 'hello there', [example.usual]);
  });

  test('hears bot-as-proxy hand over, and carry messages to the agent with the service killed', async () => {
    const example = exampleBot('bot-as-proxy');
    const { service, hub, playground } = await meet(example);
    const hubGets = (...urls: string[]) =>
      vi.waitFor(() => expect(hub.received.map(({ url }) => url)).toEqual(urls), { timeout: 10_000 });
    await reads(playground, 'hello there', [example.usual]);
    await reads(playground, 'I want to talk to a human', [moment]);
    await hubGets('/conversations');
    await service.close();
    await playground.says('my card was charged twice');
    await hubGets('/conversations', '/messages');
  });
});
