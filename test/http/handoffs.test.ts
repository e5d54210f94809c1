import supertest from 'supertest';
import { describe, expect, test } from 'vitest';
import { createService } from './service.js';
import { expectValidAnswer } from './valid-answer.js';

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
