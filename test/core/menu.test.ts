import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { fold } from '../../src/core/fold.js';
import { givenMenuChoice, matchMenuChoice, menuFromTranscript, sameChoice } from '../../src/core/menu/index.js';
import type { Activity, Choice, MatchedBy, Menu } from '../../src/core/turn.js';

interface Table {
  readonly it: string;
  readonly menu: string;
  readonly locale?: string;
  readonly picks: readonly (readonly [string, number, MatchedBy])[];
  readonly missed?: readonly (readonly [string, number])[];
  readonly none: readonly string[];
}

const golden: { menus: Record<string, Choice[]>; tables: Table[] } = parse(
  readFileSync(new URL('../golden/menu-choices.yaml', import.meta.url), 'utf8'),
);

function say(text: string, menu: Menu, locale?: string) {
  return matchMenuChoice({ text, value: undefined }, menu, locale);
}

describe('what people say to a menu', () => {
  const total = { picks: 0, found: 0, none: 0, falseChoices: 0 };
  describe.each(golden.tables)('$it', ({ menu: name, locale, picks, missed = [], none }) => {
    const menu: Menu = { choices: golden.menus[name] ?? [] };
    test.each(picks)('"%s" is choice %i, by %s', (utterance, index, matchedBy) => {
      const choice = say(utterance, menu, locale);
      total.picks += 1;
      total.found += choice?.index === index ? 1 : 0;
      expect(choice).toEqual({ value: menu.choices[index]?.value, index, matchedBy });
    });
    test.each(missed)('"%s" is not found, though it is choice %i', (utterance) => {
      total.picks += 1;
      expect(say(utterance, menu, locale)).toBeUndefined();
    });
    test.each(none)('"%s" is no choice', (utterance) => {
      const choice = say(utterance, menu, locale);
      total.none += 1;
      total.falseChoices += choice === undefined ? 0 : 1;
      expect(choice).toBeUndefined();
    });
  });
  test('are enough sentences to tell, most of all of those that are no choice', () => {
    console.log(
      `menu choices: ${total.found} of ${total.picks} found, ${total.falseChoices} false among ${total.none} non-choices`,
    );
    expect(total.picks).toBeGreaterThan(450);
    expect(total.none).toBeGreaterThan(400);
  });
});

describe('a tap on a button', () => {
  const card = (data: unknown, title?: string): Choice => ({ value: title ?? 'x', title, posts: data });
  const menu: Menu = {
    choices: [
      card({ action: 'billing' }, 'Billing'),
      card({ action: 'agent' }, 'Talk to an agent'),
      card({ action: 'agent', urgent: true }, 'Talk to an agent now'),
      { value: 'store', title: 'Find a store', synonyms: ['shop'] },
    ],
  };
  const tap = (value: unknown, text = '') => matchMenuChoice({ text, value }, menu)?.index;

  test.each<[string, unknown, number | undefined]>([
    ['the very data of an action', { action: 'billing' }, 0],
    ['data merged with inputs of the card', { action: 'billing', comment: 'agent' }, 0],
    ['the fullest data that fits', { action: 'agent', urgent: true, comment: '' }, 2],
    ['data that less of fits', { action: 'agent', urgent: false }, 1],
    ['a value as text', 'store', 3],
    ['a value in other case', ' STORE ', 3],
    ['a title as text', 'Find a store', 3],
    ['a synonym in an object', { choice: 'shop' }, 3],
    ['what Teams wraps', { msteams: { type: 'imBack', value: 'store' } }, 3],
    ['data of no choice', { action: 'other' }, undefined],
    ['an empty object', {}, undefined],
    ['a list', ['store', 'agent'], 3],
    ['null', null, undefined],
    ['a number', 7, undefined],
    ['true', true, undefined],
    ['__proto__', JSON.parse('{"__proto__":{"action":"billing"}}'), undefined],
  ])('is found by %s', (_, value, index) => expect(tap(value)).toBe(index));

  test('counts before the text that came with it', () => expect(tap({ action: 'billing' }, 'Find a store')).toBe(0));
  test('leaves the text to be read when it is no choice', () => expect(tap({ other: 1 }, 'Find a store')).toBe(3));
  test('that two choices share is none', () => {
    const twins: Menu = { choices: [card({ a: 1 }, 'One'), card({ a: 1 }, 'Two')] };
    expect(matchMenuChoice({ text: '', value: { a: 1 } }, twins)).toBeUndefined();
  });
});

describe('the choice the bot resolved', () => {
  const menu: Menu = {
    choices: [{ value: 'agent', title: 'Talk to an agent', synonyms: ['human'] }, { value: 'human' }],
  };
  test.each<[string, string, number | null]>([
    ['AGENT', 'agent', 0],
    [' talk to an Ágent', 'agent', 0],
    ['human', 'human', 1],
    ['somewhere else', 'somewhere else', null],
  ])('"%s" is "%s" at %s', (given, value, index) => {
    expect(givenMenuChoice(given, menu)).toEqual({ value, index, matchedBy: 'given' });
  });
  test('is taken at its word without a menu', () => {
    expect(givenMenuChoice('agent')).toEqual({ value: 'agent', index: null, matchedBy: 'given' });
  });
});

describe('the menu a user saw', () => {
  const bot = { id: 'bot', role: 'bot' };
  const user = { id: 'user', role: 'user' };
  const current = { type: 'message', id: 'u2', text: 'agent', from: { id: 'user' }, recipient: { id: 'bot' } };
  const message = (parts: Activity): Activity => ({ type: 'message', from: bot, ...parts });
  const card = (content: Activity) =>
    message({ attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content }] });
  const actions = ['Sales', 'Agent'].map((title) => ({ type: 'imBack', title, value: title.toLowerCase() }));
  const suggested = message({ id: 'b1', suggestedActions: { actions } });
  const titles = (activities: unknown, now: Activity = current) =>
    menuFromTranscript(activities as Activity[], now)?.choices.map(({ title }) => title);
  const values = (activities: unknown) =>
    menuFromTranscript(activities as Activity[], current)?.choices.map(({ value }) => value);

  test('is read from suggested actions', () => {
    expect(menuFromTranscript([suggested], current)?.choices).toMatchObject([
      { value: 'sales', title: 'Sales' },
      { value: 'agent', title: 'Agent' },
    ]);
  });
  test.each(['hero', 'thumbnail', 'signin', 'oauth'])('is read from the buttons of a %s card', (kind) => {
    const contentType = `application/vnd.microsoft.card.${kind}`;
    expect(titles([message({ attachments: [{ contentType, content: { buttons: actions } }] })])).toEqual([
      'Sales',
      'Agent',
    ]);
  });
  test('keeps the line of a button that opens something', () => {
    const buttons = [actions[0], { type: 'openUrl', title: 'Our site', value: 'https://example.org' }, actions[1]];
    expect(values([message({ attachments: [{ content: { buttons } }] })])).toEqual(['sales', 'Our site', 'agent']);
  });
  test('takes the text of a messageBack, or the only text in what it posts, for its value', () => {
    const buttons = [
      { type: 'messageBack', title: 'Sales', text: 'to sales', value: { id: 7, to: 'sales' } },
      { type: 'messageBack', title: 'Agent', text: 'to an agent', value: { to: 'agent', from: 'menu' } },
    ];
    expect(values([message({ attachments: [{ content: { buttons } }] })])).toEqual(['to sales', 'to an agent']);
  });
  test('is read from actions anywhere in an Adaptive Card', () => {
    const submit = (title: string) => ({ type: 'Action.Submit', title, data: { action: title.toLowerCase() } });
    const content = {
      type: 'AdaptiveCard',
      actions: [submit('Last'), { type: 'Action.ShowCard', title: 'More', card: { actions: [submit('Inside')] } }],
      body: [
        { type: 'ActionSet', actions: [submit('First')] },
        {
          type: 'Container',
          items: [{ type: 'ColumnSet', columns: [{ items: [{ selectAction: submit('Second') }] }] }],
        },
      ],
    };
    expect(values([card(content)])).toEqual(['first', 'second', 'last', 'inside']);
  });
  test('is read from a choice set, whose one button is no choice', () => {
    const choices = [
      { title: 'Red wine', value: 'red' },
      { title: 'White wine', value: 'white' },
    ];
    const content = {
      body: [{ type: 'Input.ChoiceSet', id: 'wine', choices }],
      actions: [{ type: 'Action.Submit', title: 'Send', data: { action: 'order' } }],
    };
    const menu = menuFromTranscript([card(content)], current) as Menu;
    expect(menu.choices.map(({ value }) => value)).toEqual(['red', 'white']);
    const posted = { action: 'order', wine: 'white' };
    expect(matchMenuChoice({ text: '', value: posted }, menu)).toEqual({
      value: 'white',
      index: 1,
      matchedBy: 'value',
    });
  });
  test('names an action with several data fields by its title', () => {
    const data = { type: 'menu', action: 'agent' };
    const menu = menuFromTranscript(
      [card({ actions: [{ type: 'Action.Submit', title: 'Talk to us', data }] })],
      current,
    ) as Menu;
    expect(menu.choices[0]).toMatchObject({ value: 'Talk to us', posts: data });
    expect(matchMenuChoice({ text: '', value: { ...data, note: 'hi' } }, menu)?.index).toBe(0);
  });
  test.each<[string, Activity]>([
    ['same id', { ...current, from: user }],
    ['same text and no id', { type: 'message', text: 'agent', from: user }],
    ['same id and no role', { type: 'message', id: 'u2', from: { id: 'user' } }],
  ])('is there when the transcript ends with the current turn (%s)', (_, last) => {
    expect(titles([suggested, last])).toEqual(['Sales', 'Agent']);
  });
  test.each<[string, Activity]>([
    ['by role', { type: 'message', id: 'u1', text: 'hello', from: user }],
    ['by account', { type: 'message', id: 'u1', text: 'hello', from: { id: 'user' } }],
    ['with the same words', { type: 'message', id: 'u1', text: 'agent', from: user }],
    ['a value post', { type: 'message', id: 'u1', value: { a: 1 }, from: user }],
  ])('is gone after another user message (%s)', (_, other) => {
    expect(titles([suggested, other])).toBeUndefined();
    expect(titles([suggested, other, { ...current, from: user }])).toBeUndefined();
  });
  test('is not that of an earlier bot message', () => {
    expect(titles([suggested, message({ id: 'b2', text: 'one moment' })])).toBeUndefined();
  });
  test('stays while nothing but typing, events and traces follow', () => {
    expect(
      titles([suggested, { type: 'typing', from: bot }, { type: 'event', from: user }, { type: 'trace' }]),
    ).toEqual(['Sales', 'Agent']);
  });
  test('is known by the accounts where roles are missing', () => {
    expect(titles([{ ...suggested, from: { id: 'bot' } }])).toEqual(['Sales', 'Agent']);
    expect(titles([{ ...suggested, from: { id: 'other-bot' } }])).toEqual(['Sales', 'Agent']);
    expect(titles([{ ...suggested, from: undefined }])).toEqual(['Sales', 'Agent']);
    expect(titles([{ ...suggested, from: { id: 'user' } }])).toBeUndefined();
  });
  test.each([undefined, null, [], 'x', 3, {}, [null, 3, 'x', []]])('is none in %j', (activities) => {
    expect(titles(activities)).toBeUndefined();
  });
  test('has at most a hundred choices, however many were sent', () => {
    const many = Array.from({ length: 100_000 }, (_, at) => ({ title: `t${at}` }));
    expect(titles([message({ suggestedActions: { actions: many } })])).toHaveLength(100);
  });
  test('of a card of any depth or shape makes nothing throw', () => {
    let deep: unknown = { type: 'Action.Submit', title: 'deep', data: 'x' };
    for (let i = 0; i < 50_000; i++) deep = { type: 'Container', items: [deep], msteams: deep };
    expect(titles([card({ body: [deep] } as Activity)])).toBeUndefined();
    expect(matchMenuChoice({ text: '', value: deep }, { choices: [{ value: 'x' }] })).toBeUndefined();
  });
  test('of anything JSON can say makes nothing throw', () => {
    const names = ['type', 'from', 'id', 'text', 'attachments', 'content', 'buttons', 'suggestedActions', 'actions'];
    const more = ['title', 'value', 'body', 'data', 'choices', 'msteams', 'role', 'contentType', '__proto__'];
    const words = fc.constantFrom('message', 'bot', 'AdaptiveCard', 'Action.Submit', 'Input.ChoiceSet', 'imBack', 'x');
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { maxDepth: 6 },
        fc.oneof(words, fc.integer(), fc.constant(null), fc.boolean()),
        fc.array(tie('tree'), { maxLength: 4 }),
        fc.dictionary(fc.constantFrom(...names, ...more), tie('tree'), { maxKeys: 6 }),
      ),
    }));
    fc.assert(
      fc.property(fc.array(tree), tree, fc.string(), (activities, value, text) => {
        const now = (typeof value === 'object' && value !== null ? value : {}) as Activity;
        const menu = menuFromTranscript(activities as Activity[], now);
        expect(menu === undefined || menu.choices.length <= 100).toBe(true);
        if (menu) matchMenuChoice({ text, value }, menu);
      }),
      { numRuns: 500 },
    );
  });
});

describe('laws of every menu', () => {
  const label = fc.oneof(
    fc.string({ minLength: 1, maxLength: 30 }),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 20 }),
    fc.constantFrom(
      'Yes',
      'No',
      'the one',
      'A',
      '2',
      'option 2',
      'last',
      'please',
      'はい',
      '退款',
      'Sí',
      '👍',
      'I want to',
      'ja',
    ),
  );
  const menus = fc
    .uniqueArray(label, { minLength: 1, maxLength: 8, selector: fold })
    .filter((labels) => labels.every((one) => fold(one) !== ''))
    .map((labels): Menu => ({ choices: labels.map((title, at) => ({ value: `value ${at} of menu`, title })) }))
    .filter(
      ({ choices }) =>
        new Set(choices.flatMap(({ value, title = '' }) => [fold(value), fold(title)])).size === 2 * choices.length,
    );
  const words = fc
    .array(
      fc.constantFrom(
        'the',
        'first',
        'one',
        '2',
        'please',
        'no',
        'yes',
        'a',
        'b',
        'red',
        'wine',
        'not',
        '是',
        'はい',
        'last',
      ),
    )
    .map((parts) => parts.join(' '));

  test('the title of a choice is that choice, in any case, with any space around it', () => {
    fc.assert(
      fc.property(menus, fc.nat(), (menu, nth) => {
        const index = nth % menu.choices.length;
        const title = menu.choices[index]?.title ?? '';
        for (const utterance of [title, ` ${title} `, title.normalize('NFD')])
          expect(say(utterance, menu)?.index).toBe(index);
      }),
    );
  });
  test('the order of the choices does not matter to what is said in words', () => {
    fc.assert(
      fc.property(menus, fc.oneof(words, label), (menu, utterance) => {
        const there = say(utterance, menu);
        if (there && ['number', 'ordinal', 'letter'].includes(there.matchedBy)) return;
        const back = say(utterance, { choices: menu.choices.toReversed() });
        if (back && ['number', 'ordinal', 'letter'].includes(back.matchedBy)) return;
        expect(back?.value).toBe(there?.value);
        if (there) expect(back?.index).toBe(menu.choices.length - 1 - (there.index as number));
      }),
    );
  });
  test('two choices of one title are none, and the same choice twice is one', () => {
    fc.assert(
      fc.property(label, (title) => {
        fc.pre(fold(title) !== '');
        expect(
          say(title, {
            choices: [
              { value: 'v1 x', title },
              { value: 'v2 x', title },
            ],
          }),
        ).toBeUndefined();
        expect(
          say(title, {
            choices: [
              { value: 'v1 x', title },
              { value: 'V1 x', title },
            ],
          })?.index,
        ).toBe(0);
      }),
    );
  });
  test('nothing said makes it throw, and an answer is a choice of the menu', () => {
    fc.assert(
      fc.property(menus, fc.oneof(words, label, fc.string({ unit: 'binary', maxLength: 400 })), (menu, utterance) => {
        const choice = say(utterance, menu, 'de');
        if (choice) expect(menu.choices[choice.index as number]?.value).toBe(choice.value);
      }),
    );
  });
  test('a word too many makes a choice none', () => {
    const unknown = fc.stringMatching(/^q[bcdfghjklmnpqrstvwxz]{4,8}$/);
    const choiceText = fc.constantFrom('the second one', '2', 'Red wine', 'option b', 'yes', 'last');
    const menu: Menu = { choices: [{ value: 'Red wine' }, { value: 'Beer' }, { value: 'Yes' }] };
    fc.assert(
      fc.property(choiceText, unknown, (text, word) => {
        expect(say(`${text} ${word}`, menu)).toBeUndefined();
      }),
    );
  });
  test('a text over the bound is met by the very same text only', () => {
    const long = 'terms and conditions '.repeat(20);
    const menu: Menu = { choices: [{ value: long }, { value: 'other' }] };
    expect(say(long, menu)?.index).toBe(0);
    expect(say(long.toUpperCase(), menu)).toBeUndefined();
    expect(say(`other${' '.repeat(300)}`, menu)).toBeUndefined();
  });
  test('of more than a hundred choices the first hundred are read', () => {
    const menu: Menu = { choices: Array.from({ length: 10_000 }, (_, at) => ({ value: `town ${at}` })) };
    expect(say('town 99', menu)?.index).toBe(99);
    expect(say('town 100', menu)).toBeUndefined();
  });
});

test('values of a policy and of a menu are the same without case, accents and outer space', () => {
  expect(sameChoice(' Ágent', 'agent ')).toBe(true);
  expect(sameChoice('ａｇｅｎｔ', 'Agent')).toBe(true);
  expect(sameChoice('STRASSE', 'Straße')).toBe(true);
  expect(sameChoice('agent one', 'agentone')).toBe(false);
});

test('folding twice changes nothing', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(fold(fold(text))).toBe(fold(text));
    }),
    {
      numRuns: 1_000,
    },
  );
});
