import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { toStatusEvent } from '../../src/core/status-event.js';
import { stateOfWord, statusWords } from '../../src/core/status-words.js';

const conversation = { id: 'c' };
const nothing = new Map();

describe('the state of a status event', () => {
  const rows: [it: string, value: unknown, state: string | undefined][] = [
    ['in a field', { state: 'accepted' }, 'accepted'],
    ['in a field of a C# serialiser', { State: 'Completed', HandoffId: 'h' }, 'completed'],
    ['under status', { status: 'FAILED' }, 'failed'],
    ['under a name of two words', { handoff_status: 'accepted' }, 'accepted'],
    ['as JSON text', '{"state":"completed","message":"done"}', 'completed'],
    ['as JSON text of a C# serialiser', ' {"Status":"Accepted"}', 'accepted'],
    ['as JSON text in a field', { state: '{"name":"closed"}' }, 'completed'],
    ['as the word itself', 'rejected', 'failed'],
    ['as the word in quotes', '"resolved"', 'completed'],
    ['one level down', { status: { state: 'ended', since: 1 } }, 'completed'],
    ['in a value of its own', { type: 'x', value: { state: 'joined' } }, 'accepted'],
    ['by a word we know, beside one we do not', { state: 'archiving', status: 'closed' }, 'completed'],
    ['as an event name', { state: 'conversation.closed' }, 'completed'],
    ['as an event name in camel case', { state: 'agentJoined' }, 'accepted'],
    ['by a word that means waiting', { state: 'queued' }, undefined],
    ['by no word', { message: 'closed' }, undefined],
    ['in JSON text that is broken', '{"state":"closed"', undefined],
    ['in a list', ['accepted'], undefined],
    ['as a name that every object has', { state: 'constructor' }, undefined],
    ['in a text without end', { state: 'closed'.repeat(100_000) }, undefined],
  ];
  test.each(rows)('%s', (_, value, state) => expect(toStatusEvent({ conversation, value }).state).toBe(state));

  test.each([
    ['accepted', 'assigned', 'connected', 'In Progress', 'chat_answered', 'picked-up'],
    ['completed', 'closed', 'ended', 'resolved', 'disconnected', 'back to bot', 'ChatEnded', 'session-terminated'],
    [
      'failed',
      'cancelled',
      'canceled',
      'rejected',
      'timeout',
      'timed out',
      'error',
      'no_agents_available',
      'abandoned',
    ],
  ])('%s has its synonyms', (state, ...words) => {
    expect(words.map((word) => [word, stateOfWord(word, nothing)])).toEqual(words.map((word) => [word, state]));
  });

  test.each(['typing', 'queued', 'waiting', 'pending', 'open', 'transferring', '', '   ', '!!!', 'rechazado'])(
    '%o is none that we know',
    (word) => expect(stateOfWord(word, nothing)).toBeUndefined(),
  );

  test('is known by the operator’s own words too, which stand before ours', () => {
    const own = new Map([
      ['erledigt', 'completed' as const],
      ['closed', 'failed' as const],
    ]);
    expect(toStatusEvent({ conversation, value: { state: 'Erledigt' } }, own).state).toBe('completed');
    expect(toStatusEvent({ conversation, value: { state: 'closed' } }, own).state).toBe('failed');
  });
});

test.each([
  [{ state: 'typing' }, true],
  ['typing', true],
  [{ status: 7 }, true],
  [{ state: 'typing', status: 'closed' }, false],
  [{ state: 'closed' }, false],
  [{ message: 'typing' }, false],
  [undefined, false],
])('of %o it is told whether it says a word that is not known', (value, isUnknown) => {
  expect(toStatusEvent({ conversation, value }).isUnknown).toBe(isUnknown);
});

test('the handoff is named in any of the forms too', () => {
  expect(toStatusEvent({ conversation, value: { State: 'closed', HandoffId: 'h' } }).handoffId).toBe('h');
  expect(toStatusEvent({ conversation, value: '{"state":"closed","handoffId":"h"}' }).handoffId).toBe('h');
});

test('the words stand in docs/hubs.md, each in the row of its state', () => {
  const page = readFileSync(new URL('../../docs/hubs.md', import.meta.url), 'utf8');
  for (const [state, words] of Object.entries(statusWords)) {
    const row = new RegExp(`^\\| ${state} \\| (.*) \\|$`, 'm').exec(page)?.[1] ?? '';
    expect(row.split(', ').map((word) => word.slice(1, -1))).toEqual(words);
  }
});
