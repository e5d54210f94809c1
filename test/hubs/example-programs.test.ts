import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createHub, type HubHandoff } from '../../examples/stub-hub/hub.js';
import { runExample, startExample } from '../support/example-process.js';
import { type FakeHub, startFakeHub } from '../support/fake-hub.js';
import { startService } from '../support/http-service.js';
import { freePort, type OnLoopback, serve } from '../support/loopback.js';

const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');

test('the transcript in the README is what the service answers', async () => {
  const service = await startService({ parts: { nlu: undefined } });
  const written = await runExample('transcript.ts', [], { SERVICE_URL: service.url });
  const [, printed] = /examples\/transcript\.ts\n```\n\n```text\n([\s\S]*?)```/.exec(readme) ?? [];
  expect(printed).toBe(written);
  await service.close();
});

test('service, stub hub and bot run together, and the script comes to the end of its handoff', async () => {
  const [bot, hub] = [await freePort(), await freePort()];
  const written = await runExample('together.ts', ['--script'], { PORT: `${bot}`, HUB_PORT: `${hub}` });
  expect(written.split('\n').slice(4)).toEqual([
    'user     where is my parcel?',
    'bot      How can I help?',
    'user     this is useless',
    'bot      How can I help?',
    'user     it still does not work, I am so angry',
    'bot      Would you like to talk to a person?',
    'user     yes please',
    'bot      One moment, I am getting somebody for you.',
    'bot      Hello, I am Kim. What can I do for you?',
    'user     my card was charged twice',
    'bot      I have mended that. Good bye!',
    'user     thank you',
    'bot      How can I help?',
    '',
    'The handoff is completed, and the bot has the conversation again.',
    '',
  ]);
});

test.each(['bot-as-agent', 'bot-as-proxy', 'dialog-bot', 'stub-hub'])('%s starts by itself', async (name) => {
  const { line, close } = await startExample(`${name}/index.ts`, { PORT: '0' });
  const url = /http:\/\/127\.0\.0\.1:\d+/.exec(line)?.[0] ?? expect.unreachable(line);
  expect((await fetch(`${url}/api/messages`)).status).toBe(404);
  await close();
});

describe('the stub hub', () => {
  let bot: FakeHub;
  let hub: OnLoopback;
  let botAnswers = 200;
  beforeAll(async () => {
    bot = await startFakeHub(() => ({ status: botAnswers, body: {} }));
    hub = await serve(createHub({ botEvents: `${bot.url}hub-events` }));
  });
  afterAll(() => Promise.all([bot.close(), hub.close()]));

  const send = async (path: string, body: object) => {
    const headers = { 'content-type': 'application/json' };
    return (await fetch(`${hub.url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) })).status;
  };
  const listed = async () => (await (await fetch(`${hub.url}/handoffs`)).json()) as HubHandoff[];
  const open = (conversation: string) =>
    send('/conversations', { conversation, skill: 'billing', reason: 'RULE_MATCHED' });

  test('shows its agents a page that needs nothing from elsewhere', async () => {
    const page = await (await fetch(hub.url)).text();
    expect(page).toContain('<h1>Handoffs</h1>');
    expect(page).not.toMatch(/https?:\/\//);
  });

  test('lists what was handed over with what was said before, and takes what an agent does to the bot', async () => {
    const activities = [
      { type: 'message', text: 'hello', from: { role: 'user' } },
      { type: 'typing' },
      { type: 'message', text: 'How can I help?', from: { role: 'bot' } },
    ];
    const attachments = [{ name: 'Transcript', contentType: 'application/json', content: { activities } }];
    await send('/conversations', { conversation: 'c/1', skill: 'billing', reason: 'RULE_MATCHED', attachments });
    expect(await send('/messages', { conversation: 'c/1', text: 'anybody?' })).toBe(200);
    for (const act of ['join', 'say', 'close']) await send(`/handoffs/c%2F1/${act}`, { text: 'I am Kim.' });
    expect(bot.received.map(({ body }) => body.event)).toEqual(['joined', 'message', 'closed']);
    const handoff = (await listed()).find(({ conversation }) => conversation === 'c/1');
    expect(handoff).toEqual({
      conversation: 'c/1',
      skill: 'billing',
      reason: 'RULE_MATCHED',
      state: 'closed',
      lines: [
        { from: 'user', text: 'hello' },
        { from: 'agent', text: 'How can I help?' },
        { from: 'user', text: 'anybody?' },
        { from: 'agent', text: 'I am Kim.' },
      ],
    });
  });

  test.each([
    ['a message to a conversation that nobody handed over', '/messages', { conversation: 'c-nobody' }],
    ['an agent in a conversation that nobody handed over', '/handoffs/c-nobody/join', {}],
    ['something no agent can do', '/handoffs/c-2/dance', {}],
  ])('answers 404 to %s', async (_what, path, body) => {
    await open('c-2');
    expect(await send(path, body)).toBe(404);
  });

  test('does not count what the bot has not heard', async () => {
    await open('c-3');
    botAnswers = 500;
    expect(await send('/handoffs/c-3/join', {})).toBe(502);
    expect((await listed())[0]).toMatchObject({ conversation: 'c-3', state: 'waiting' });
    botAnswers = 200;
    expect(await send('/handoffs/c-3/reject', {})).toBe(200);
    expect(await send('/messages', { conversation: 'c-3', text: 'hello?' })).toBe(404);
  });
});
