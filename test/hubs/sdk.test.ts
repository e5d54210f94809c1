import { Activity as AgentsActivity } from '@microsoft/agents-activity';
import {
  type Activity,
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  EventFactory,
  type TurnContext,
} from 'botbuilder';
import express from 'express';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Composition } from '../../src/app/compose.js';
import { type FakeHub, startFakeHub } from '../support/fake-hub.js';
import { turnOn } from '../support/handover.js';
import { createService } from '../support/http-service.js';
import { type OnLoopback, serve } from '../support/loopback.js';

let channel: FakeHub;
let service: Composition;
let bot: OnLoopback;
let onTurn: (context: TurnContext) => Promise<void> = async () => {};

beforeAll(async () => {
  channel = await startFakeHub();
  const environment = {
    DELIVERY: 'emit',
    HUB: 'bot-framework',
    HUB_APP_TYPE: 'none',
    HUB_ALLOW_HOSTS: channel.host,
    HUB_ALLOW_HTTP_HOSTS: '127.0.0.1',
    HUB_ALLOW_PRIVATE_HOSTS: '127.0.0.1',
  };
  service = (await createService({ environment })).service;
  const adapter = new CloudAdapter(new ConfigurationBotFrameworkAuthentication({}));
  adapter.onTurnError = async (_context, err) => {
    throw err;
  };
  const app = express().use(express.json());
  app.post('/api/messages', (req, res) => adapter.process(req, res, (context) => onTurn(context)));
  bot = await serve(app);
});
afterAll(async () => {
  await Promise.all([service.close(), channel.close(), bot.close()]);
});

const transcript = {
  activities: [{ type: 'message', id: 'm1', from: { id: 'user-42', role: 'user' }, text: 'hello' }],
};

function inbound(name: string) {
  const conversation = { id: `conv-${name}` };
  const turn = turnOn(channel.url, { conversation, id: `${name}|0000007` }, transcript);
  return { ...turn, conversation: conversation.id, id: `${name}|0000007` };
}

async function emitted(name: string) {
  const before = channel.received.length;
  const { handoff } = await service.evaluate(inbound(name), { delivery: undefined });
  expect(handoff?.delivery).toEqual({ status: 'delivered' });
  return channel.received[before] ?? expect.unreachable();
}

async function toBot(activity: object): Promise<number> {
  const headers = { 'content-type': 'application/json' };
  return (await fetch(`${bot.url}/api/messages`, { method: 'POST', headers, body: JSON.stringify(activity) })).status;
}

describe('what the service emits', () => {
  test('is accepted by the Agents SDK’s validator', async () => {
    const { body } = await emitted('agents');
    const { value, attachments } = AgentsActivity.fromObject(body as never);
    expect(value).toMatchObject({ skill: 'general', Skill: 'general' });
    expect(attachments?.[0]).toMatchObject({ name: 'Transcript', contentType: 'application/json' });
  });

  test('reaches a bot through botbuilder’s CloudAdapter', async () => {
    const { body } = await emitted('botbuilder');
    let received: Partial<Activity> | undefined;
    onTurn = async ({ activity }) => {
      received = activity;
    };
    expect(await toBot(body)).toBe(200);
    expect(received).toMatchObject({ type: 'event', name: 'handoff.initiate', id: body.id, value: body.value });
  });

  test('is what the SDK’s own factory puts on the wire, at the same address', async () => {
    const ours = await emitted('wire');
    const before = channel.received.length;
    const { activity } = inbound('wire');
    onTurn = async (context) => {
      await context.sendActivity(EventFactory.createHandoffInitiation(context, ours.body.value, transcript as never));
    };
    expect(await toBot({ ...activity, timestamp: new Date().toISOString() })).toBe(200);
    const theirs = channel.received[before] ?? expect.unreachable();
    expect(ours.url).toBe(theirs.url);
    expect(ours.headers['x-ms-conversation-id']).toBe(theirs.headers['x-ms-conversation-id']);
    const fields = 'type name channelId serviceUrl conversation from recipient replyToId locale value'.split(' ');
    for (const field of fields) expect(ours.body[field], field).toEqual(theirs.body[field]);
    expect(attachmentOf(ours.body)).toMatchObject(attachmentOf(theirs.body));
    // the SDK's serializer drops relatesTo.locale, which its schema has
    expect(ours.body.relatesTo).toEqual({ ...(theirs.body.relatesTo as object), locale: 'en-US' });
  });
});

function attachmentOf({ attachments }: { attachments?: unknown }): object {
  return (attachments as object[])[0] as object;
}
