import { createHash } from 'node:crypto';
import supertest from 'supertest';
import { describe, expect, test } from 'vitest';
import { ChannelTokenRefusedError } from '../../src/access/channel-token-refused.js';
import { expectValidAnswer } from '../support/api-contract.js';
import { createService } from '../support/http-service.js';

const { app } = await createService();

/** A conversation with a handoff that was just initiated; tells its id. */
async function handedOff(conversation: string): Promise<string> {
  const turn = { activity: { conversation: { id: conversation }, id: 't1', text: 'a person please' } };
  const { body } = await supertest(app).post('/evaluate').send(turn);
  expect(body.handoff.state).toBe('initiated');
  return body.handoff.id;
}

async function hears(event: object | string, type = 'application/json') {
  const response = await supertest(app)
    .post('/handoff-status')
    .set('content-type', type)
    .send(event as object);
  expectValidAnswer('POST', '/handoff-status', response);
  return response;
}

describe('a handoff that the bot is to send over a channel known to refuse events', () => {
  const returned = { status: 'returned', cause: 'channel-refuses-events' };
  const turn = { conversation: { id: 'teams' }, id: 't1', channelId: 'msteams', text: 'a person please' };
  const say = async (activity: object) => {
    const response = await supertest(app).post('/evaluate').send({ activity });
    expectValidAnswer('POST', '/evaluate', response);
    return response.body;
  };

  test('says so with its activity, when the turn is repeated, and in the state', async () => {
    const first = await say(turn);
    expect(first.handoff).toMatchObject({ state: 'initiated', activity: { name: 'handoff.initiate' } });
    expect(first.handoff.delivery).toEqual(returned);
    expect((await say(turn)).handoff).toEqual(first.handoff);
    const { body } = await supertest(app).get('/conversations/teams');
    expect(body.handoff.delivery).toEqual(returned);
  });
  test('mutes nobody once the bot says that it failed', async () => {
    await hears({ conversation: turn.conversation, value: { state: 'failed' } });
    const { decision } = await say({ ...turn, id: 't2', text: '' });
    expect(decision).toMatchObject({ outcome: 'continue', reason: 'NO_RULE_MATCHED' });
  });
  test('is not said of other channels', async () => {
    const { handoff } = await say({ ...turn, conversation: { id: 'web' }, channelId: 'webchat' });
    expect(handoff.delivery).toEqual({ status: 'returned' });
  });
});

describe('what a hub may send as a handoff status', () => {
  const rows: [it: string, event: object, state: string][] = [
    ['a state', { value: { state: 'accepted' } }, 'accepted'],
    ['a state in capitals', { value: { state: ' Accepted ' } }, 'accepted'],
    ['the state alone', { value: 'completed' }, 'completed'],
    ['a message that is an object', { value: { state: 'failed', message: { code: 7 } } }, 'failed'],
    ['a message of null', { value: { state: 'accepted', message: null } }, 'accepted'],
    ['a message of 900 KB', { value: { state: 'accepted', message: 'm'.repeat(900_000) } }, 'accepted'],
    [
      'extra fields',
      { type: 'event', name: 'handoff.status', from: 7, entities: [], value: { state: 'accepted', by: 'Kim' } },
      'accepted',
    ],
    ['a state we do not know', { value: { state: 'typing' } }, 'initiated'],
    ['a state that is no text', { value: { state: 7 } }, 'initiated'],
    ['no state', { value: {} }, 'initiated'],
    ['no value', {}, 'initiated'],
    ['a value that is a list', { value: ['accepted'] }, 'initiated'],
    ['an event about an earlier handoff', { value: { state: 'completed', handoffId: 'another' } }, 'initiated'],
  ];
  test.each(rows)('%s', async (it, event, state) => {
    const id = await handedOff(it);
    const { body, status } = await hears({ ...event, conversation: { id: it } });
    expect(status).toBe(200);
    expect(body).toEqual({ conversationId: it, handoff: { id, state } });
  });

  test('a conversation nobody knows, which changes nothing', async () => {
    const { body, status } = await hears({ conversation: { id: 'nobody' }, value: { state: 'accepted' } });
    expect({ status, body }).toEqual({ status: 200, body: { conversationId: 'nobody', handoff: null } });
    expect((await supertest(app).get('/conversations/nobody')).status).toBe(404);
  });

  test.each(['get', 'delete'] as const)('an id that is too long for one is refused on %s', async (method) => {
    const path = (length: number) => `/conversations/${encodeURIComponent('\u{1f642}'.repeat(length))}`;
    const response = await supertest(app)[method](path(1_025));
    expect(response.status).toBe(400);
    expectValidAnswer(method.toUpperCase(), '/conversations/{id}', response);
    expect((await supertest(app)[method](path(1_024))).status).toBe(method === 'get' ? 404 : 204);
  });

  test('another conversation id, as long as it says what it relates to', async () => {
    const id = await handedOff('theirs');
    const { body } = await hears({
      conversation: { id: 'ours' },
      relatesTo: { conversation: { id: 'theirs' } },
      value: { state: 'accepted' },
    });
    expect(body).toEqual({ conversationId: 'theirs', handoff: { id, state: 'accepted' } });
  });

  test.each([
    ['no conversation', {}, '/conversation'],
    ['a conversation without an id', { conversation: {} }, '/conversation/id'],
    ['an id that is no text', { conversation: { id: 7 } }, '/conversation/id'],
  ])('%s is the only thing refused', async (_, event, path) => {
    const { status, body } = await hears(event);
    expect(status).toBe(400);
    expect(body.errors[0].path).toBe(path);
  });

  test('a message over 1 MiB is told to be smaller', async () => {
    expect((await hears({ conversation: { id: 'c' }, value: { message: 'm'.repeat(1_100_000) } })).status).toBe(413);
  });
});

describe('a conversation', () => {
  test('is shown as numbers and ids, never text', async () => {
    await handedOff('shown');
    const response = await supertest(app).get('/conversations/shown');
    expectValidAnswer('GET', '/conversations/{id}', response);
    expect(response.body).toMatchObject({
      turns: [{ outcome: 'escalate', ruleId: 'asked-for-human', counts: true }],
      handoff: { state: 'initiated', skill: 'general' },
    });
    expect(response.text).not.toContain('a person please');
  });

  test('is forgotten when asked to be, however often', async () => {
    await handedOff('a/b c?');
    const path = `/conversations/${encodeURIComponent('a/b c?')}`;
    expect((await supertest(app).get(path)).status).toBe(200);
    expect((await supertest(app).delete(path)).status).toBe(204);
    expect((await supertest(app).delete(path)).status).toBe(204);
    expect((await supertest(app).get(path)).status).toBe(404);
  });

  test('stays quiet while an agent has it, and comes back after', async () => {
    await handedOff('quiet');
    const say = async (id: string) => {
      const turn = { activity: { conversation: { id: 'quiet' }, id, text: 'agent!!' } };
      return (await supertest(app).post('/evaluate').send(turn)).body.decision;
    };
    await hears({ conversation: { id: 'quiet' }, value: { state: 'accepted' } });
    expect(await say('t2')).toMatchObject({ outcome: 'continue', reason: 'HANDOFF_OPEN' });
    await hears({ conversation: { id: 'quiet' }, value: { state: 'completed' } });
    expect(await say('t3')).toMatchObject({ outcome: 'escalate' });
  });
});

describe('a handoff.status posted to /evaluate', () => {
  const status = (conversation: string) => ({
    activity: {
      type: 'event',
      name: 'handoff.status',
      conversation: { id: conversation },
      value: { state: 'accepted' },
    },
  });
  test('changes nothing unless the operator allows it, and is answered all the same', async () => {
    await handedOff('through-1');
    const response = await supertest(app).post('/evaluate').send(status('through-1'));
    expectValidAnswer('POST', '/evaluate', response);
    expect(response.body).toMatchObject({ decision: { reason: 'HANDOFF_STATUS' }, handoff: { state: 'initiated' } });
  });
  test('counts where the operator allows it', async () => {
    const { app: open } = await createService({ environment: { STATUS_THROUGH_EVALUATE: 'true' } });
    const turn = { activity: { conversation: { id: 'through-2' }, id: 't1', text: 'a person please' } };
    await supertest(open).post('/evaluate').send(turn);
    const response = await supertest(open).post('/evaluate').send(status('through-2'));
    expect(response.body).toMatchObject({ decision: { reason: 'HANDOFF_STATUS' }, handoff: { state: 'accepted' } });
  });
  test('does not count from a caller who may not post status', async () => {
    const key = 'k'.repeat(40);
    const sha256 = createHash('sha256').update(key).digest('hex');
    const environment = { STATUS_THROUGH_EVALUATE: 'true', API_KEYS: `bot:evaluate:${sha256}` };
    const { app: open } = await createService({ environment });
    const say = (body: object) => supertest(open).post('/evaluate').set('X-API-Key', key).send(body);
    await say({ activity: { conversation: { id: 'through-3' }, id: 't1', text: 'a person please' } });
    expect((await say(status('through-3'))).body.handoff.state).toBe('initiated');
  });
});

describe('the token of the bot’s own channel', () => {
  const key = 'k'.repeat(40);
  const API_KEYS = `hub:handoff-status:${createHash('sha256').update(key).digest('hex')}`;
  const event = { conversation: { id: 'channel' }, value: { state: 'accepted' } };
  const post = (on: Parameters<typeof supertest>[0], authorization?: string) => {
    const request = supertest(on).post('/handoff-status');
    return (authorization ? request.set('Authorization', authorization) : request).send(event);
  };
  test('opens /handoff-status beside the keys, when a bot is configured', async () => {
    const { app: guarded } = await createService({
      environment: { API_KEYS },
      verifyChannelToken: async () => () => {},
    });
    expect((await post(guarded, 'Bearer a.b.c')).status).toBe(200);
    expect((await post(guarded)).status).toBe(401);
    expect((await supertest(guarded).post('/handoff-status').set('X-API-Key', key).send(event)).status).toBe(200);
  });
  test.each([
    [401, new ChannelTokenRefusedError(401, 'The token is not one of the channel for this bot.')],
    [403, new ChannelTokenRefusedError(403, 'The token speaks for another channel.')],
    [503, new Error('the keys cannot be fetched')],
  ])('is answered %i when it does not hold', async (status, cause) => {
    const verifyChannelToken = () => Promise.reject(cause);
    const { app: guarded } = await createService({ environment: { API_KEYS }, verifyChannelToken });
    const response = await post(guarded, 'Bearer a.b.c');
    expect(response.status).toBe(status);
    expectValidAnswer('POST', '/handoff-status', response);
  });
  test('is of no use where no bot is configured, nor for any other path', async () => {
    const { app: none } = await createService({ environment: { API_KEYS } });
    expect((await post(none, 'Bearer a.b.c')).status).toBe(401);
    const { app: guarded } = await createService({
      environment: { API_KEYS },
      verifyChannelToken: async () => () => {},
    });
    expect((await supertest(guarded).get('/policy').set('Authorization', 'Bearer a.b.c')).status).toBe(401);
  });
});
