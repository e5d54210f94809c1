import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Next, Outbox, Waiting } from '../../src/outboxes/outbox.js';

/** One place to keep what waits in, empty at the start of each test. */
export interface OutboxPlace {
  /** Opens an outbox on this place; several may be open at once, unless the place is this process's memory. */
  open(): Promise<Outbox>;
  clear(): Promise<void>;
}

const one = { handoffId: 'h-1', conversationId: 'c-1', kept: '{"some":"activity"}' };
const soon = { timeout: 8000, interval: 20 };

/** What every outbox promises, wherever it keeps what waits. */
export function outboxContract(name: string, createPlace: () => Promise<OutboxPlace>, shared: boolean): void {
  describe(`the ${name} outbox`, () => {
    let place: OutboxPlace;
    const opened: Outbox[] = [];

    async function open(): Promise<Outbox> {
      const outbox = await place.open();
      opened.push(outbox);
      return outbox;
    }

    /** Works on what is due, answering each attempt in turn. */
    function work(outbox: Outbox, answers: (Next | Error)[] = []): Waiting[] {
      const handedOut: Waiting[] = [];
      outbox.work(async (waiting) => {
        handedOut.push(waiting);
        const answer = answers.shift() ?? 'forget';
        if (answer instanceof Error) throw answer;
        return answer;
      });
      return handedOut;
    }

    beforeEach(async () => {
      place = await createPlace();
    });
    afterEach(async () => {
      for (const outbox of opened.splice(0)) await outbox.close();
      await place.clear();
    });

    test('hands out what is due, and then it is gone', async () => {
      const outbox = await open();
      await outbox.keep(one, 0);
      const handedOut = work(outbox);
      await expect.poll(() => handedOut, soon).toEqual([{ ...one, attempts: 0 }]);
      await setTimeout(700);
      expect(handedOut).toHaveLength(1);
    });

    test('hands out nothing before it is due', async () => {
      const outbox = await open();
      await outbox.keep(one, 1200);
      const handedOut = work(outbox);
      await setTimeout(600);
      expect(handedOut).toEqual([]);
      await expect.poll(() => handedOut.length, soon).toBe(1);
    });

    test('keeps one of each handoff: the first', async () => {
      const outbox = await open();
      await outbox.keep(one, 0);
      await outbox.keep({ ...one, kept: 'another' }, 0);
      const handedOut = work(outbox);
      await expect.poll(() => handedOut, soon).toEqual([{ ...one, attempts: 0 }]);
    });

    test('does not hand out what was forgotten, and forgetting what is not there is nothing', async () => {
      const outbox = await open();
      await outbox.keep(one, 300);
      await outbox.forget('h-1');
      await outbox.forget('h-2');
      const handedOut = work(outbox);
      await setTimeout(900);
      expect(handedOut).toEqual([]);
    });

    test('tells how many wait, due or not', async () => {
      const outbox = await open();
      expect(await outbox.waiting()).toBe(0);
      await outbox.keep(one, 60_000);
      await outbox.keep({ ...one, handoffId: 'h-2' }, 60_000);
      expect(await outbox.waiting()).toBe(2);
      await outbox.forget('h-2');
      expect(await outbox.waiting()).toBe(1);
    });

    test('hands out what was postponed when it is due then', async () => {
      const outbox = await open();
      await outbox.keep(one, 60_000);
      await outbox.postpone('h-1', 100);
      await outbox.postpone('h-2', 100);
      const handedOut = work(outbox);
      await expect.poll(() => handedOut.length, soon).toBe(1);
    });

    test('hands out again what an attempt puts off, telling how often it was tried', async () => {
      const outbox = await open();
      await outbox.keep(one, 0);
      const handedOut = work(outbox, [{ againInMs: 50 }, { againInMs: 50 }]);
      await expect.poll(() => handedOut.map(({ attempts }) => attempts), soon).toEqual([0, 1, 2]);
    });

    test('an attempt that goes wrong loses nothing', async () => {
      const outbox = await open();
      await outbox.keep(one, 0);
      const handedOut = work(outbox, [new Error('out of order')]);
      await expect.poll(() => handedOut.length, { timeout: 25_000 }).toBe(2);
    });

    test('when it closes, it waits for the attempts under way and begins no more', async () => {
      const outbox = await open();
      let ended = false;
      let begun = false;
      await outbox.keep(one, 0);
      outbox.work(async () => {
        begun = true;
        await setTimeout(300);
        ended = true;
        return 'forget';
      });
      await expect.poll(() => begun, soon).toBe(true);
      await outbox.close();
      opened.length = 0;
      expect(ended).toBe(true);
    });

    test.runIf(shared)('what is kept outlives the one who kept it', async () => {
      const before = await place.open();
      await before.keep(one, 0);
      await before.close();
      const handedOut = work(await open());
      await expect.poll(() => handedOut, soon).toEqual([{ ...one, attempts: 0 }]);
    });

    test.runIf(shared)('several workers never have the same one', async () => {
      const outboxes = [await open(), await open(), await open()];
      const handedOut = outboxes.map((outbox) => work(outbox));
      const ids = Array.from({ length: 60 }, (_, i) => `h-${i}`);
      for (const handoffId of ids) await outboxes[0]?.keep({ ...one, handoffId }, 0);
      await expect.poll(() => handedOut.flat().length, soon).toBeGreaterThanOrEqual(60);
      await setTimeout(500);
      expect(
        handedOut
          .flat()
          .map(({ handoffId }) => handoffId)
          .sort(),
      ).toEqual(ids.sort());
    });
  });
}
