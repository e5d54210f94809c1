import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { components } from '../../src/http/openapi.js';
import { exampleBots, moment, noAgent, offer, withdrawn } from '../support/bot-user.js';
import {
  alongWith,
  type ChannelTurn,
  cameOf,
  channelConversations,
  expectCame,
} from '../support/channel-conversations.js';
import { type FakeHub, startFakeHub } from '../support/fake-hub.js';
import { type HttpService, startService } from '../support/http-service.js';
import { type OnLoopback, serve } from '../support/loopback.js';

type EvaluateAnswer = components['schemas']['EvaluateAnswer'];

/** What a bot posted to the service, and what it was answered. */
interface Asked {
  readonly path: string;
  readonly body: { activity?: object };
  readonly answer: EvaluateAnswer;
}

const silent = new Set(['HANDOFF_OPEN', 'NOT_A_USER_TURN', 'HUMAN_AGENT']);

/** What a user reads because of an answer; undefined where the bot says what it would say without the service. */
function said({ decision: { outcome, reason }, handoff }: EvaluateAnswer, isProxy: boolean): string[] | undefined {
  if (silent.has(reason)) return [];
  if (outcome === 'offer') return [offer];
  if (reason === 'HANDOFF_WITHDRAWN') return isProxy ? [withdrawn] : ['handoff.status', withdrawn];
  if (outcome === 'continue') return undefined;
  if (isProxy) return [moment];
  return handoff?.delivery.cause === 'channel-refuses-events' ? [noAgent] : [moment, 'handoff.initiate'];
}

describe.each(exampleBots)('$name', ({ name, create }) => {
  const isProxy = name === 'bot-as-proxy';
  const asked: Asked[] = [];
  /** The examples show no menus and have no NLU: what a bot with both sends along is put in on the way. */
  let along: object = {};
  let service: HttpService;
  let wire: FakeHub;
  let channel: FakeHub;
  let hub: FakeHub;
  let bot: OnLoopback;
  beforeAll(async () => {
    service = await startService({ parts: { nlu: undefined } });
    wire = await startFakeHub(async (_nth, { url, body }) => {
      const headers = { 'content-type': 'application/json' };
      const more = url === '/evaluate' ? along : {};
      const sent = { method: 'POST', headers, body: JSON.stringify({ ...body, ...more }) };
      const response = await fetch(`${service.url}${url}`, sent);
      const answer = (await response.json()) as EvaluateAnswer;
      asked.push({ path: url, body, answer });
      return { status: response.status, body: answer };
    });
    channel = await startFakeHub();
    hub = await startFakeHub();
    bot = await serve(create({ url: wire.url.slice(0, -1), limitMs: 10_000 }, hub));
  });
  afterAll(() => Promise.all([bot.close(), wire.close(), channel.close(), hub.close(), service.close()]));

  /** A turn as the channel posts it to the bot. The adapters of the SDKs take no field that is null, so it has none. */
  function onTheWire({ activity, hub }: ChannelTurn, address: object): Record<string, unknown> {
    const whole = activity ?? { type: 'event', name: 'handoff.status', value: hub, ...address };
    const noNulls = JSON.stringify(whole, (_name, value) => value ?? undefined);
    return { ...JSON.parse(noNulls), serviceUrl: channel.url };
  }

  async function post(activity: object) {
    const before = { asked: asked.length, said: channel.received.length };
    const headers = { 'content-type': 'application/json' };
    const sent = { method: 'POST', headers, body: JSON.stringify(activity) };
    const { status } = await fetch(`${bot.url}/api/messages`, sent);
    return {
      status,
      asked: asked.slice(before.asked),
      said: channel.received.slice(before.said).map(({ body }) => body.text ?? body.name),
    };
  }

  test.each(channelConversations)('on $channel: $it', async ({ turns }) => {
    const address = turns.find(({ activity }) => activity)?.activity ?? {};
    for (const [place, turn] of turns.entries()) {
      const { channelId, conversation, from, recipient } = address;
      const activity = onTheWire(turn, { channelId, conversation, from, recipient });
      along = alongWith(turn);
      const came = await post(activity);
      const [first] = came.asked;
      if (!first) expect.unreachable('the service was not asked');
      expect(came.status).toBe(200);
      if (!turn.activity) {
        expect(first).toMatchObject({
          path: '/handoff-status',
          body: activity,
          answer: { handoff: { state: turn.expect.handoff } },
        });
        continue;
      }
      expect(first).toMatchObject({ path: '/evaluate', body: { activity } });
      expectCame(cameOf(first.answer), turn, place);
      const wanted = said(first.answer, isProxy);
      if (wanted) expect(came.said).toEqual(wanted);
      else expect(came.said.length).toBeGreaterThan(0);
      if (wanted?.includes(noAgent)) return; // nobody was asked: the rest of the conversation is another one
    }
  });
});
