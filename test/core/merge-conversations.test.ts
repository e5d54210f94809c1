import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Conversation, type Handoff, newConversation, type TurnRecord } from '../../src/core/conversation.js';
import { mergeConversations } from '../../src/core/merge-conversations.js';
import { openHandoff } from '../support/counted-conversations.js';

const turn = (key: string) => ({ key }) as TurnRecord;
const conversation = (keys: string, resetIndex = 0, handoff?: Handoff): Conversation => ({
  ...newConversation,
  turns: [...keys].map(turn),
  resetIndex,
  handoff,
});
const keysOf = ({ turns }: Conversation) => turns.map(({ key }) => key).join('');

describe('a conversation that was decided in two places', () => {
  test.each<[it: string, stored: Conversation, later: Conversation, expected: [keys: string, resetIndex: number]]>([
    ['has the turns of both, the later ones last', conversation('abc'), conversation('de'), ['abcde', 0]],
    ['has no turn twice', conversation('abc'), conversation('bcd'), ['abcd', 0]],
    ['keeps the last ten', conversation('abcdef'), conversation('ghijkl'), ['cdefghijkl', 0]],
    ['does not count a turn that one does not count', conversation('abc', 2), conversation('cd', 1), ['abcd', 3]],
    ['counts what came after', conversation('ab', 2), conversation('cd'), ['abcd', 2]],
    ['is the same again', conversation('ab', 1), conversation('ab', 1), ['ab', 1]],
  ])('%s', (_, stored, later, expected) => {
    const merged = mergeConversations(stored, later);
    expect([keysOf(merged), merged.resetIndex]).toEqual(expected);
  });

  const at = (more: Partial<Handoff>): Handoff => ({ ...openHandoff, ...more });
  test.each<
    [it: string, stored: Handoff | undefined, later: Handoff | undefined, expected: Partial<Handoff> | undefined]
  >([
    ['has the only handoff there is', at({ id: 'a' }), undefined, { id: 'a' }],
    ['has the only one that the store did not know', undefined, at({ id: 'a' }), { id: 'a' }],
    ['has the later of two', at({ id: 'a' }), at({ id: 'b', initiatedAt: openHandoff.initiatedAt + 1 }), { id: 'b' }],
    [
      'has the later of two, in the store',
      at({ id: 'a', initiatedAt: openHandoff.initiatedAt + 1 }),
      at({ id: 'b' }),
      { id: 'a' },
    ],
    ['has moved on as far as either', at({ state: 'accepted' }), at({}), { state: 'accepted' }],
    ['has moved on as far as either', at({}), at({ state: 'completed' }), { state: 'completed' }],
    [
      'was delivered if either knows it',
      at({ state: 'accepted', delivery: { status: 'pending' } }),
      at({ delivery: { status: 'delivered' } }),
      { state: 'accepted', delivery: { status: 'delivered' } },
    ],
    ['has none where neither has', undefined, undefined, undefined],
  ])('%s', (_, stored, later, expected) => {
    const { handoff } = mergeConversations(conversation('a', 0, stored), conversation('b', 0, later));
    if (expected === undefined) expect(handoff).toBeUndefined();
    else expect(handoff).toMatchObject(expected);
  });

  test('stays as it is when it is merged again', () => {
    const some = fc
      .record({ keys: fc.uniqueArray(fc.constantFrom(...'abcdefghijkl'), { maxLength: 10 }), reset: fc.nat(10) })
      .map(({ keys, reset }) => conversation(keys.join(''), Math.min(reset, keys.length)));
    fc.assert(
      fc.property(some, some, (stored, later) => {
        const once = mergeConversations(stored, later);
        expect(mergeConversations(once, later)).toEqual(once);
        expect(once.turns.length).toBeLessThanOrEqual(10);
      }),
    );
  });
});
