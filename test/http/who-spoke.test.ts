import { createHash } from 'node:crypto';
import supertest from 'supertest';
import { describe, expect, test } from 'vitest';
import { expectValidAnswer } from '../support/api-contract.js';
import { createService } from '../support/http-service.js';

const closed = await createService();
const open = await createService({ environment: { STATUS_THROUGH_EVALUATE: 'true' } });

async function post(on: typeof closed, conversation: string, activity: object, rest: object = {}) {
  const body = { activity: { conversation: { id: conversation }, ...activity }, ...rest };
  const response = await supertest(on.app).post('/evaluate').send(body);
  expectValidAnswer('POST', '/evaluate', response);
  expect(response.status).toBe(200);
  return response.body;
}

const user = { id: 'user-1', name: 'Pat' };
const bot = { id: 'bot-1', name: 'Shop' };
const asks = { id: 't1', text: 'a person please', from: user, recipient: bot };

async function handedOff(on: typeof closed, conversation: string, asking: object = asks) {
  expect((await post(on, conversation, asking)).handoff.state).toBe('initiated');
}

async function hears(on: typeof closed, conversation: string, state: string) {
  const event = { conversation: { id: conversation }, value: { state } };
  return (await supertest(on.app).post('/handoff-status').send(event)).body.handoff.state;
}

const stateOf = async (on: typeof closed, conversation: string) =>
  (await on.service.store.read(conversation))?.handoff?.state;

describe('what the bot’s own account says', () => {
  const fromBot = { text: 'Would you like to talk to a human?', from: bot, recipient: user };

  test('is no user’s turn once the conversation’s other turns were sent to it', async () => {
    await post(closed, 'bot-1', { text: 'hello', from: user, recipient: bot });
    expect((await post(closed, 'bot-1', fromBot)).decision.reason).toBe('NOT_A_USER_TURN');
    const kept = await closed.service.store.read('bot-1');
    expect(kept?.turns).toHaveLength(1);
    expect(JSON.stringify(kept)).not.toContain('bot-1"');
  });

  test('is a user’s where its role says so, and in another conversation', async () => {
    await post(closed, 'bot-2', { text: 'hello', from: user, recipient: bot });
    const said = { ...fromBot, from: { ...bot, role: 'user' } };
    expect((await post(closed, 'bot-2', said)).decision.reason).toBe('HANDOFF_OPEN');
    expect((await post(closed, 'bot-3', fromBot)).decision.reason).toBe('RULE_MATCHED');
  });

  test('is known by the transcript too', async () => {
    const transcript = { activities: [{ type: 'message', text: 'Hi!', from: { ...bot, role: 'Bot' } }] };
    expect((await post(closed, 'bot-4', fromBot, { transcript })).decision.reason).toBe('NOT_A_USER_TURN');
    expect((await post(closed, 'bot-5', asks, { transcript })).decision.reason).toBe('RULE_MATCHED');
  });

  test('nobody is their own bot', async () => {
    const toSelf = { text: 'hello', from: user, recipient: user };
    await post(closed, 'bot-6', toSelf);
    expect((await post(closed, 'bot-6', toSelf)).decision.reason).toBe('HANDOFF_OPEN');
  });

  test('what a skill says is not the user’s either', async () => {
    const said = await post(closed, 'bot-7', { ...asks, from: { id: 's', role: 'SKILL' } });
    expect(said.decision.reason).toBe('NOT_A_USER_TURN');
  });
});

describe('a human agent', () => {
  const agentSays = { type: 'message', text: 'I want to talk to a human', from: { id: 'kim', role: 'Agent' } };

  test('is said to be one, never read as the user, and changes nothing unless the operator allows it', async () => {
    expect((await post(closed, 'agent-1', agentSays)).decision).toMatchObject({
      outcome: 'continue',
      reason: 'HUMAN_AGENT',
      reading: { talkToHuman: null },
    });
    await handedOff(closed, 'agent-1');
    expect(await post(closed, 'agent-1', agentSays)).toMatchObject({
      decision: { reason: 'HUMAN_AGENT' },
      handoff: { state: 'initiated' },
    });
  });

  test('accepts the handoff where the operator allows it', async () => {
    await handedOff(open, 'agent-2');
    expect((await post(open, 'agent-2', agentSays)).handoff).toMatchObject({ state: 'accepted' });
    expect((await post(open, 'agent-2', { text: 'hi', from: user })).decision.reason).toBe('HANDOFF_OPEN');
  });

  test('does not accept it by a credential that may not say status', async () => {
    const key = 'k'.repeat(40);
    const sha256 = createHash('sha256').update(key).digest('hex');
    const environment = { STATUS_THROUGH_EVALUATE: 'true', API_KEYS: `bot:evaluate:${sha256}` };
    const { app } = await createService({ environment });
    const say = (activity: object) =>
      supertest(app)
        .post('/evaluate')
        .set('X-API-Key', key)
        .send({ activity: { conversation: { id: 'a' }, ...activity } });
    await say(asks);
    expect((await say(agentSays)).body).toMatchObject({
      decision: { reason: 'HUMAN_AGENT' },
      handoff: { state: 'initiated' },
    });
    await say({ type: 'endOfConversation' });
    expect((await say({ text: 'hello', from: user })).body.decision.reason).toBe('RULE_MATCHED');
  });
});

describe('a user who leaves', () => {
  const ends = { type: 'endOfConversation', code: 'userCancelled', from: user, recipient: bot };
  const removed = (...ids: string[]) => ({
    type: 'conversationUpdate',
    membersRemoved: ids.map((id) => ({ id })),
    recipient: bot,
  });

  const rows: [it: string, activity: object, state: string][] = [
    ['the conversation ended', ends, 'failed'],
    ['the conversation ended, and nobody says who', { type: 'endOfConversation' }, 'failed'],
    ['the user was removed', removed('user-1'), 'failed'],
    ['the user and others were removed', removed('other', 'user-1'), 'failed'],
    ['somebody else was removed', removed('other'), 'initiated'],
    ['the bot was removed', removed('bot-1'), 'initiated'],
    ['nobody was removed', removed(), 'initiated'],
    ['members that are no list', { type: 'conversationUpdate', membersRemoved: 'user-1' }, 'initiated'],
    ['somebody was added', { type: 'conversationUpdate', membersAdded: [{ id: 'user-1' }] }, 'initiated'],
    ['a bot ended its own part', { ...ends, from: { ...bot, role: 'bot' } }, 'initiated'],
    ['a skill ended its own part', { ...ends, from: { id: 's', role: 'skill' } }, 'initiated'],
  ];
  test.each(rows)('%s', async (it, activity, state) => {
    await handedOff(closed, it);
    const { decision, handoff } = await post(closed, it, activity);
    expect(decision.reason).toBe('NOT_A_USER_TURN');
    expect(handoff).toMatchObject(state === 'failed' ? { state, cause: 'user-left' } : { state });
    expect(await stateOf(closed, it)).toBe(state);
  });

  test('of whom nothing was known is whoever left, but for the bot', async () => {
    await handedOff(closed, 'left-1', { text: 'a person please' });
    await post(closed, 'left-1', removed('bot-1'));
    expect(await stateOf(closed, 'left-1')).toBe('initiated');
    await post(closed, 'left-1', removed('somebody'));
    expect(await stateOf(closed, 'left-1')).toBe('failed');
  });

  test('leaves what an agent has, unless the operator allows status through here; never as completed', async () => {
    await handedOff(closed, 'left-2');
    await hears(closed, 'left-2', 'accepted');
    await post(closed, 'left-2', ends);
    expect(await stateOf(closed, 'left-2')).toBe('accepted');
    await handedOff(open, 'left-2');
    await hears(open, 'left-2', 'accepted');
    expect((await post(open, 'left-2', ends)).handoff).toMatchObject({ state: 'failed', cause: 'user-left' });
  });

  test('is answered by the bot when they come back, and the hub may still say that it has them', async () => {
    await handedOff(closed, 'left-3');
    await post(closed, 'left-3', ends);
    const state = await supertest(closed.app).get('/conversations/left-3');
    expectValidAnswer('GET', '/conversations/{id}', state);
    expect(state.body.handoff).toMatchObject({ state: 'failed', cause: 'user-left' });
    expect((await post(closed, 'left-3', { type: 'typing' })).handoff).toBeNull();
    expect(await hears(closed, 'left-3', 'accepted')).toBe('accepted');
    expect((await post(closed, 'left-3', { text: 'hello', from: user })).decision.reason).toBe('HANDOFF_OPEN');
  });

  test('has no handoff to end in a conversation nobody knows, and makes none', async () => {
    expect((await post(closed, 'left-4', ends)).handoff).toBeNull();
    expect(await closed.service.store.read('left-4')).toBeUndefined();
  });
});

describe('a changed message', () => {
  const edit = (text: string) => ({ type: 'messageUpdate', id: '17', text, from: user, recipient: bot });

  test('is a turn of its own for each text, and the same turn when it comes again', async () => {
    const first = await post(closed, 'edit-1', edit('a person please'));
    expect(first).toMatchObject({ repeated: false, decision: { outcome: 'escalate' } });
    expect(first.turnId).toMatch(/^17~[0-9a-f]{16}$/);
    expect(await post(closed, 'edit-1', edit('a person please'))).toMatchObject({
      repeated: true,
      turnId: first.turnId,
    });
    expect((await post(closed, 'edit-1', edit('a person, please'))).turnId).not.toBe(first.turnId);
  });

  test('has an id that only the operator’s key tells from others', async () => {
    const keyed = await createService({ environment: { ID_HASH_KEY: 'a-long-random-text' } });
    const ids = [(await post(closed, 'edit-2', edit('hi'))).turnId, (await post(keyed, 'edit-2', edit('hi'))).turnId];
    expect(new Set(ids).size).toBe(2);
  });

  test('says nothing again that was said once', async () => {
    await post(closed, 'edit-3', { id: '17', text: 'where is my order', from: user });
    expect((await post(closed, 'edit-3', edit('where is my order?'))).decision.reading.repeating).toBeNull();
    expect((await post(closed, 'edit-3', { text: 'where is my order', from: user })).decision.reading.repeating).toBe(
      1,
    );
  });

  test.each([undefined, '', '  '])('of which nothing is left (%o) is no user’s turn', async (text) => {
    expect((await post(closed, 'edit-4', { type: 'messageUpdate', id: '17', text })).decision.reason).toBe(
      'NOT_A_USER_TURN',
    );
  });
});

describe('settings', () => {
  test('teach words of a hub and names of an NLU', async () => {
    const environment = { STATUS_WORDS: 'Erledigt=completed, abgeholt=accepted', NO_MATCH_INTENTS: 'Ratlos,egal' };
    const taught = await createService({ environment });
    await handedOff(taught, 'words');
    expect(await hears(taught, 'words', 'abgeholt')).toBe('accepted');
    expect(await hears(taught, 'words', 'ERLEDIGT')).toBe('completed');
    expect(await hears(taught, 'words', 'verschoben')).toBe('completed');
    const { decision } = await post(taught, 'words', { text: 'well' }, { recognition: { intent: 'ratlos', score: 1 } });
    expect(decision.reading.notUnderstood).toBe(1);
    const metrics = (await supertest(taught.app).get('/metrics')).text;
    expect(metrics).toMatch(/^escalation_unknown_statuses_total 1$/m);
  });

  test.each(['erledigt', 'erledigt=done', '=accepted', 'a=completed,,'])(
    'refuse %o as words of a hub',
    async (STATUS_WORDS) => {
      await expect(createService({ environment: { STATUS_WORDS } })).rejects.toThrow(
        /STATUS_WORDS: must be word=accepted/,
      );
    },
  );
});
