import { Activity as AgentsActivity } from '@microsoft/agents-activity';
import { describe, expect, test } from 'vitest';
import type { Turn } from '../../src/core/turn.js';
import type { EvaluateRequest } from '../../src/http/read-request.js';
import { toTurn } from '../../src/http/to-turn.js';

const conversation = { id: 'c1' };
const menu = {
  choices: [
    { value: 'billing', title: 'Billing' },
    { value: 'agent', title: 'Talk to an agent', synonyms: null },
  ],
};
const activityWithMenu = {
  type: 'message',
  from: { role: 'bot' },
  suggestedActions: { actions: menu.choices.map(({ value, title }) => ({ type: 'imBack', title, value })) },
};

const rows: { it: string; activity?: Record<string, unknown>; rest?: Partial<EvaluateRequest>; turn: Partial<Turn> }[] =
  [
    {
      it: 'a message is what the user said',
      activity: { type: 'message', text: 'hi' },
      turn: { kind: 'user', utterance: 'hi' },
    },
    { it: 'an activity without type is a message', activity: { text: 'hi' }, turn: { kind: 'user' } },
    { it: 'a type that is no string is a message', activity: { type: 7 }, turn: { kind: 'user' } },
    { it: 'typing is not said by a user', activity: { type: 'typing' }, turn: { kind: 'other' } },
    {
      it: "the bot's own message is not said by a user",
      activity: { from: { role: 'bot' }, text: 'hi' },
      turn: { kind: 'other' },
    },
    {
      it: 'a handoff.status event is a status',
      activity: { type: 'event', name: 'handoff.status' },
      turn: { kind: 'status' },
    },
    { it: 'another event is not said by a user', activity: { type: 'event', name: 'x' }, turn: { kind: 'other' } },
    {
      it: "the Agents SDK's activity has its channel, as JSON.stringify writes it too",
      activity: JSON.parse(JSON.stringify(AgentsActivity.fromObject({ type: 'message', channelId: 'msteams' }))),
      turn: { channel: 'msteams', activity: expect.objectContaining({ channelId: 'msteams' }) },
    },
    {
      it: 'channelId is the channel, whatever else is there',
      activity: { channelId: 'directline', _channelId: 'msteams' },
      turn: { channel: 'directline' },
    },
    { it: 'text that is no string is absent', activity: { text: { a: 1 } }, turn: { utterance: '' } },
    {
      it: 'an empty locale is absent',
      activity: { locale: '', channelId: 'directline' },
      turn: { locale: undefined, channel: 'directline' },
    },
    {
      it: 'of a long text the beginning and the end are kept',
      activity: { text: `${'x'.repeat(9_000)}y` },
      turn: { utterance: `${'x'.repeat(2_000)}\n${'x'.repeat(1_998)}y`, isCut: true },
    },
    {
      it: 'a long text is not cut inside an emoji',
      activity: { text: `${'x'.repeat(1_999)}🙂${'x'.repeat(2_000)}🙂${'y'.repeat(1_998)}` },
      turn: { utterance: `${'x'.repeat(1_999)}\n${'y'.repeat(1_998)}` },
    },
    {
      it: 'a text that just fits stays whole',
      activity: { text: `${'x'.repeat(3_998)}🙂` },
      turn: { utterance: `${'x'.repeat(3_998)}🙂`, isCut: false },
    },
    {
      it: 'recognition keeps what is there',
      rest: { recognition: { intent: 'None', score: null } },
      turn: { recognition: { intent: 'None', score: undefined } },
    },
    {
      it: 'a tapped choice is no utterance and has its title',
      activity: { text: 'Talk to an agent' },
      rest: { menu },
      turn: { utterance: '', title: 'Talk to an agent', menuChoice: { value: 'agent', index: 1, matchedBy: 'title' } },
    },
    {
      it: 'a choice without a title that was picked by its place says its value',
      activity: { text: '2' },
      rest: { menu: { choices: [{ value: 'billing' }, { value: 'talk to a human' }] } },
      turn: { title: 'talk to a human', menuChoice: { value: 'talk to a human', index: 1, matchedBy: 'number' } },
    },
    {
      it: 'a choice without a title that was tapped says what the channel tells',
      activity: { text: '🙋', channelData: { ButtonText: 'A person', ButtonPayload: 'op-7' } },
      rest: { menu: { choices: [{ value: 'billing' }, { value: 'op-7' }] } },
      turn: { title: 'A person', menuChoice: { value: 'op-7', index: 1, matchedBy: 'value' } },
    },
    {
      it: 'a tap that an emoji names says its value',
      activity: { text: '🙋', channelData: { ButtonText: '🙋', ButtonPayload: 'person' } },
      rest: { menu: { choices: [{ value: 'billing' }, { value: 'person' }] } },
      turn: { title: 'person', menuChoice: { value: 'person', index: 1, matchedBy: 'value' } },
    },
    {
      it: 'a posted value picks a choice without text',
      activity: { value: 'agent' },
      rest: { menu },
      turn: { utterance: '', menuChoice: { value: 'agent', index: 1, matchedBy: 'value' } },
    },
    {
      it: 'the menu is read from the transcript when none is given',
      activity: { text: 'Billing' },
      rest: { transcript: { activities: [activityWithMenu] } },
      turn: { title: 'Billing', menuChoice: { value: 'billing', index: 0, matchedBy: 'value' } },
    },
    {
      it: 'a given menuChoice wins over matching',
      activity: { text: 'Billing' },
      rest: { menu, menuChoice: 'agent' },
      turn: { title: 'Talk to an agent', menuChoice: { value: 'agent', index: 1, matchedBy: 'given' } },
    },
    {
      it: 'a given menuChoice without a menu takes the text as its title',
      activity: { text: 'Speak to somebody' },
      rest: { menuChoice: 'op-7' },
      turn: { title: 'Speak to somebody', menuChoice: { value: 'op-7', index: null, matchedBy: 'given' } },
    },
    {
      it: 'an empty menuChoice is none',
      activity: { text: 'hi' },
      rest: { menuChoice: '' },
      turn: { utterance: 'hi', menuChoice: undefined },
    },
    {
      it: 'a sentence that is no choice is an utterance',
      activity: { text: 'my bill is wrong and I am sad' },
      rest: { menu },
      turn: { utterance: 'my bill is wrong and I am sad', menuChoice: undefined },
    },
  ];

test.each(rows)('$it', ({ activity, rest, turn }) => {
  expect(toTurn({ activity: { conversation, ...activity }, ...rest }, new Set())).toMatchObject(turn);
});

describe('the turn id', () => {
  const idOf = (id?: unknown) => toTurn({ activity: { conversation, id } }, new Set()).id;

  test('is the activity’s', () => expect(idOf('t-17')).toBe('t-17'));

  test.each([undefined, '', 17, null, 'i'.repeat(1_025)])('is made when the activity has %o, anew each time', (id) => {
    expect(idOf(id)).toMatch(/^gen-[0-9a-f-]{36}$/);
    expect(idOf(id)).not.toBe(idOf(id));
  });
});

test('no name in the context finds anything the bot did not send', () => {
  const { context } = toTurn({ activity: { conversation }, context: { tier: 'gold' } }, new Set());
  expect({ ...context }).toEqual({ tier: 'gold' });
  expect(context.constructor).toBeUndefined();
  expect(context.toString).toBeUndefined();
});
