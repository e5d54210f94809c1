import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { speakerOf, tapOf, tappedOutside } from '../../src/core/payloads/index.js';
import { pickOf } from '../../src/core/pick.js';
import type { Activity, Menu } from '../../src/core/turn.js';
import { toTurn } from '../../src/http/to-turn.js';

interface TapRow {
  readonly channel: string;
  readonly activity: Activity;
  readonly menu?: readonly string[];
  readonly index?: number;
  readonly value: string;
  readonly title: string;
}

const golden: { readonly taps: readonly TapRow[]; readonly none: readonly { it: string; activity: Activity }[] } =
  parse(readFileSync(new URL('../golden/taps.yaml', import.meta.url), 'utf8'));

function picked(activity: Activity, menu?: Menu) {
  const text = typeof activity.text === 'string' ? activity.text : '';
  return pickOf({ given: undefined, text, activity, locale: undefined, tap: tapOf(activity) }, menu);
}

describe('a tapped choice', () => {
  const conversation = { id: 'c' };
  test.each(golden.taps)('on $channel is known without a menu', ({ activity, value, title }) => {
    expect(picked(activity)).toEqual({ menuChoice: { value, index: null, matchedBy: 'value' }, title });
    const turn = toTurn({ activity: { ...activity, conversation } }, new Set());
    expect(turn).toMatchObject({ kind: 'user', utterance: '', menuChoice: { value } });
  });

  test.each(golden.taps.filter(({ menu }) => menu))('on $channel is found in its menu', ({ activity, menu, index }) => {
    const choices = (menu ?? []).map((value) => ({ value }));
    expect(picked(activity, { choices })?.menuChoice).toEqual({
      value: menu?.[index as number],
      index,
      matchedBy: 'value',
    });
  });

  test.each(golden.none)('$it is none', ({ activity }) => {
    const tap = tapOf(activity);
    expect(tap && tappedOutside(tap)).toBeUndefined();
  });

  test('of a menu that has only titles is found by its title, as the channel tells it', () => {
    const { activity } = golden.taps.find(({ channel }) => channel.startsWith('Telegram')) as TapRow;
    const menu = {
      choices: [
        { value: '1', title: 'Bill' },
        { value: '2', title: 'A human being' },
      ],
    };
    expect(picked({ ...activity, text: '' }, menu)?.menuChoice).toEqual({ value: '2', index: 1, matchedBy: 'title' });
  });

  test('of a card whose buttons post the same is told by its verb', () => {
    const button = (title: string, verb: string) => ({ type: 'Action.Execute', title, verb, data: { card: 1 } });
    const card = { type: 'AdaptiveCard', actions: [button('Bill', 'bill'), button('Somebody', 'person')] };
    const shown = { type: 'message', from: { role: 'bot' }, attachments: [{ content: card }] };
    const action = { type: 'Action.Execute', verb: 'person', data: { card: 1, note: 'please' } };
    const activity = { type: 'invoke', name: 'adaptiveCard/action', value: { action }, conversation };
    const turn = toTurn({ activity, transcript: { activities: [shown] } }, new Set());
    expect(turn).toMatchObject({ menuChoice: { index: 1, matchedBy: 'value' }, title: 'Somebody' });
  });

  test('of an earlier menu is no line of this one', () => {
    const activity = { type: 'message', text: 'OLD_OFFER', channelData: { postback: { payload: 'OLD_OFFER' } } };
    const menu = { choices: [{ value: 'invoice' }, { value: 'person' }] };
    expect(picked(activity, menu)?.menuChoice).toEqual({ value: 'OLD_OFFER', index: null, matchedBy: 'value' });
  });
});

describe('who speaks', () => {
  const rows: [it: string, activity: Activity, speaker: string | undefined][] = [
    ['a bot', { from: { role: 'bot' } }, 'bot'],
    ['a bot in capitals', { from: { role: 'BOT' } }, 'bot'],
    ['a skill', { from: { role: 'Skill' } }, 'bot'],
    ['an agent of the M365 SDK that is a program', { from: { role: 'agenticUser' } }, 'bot'],
    ['the bot in a Copilot Studio transcript', { from: { role: 0 } }, 'bot'],
    ['a user', { from: { role: 'User' } }, 'user'],
    ['an agent', { from: { role: 'agent' } }, 'agent'],
    ['an agent of another hub', { from: { role: 'Live_Agent' } }, 'agent'],
    ['a role nobody knows', { from: { role: 'gold member' } }, undefined],
    ['no role', { from: { id: 'u' } }, undefined],
    ['the bot on Teams', { channelId: 'msteams', from: { id: '28:b' } }, 'bot'],
    ['a user on Teams', { channelId: 'msteams', from: { id: '29:u' } }, undefined],
    ['a sender that is a text', { from: 'bot' }, undefined],
    ['no sender', {}, undefined],
    ['the page on Messenger', { channelData: { message: { is_echo: true, app_id: 1517, text: 'hi' } } }, 'bot'],
    [
      'a person at the inbox of Messenger',
      { channelData: { message: { is_echo: true, app_id: 263902037430900 } } },
      'agent',
    ],
    ['a person at the page itself', { channelData: { message: { is_echo: true, text: 'hi' } } }, 'agent'],
    ['an app on Slack', { channelData: { SlackMessage: { event: { bot_id: 'B1', text: 'hi' } } } }, 'bot'],
    ['a user on Slack', { channelData: { SlackMessage: { event: { user: 'U1', text: 'hi' } } } }, undefined],
    ['an agent of LivePerson', { channelData: { originatorMetadata: { role: 'ASSIGNED_AGENT' } } }, 'agent'],
    ['LivePerson itself', { channelData: { originatorMetadata: { role: 'CONTROLLER' } } }, 'bot'],
    ['an agent of Chatwoot', { channelData: { message_type: 'outgoing', sender: { type: 'user' } } }, 'agent'],
    ['a bot of Chatwoot', { channelData: { message_type: 'outgoing', sender: { type: 'agent_bot' } } }, 'bot'],
    ['a contact of Chatwoot', { channelData: { message_type: 'incoming', sender: { type: 'contact' } } }, undefined],
    ['an agent of Zendesk', { channelData: { message: { author: { type: 'business' } } } }, 'agent'],
    ['a bot of Zendesk', { channelData: { author: { type: 'business', subtypes: ['AI'] } } }, 'bot'],
    ['an agent of Genesys', { channelData: { direction: 'Outbound', originatingEntity: 'Human' } }, 'agent'],
  ];
  test.each(rows)('%s', (_, activity, speaker) => expect(speakerOf(activity)).toBe(speaker));
});

test('no channel data and no value, whatever it holds, is an error or takes long', () => {
  const names = fc.constantFrom(
    'message',
    'postback',
    'quick_reply',
    'payload',
    'actions',
    'Payload',
    'callback_query',
    'data',
    'entry',
    'changes',
    'value',
    'interactive',
    'list_reply',
    'suggestionResponse',
    'type',
    'inputs',
    'content',
    'author',
    'postBack',
    'action',
  );
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { maxDepth: 5 },
      fc.string(),
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      tie('list'),
      tie('map'),
    ),
    list: fc.array(tie('tree'), { maxLength: 4 }),
    map: fc.dictionary(names, tie('tree'), { maxKeys: 5 }),
  }));
  fc.assert(
    fc.property(
      tree,
      tree,
      tree,
      fc.constantFrom('message', 'event', 'invoke', 'messageUpdate'),
      (channelData, value, from, type) => {
        const name = type === 'invoke' ? 'adaptiveCard/action' : undefined;
        const activity = { type, name, channelData, value, from, conversation: { id: 'c' } };
        const turn = toTurn({ activity, menu: { choices: [{ value: 'a' }, { value: 'b' }] } }, new Set());
        expect(turn.conversation).toBe('c');
      },
    ),
    { numRuns: 2_000 },
  );
});
