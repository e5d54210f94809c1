import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Settings } from '../../src/lib/settings.js';
import { FutureRecordError } from '../../src/stores/record.js';
import type { Store } from '../../src/stores/store.js';
import { addOne, counted, openHandoff, setTo } from '../support/counted-conversations.js';

/** One place to keep conversations in, empty at the start of each test. */
export interface StorePlace {
  /** Opens a store on this place; several may be open at once, unless the place is this process's memory. */
  open(settings?: Settings): Promise<Store>;
  /** Lets time pass for the stores of this place: by their clock, or by waiting where the clock is another's. */
  pass(seconds: number): Promise<void>;
  /** Writes a record past the store, where one can. */
  plant?(conversationId: string, text: string): Promise<void>;
  clear(): Promise<void>;
}

export interface StoreTraits {
  /** Another store opened on the same place sees the same conversations, now and after a restart. */
  readonly shared: boolean;
  /** The store itself evicts at STORE_MAX_CONVERSATIONS. */
  readonly evicts: boolean;
}

/** Eviction is a sweep that nobody waits for. */
const soon = { timeout: 10_000 };

/** What every store promises, whatever it keeps conversations in. */
export function storeContract(name: string, createPlace: () => Promise<StorePlace>, traits: StoreTraits): void {
  describe(`the ${name} store`, () => {
    let place: StorePlace;
    const opened: Store[] = [];

    async function open(settings?: Settings): Promise<Store> {
      const store = await place.open(settings);
      opened.push(store);
      return store;
    }

    beforeEach(async () => {
      place = await createPlace();
    });

    afterEach(async () => {
      await Promise.all(opened.splice(0).map((store) => store.close()));
      await place.clear();
    });

    test('gives back what a step left', async () => {
      const store = await open();
      const after = counted(3, openHandoff);
      await store.update('c1', setTo(after));
      expect(await store.read('c1')).toEqual(after);
    });

    test('answers what the step answered', async () => {
      const store = await open();
      expect(await store.update('c1', () => ({ after: counted(1), decision: 'mine' }))).toMatchObject({
        decision: 'mine',
      });
    });

    test('knows nothing of a conversation it never saw', async () => {
      const store = await open();
      expect(await store.read('c1')).toBeUndefined();
      await store.update('c1', (before) => {
        expect(before).toBeUndefined();
        return { after: before };
      });
      expect(await store.read('c1')).toBeUndefined();
    });

    test('loses none of 1,000 updates of one conversation at once', async () => {
      const store = await open({ limitMs: '10000' });
      await Promise.all(Array.from({ length: 1000 }, () => store.update('c1', addOne)));
      expect((await store.read('c1'))?.quietTurns).toBe(1000);
    });

    test('hands each of many updates at once a state of its own to step on', async () => {
      const store = await open({ limitMs: '10000' });
      const steps = await Promise.all(Array.from({ length: 200 }, () => store.update('c1', addOne)));
      expect(new Set(steps.map(({ after }) => after.quietTurns)).size).toBe(200);
    });

    test('does not mix 10,000 conversations', async () => {
      const store = await open({ limitMs: '10000' });
      const numbers = Array.from({ length: 10_000 }, (_, i) => i);
      for (let from = 0; from < numbers.length; from += 1000) {
        await Promise.all(numbers.slice(from, from + 1000).map((i) => store.update(`c${i}`, setTo(counted(i)))));
      }
      for (let from = 0; from < numbers.length; from += 1000) {
        const read = await Promise.all(numbers.slice(from, from + 1000).map((i) => store.read(`c${i}`)));
        expect(read.map((conversation) => conversation?.quietTurns)).toEqual(numbers.slice(from, from + 1000));
      }
    });

    test.each([
      ['of 1,024 characters', 'x'.repeat(1024), `${'x'.repeat(1023)}y`],
      ['with NUL', 'a\0b', 'a\0c'],
      ['of lone surrogates', 'a\ud800', 'a\ud801'],
      ['of emoji', '🦊', '🦝'],
      ['named like a property', '__proto__', 'constructor'],
      ['that differ by a space', 'c1', 'c1 '],
    ])('keeps two ids %s apart', async (_, one, other) => {
      const store = await open();
      await store.update(one, setTo(counted(1)));
      await store.update(other, setTo(counted(2)));
      expect([(await store.read(one))?.quietTurns, (await store.read(other))?.quietTurns]).toEqual([1, 2]);
    });

    test('writes nothing when the step leaves what it got', async () => {
      const store = await open({ ttlSeconds: '2' });
      await store.update('c1', setTo(counted(1)));
      await place.pass(1.2);
      await store.update('c1', (before) => ({ after: before }));
      await place.pass(1.2);
      expect(await store.read('c1')).toBeUndefined();
    });

    test('forgets a conversation whose step leaves nothing', async () => {
      const store = await open();
      await store.update('c1', setTo(counted(1)));
      await store.update('c1', setTo(undefined));
      expect(await store.read('c1')).toBeUndefined();
    });

    test('is as it was after a step that throws, and passes on what it threw', async () => {
      const store = await open();
      await store.update('c1', setTo(counted(1)));
      const broken = store.update('c1', () => {
        throw new Error('the step is broken');
      });
      await expect(broken).rejects.toThrow('the step is broken');
      expect((await store.read('c1'))?.quietTurns).toBe(1);
    });

    test('lets a step that throws among many at once harm no other', async () => {
      const store = await open({ limitMs: '10000' });
      const all = Array.from({ length: 100 }, (_, i) =>
        store.update('c1', (before) => {
          if (i % 10 === 3) throw new Error('the step is broken');
          return addOne(before);
        }),
      );
      const results = await Promise.allSettled(all);
      expect(results.filter(({ status }) => status === 'rejected')).toHaveLength(10);
      expect((await store.read('c1'))?.quietTurns).toBe(90);
    });

    test('removes a conversation, and says whether there was one', async () => {
      const store = await open();
      await store.update('c1', setTo(counted(1)));
      expect(await store.remove('c1')).toBe(true);
      expect(await store.remove('c1')).toBe(false);
      await expectAnew(store);
    });

    test('forgets a conversation after its time, and counts from the last write', async () => {
      const store = await open({ ttlSeconds: '2' });
      await store.update('c1', setTo(counted(1)));
      await place.pass(1.2);
      await store.update('c1', addOne);
      await place.pass(1.2);
      expect((await store.read('c1'))?.quietTurns).toBe(2);
      await place.pass(1.2);
      await expectAnew(store);
    });

    test('can be used when it says so', async () => {
      const store = await open();
      await expect(store.check()).resolves.toBeUndefined();
    });

    test('names every wrong setting at once', async () => {
      const wrong = open({ ttlSeconds: 'soon', maxConversations: '0', limitMs: '-1', topology: 'ring' });
      await expect(wrong).rejects.toMatchObject({
        name: 'SettingsError',
        faults: expect.arrayContaining([expect.objectContaining({ name: 'STORE_TTL_SECONDS' })]),
      });
    });

    describe.runIf(traits.evicts)('when full', () => {
      test('evicts the conversation that was not written for longest', async () => {
        const store = await open({ maxConversations: '10' });
        for (let i = 0; i < 10; i++) {
          await store.update(`c${i}`, addOne);
          await place.pass(1);
        }
        await store.update('c0', addOne);
        await place.pass(1);
        await store.update('c10', addOne);
        await expect.poll(() => store.read('c1'), soon).toBeUndefined();
        for (const id of ['c0', 'c2', 'c9', 'c10']) expect(await store.read(id)).toBeDefined();
      });

      test('evicts conversations with an open handoff last', async () => {
        const store = await open({ maxConversations: '10' });
        for (let i = 0; i < 5; i++) await store.update(`open${i}`, setTo(counted(i, openHandoff)));
        for (let i = 0; i < 40; i++) {
          await place.pass(1);
          await store.update(`c${i}`, addOne);
        }
        await place.pass(1);
        const open5 = await Promise.all([0, 1, 2, 3, 4].map((i) => store.read(`open${i}`)));
        expect(open5.map((conversation) => conversation?.quietTurns)).toEqual([0, 1, 2, 3, 4]);
        expect(await store.read('c0')).toBeUndefined();
      });

      test('evicts even open handoffs rather than grow', async () => {
        const store = await open({ maxConversations: '5' });
        for (let i = 0; i < 20; i++) {
          await store.update(`c${i}`, setTo(counted(i, openHandoff)));
          await place.pass(1);
        }
        const ids = Array.from({ length: 20 }, (_, i) => `c${i}`);
        const left = async () => (await Promise.all(ids.map((id) => store.read(id)))).filter(Boolean).length;
        await expect.poll(left, soon).toBeLessThanOrEqual(5);
        expect(await store.read('c19')).toBeDefined();
      });
    });

    describe.runIf(traits.shared)('when opened again', () => {
      test('still has what was there before it closed', async () => {
        const first = await place.open();
        await first.update('c1', setTo(counted(7, openHandoff)));
        await first.close();
        const second = await open();
        expect(await second.read('c1')).toEqual(counted(7, openHandoff));
      });

      test('loses no update of two that are open at once', async () => {
        const [one, other] = [await open({ limitMs: '10000' }), await open({ limitMs: '10000' })];
        await Promise.all(Array.from({ length: 500 }, (_, i) => (i % 2 ? one : other).update('c1', addOne)));
        expect((await one.read('c1'))?.quietTurns).toBe(500);
      });

      test.each([
        ['no text', ''],
        ['not JSON', 'hello'],
        ['binary', '\u0000\u00ff\ufffd\ud83e'],
        ['JSON of another shape', '{"a":1}'],
        ['an array of nothing', '[]'],
        ['a record cut in the middle', '[1,0,0,0,["a"'],
        ['a record with holes', '[1,null,null,7,null,null]'],
        ['a key of ours alone', '[1]'],
      ])('takes a stored record that is %s for none, and writes over it', async (_, text) => {
        await place.plant?.('c1', text);
        const store = await open();
        await expectAnew(store);
      });

      test('leaves a record of a future version as it is, until it is removed', async () => {
        await place.plant?.('c1', '[999,{"everything":"new"}]');
        const store = await open();
        await expect(store.update('c1', addOne)).rejects.toThrow(FutureRecordError);
        await expect(store.read('c1')).rejects.toThrow(FutureRecordError);
        expect(await store.remove('c1')).toBe(true);
        await store.update('c1', addOne);
        expect((await store.read('c1'))?.quietTurns).toBe(1);
      });
    });
  });
}

/** It knows nothing of the conversation, and counts from the beginning. */
async function expectAnew(store: Store): Promise<void> {
  expect(await store.read('c1')).toBeUndefined();
  await store.update('c1', addOne);
  expect((await store.read('c1'))?.quietTurns).toBe(1);
}
