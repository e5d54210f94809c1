import { describe, expect, test, vi } from 'vitest';
import { openMemoryStore } from '../../src/stores/memory.js';
import { createRememberingStore } from '../../src/stores/remembering.js';
import type { Store } from '../../src/stores/store.js';
import { storeContract } from '../contracts/store-contract.js';
import { addOne, counted, openHandoff, setTo } from '../support/counted-conversations.js';
import { testClock, testRuntime } from '../support/runtime.js';

storeContract(
  'remembering',
  async () => {
    const clock = testClock();
    const runtime = testRuntime(clock.now);
    return {
      open: async (settings = {}) =>
        createRememberingStore(await openMemoryStore(settings, runtime), clock.now, runtime.log),
      pass: clock.pass,
      clear: async () => {},
    };
  },
  { shared: false, evicts: true },
);

/** A memory store that is away when it is told to be. */
async function switchable() {
  const { now, pass } = testClock();
  const runtime = testRuntime(now);
  const inner = await openMemoryStore({}, runtime);
  let fault: Error | undefined;
  const unlessAway = async () => {
    if (fault) throw fault;
  };
  const store: Store = {
    ...inner,
    update: (id, step) => unlessAway().then(() => inner.update(id, step)),
    read: (id) => unlessAway().then(() => inner.read(id)),
    remove: (id) => unlessAway().then(() => inner.remove(id)),
    close: async () => {},
  };
  const go = (away: boolean) => {
    fault = away ? new Error('away') : undefined;
  };
  return { remembering: createRememberingStore(store, now, runtime.log), inner, go, pass };
}

const onAway = () => {};
const countOf = async (store: Store, id: string) => (await store.read(id))?.quietTurns;

describe('a store that is away', () => {
  test('rejects whoever does not say what is to be done then', async () => {
    const { remembering, go } = await switchable();
    go(true);
    await expect(remembering.update('c1', addOne)).rejects.toThrow('away');
    await expect(remembering.read('c1')).rejects.toThrow('away');
  });

  test('is stood in for, step after step, and told why', async () => {
    const { remembering, go } = await switchable();
    go(true);
    const told = vi.fn();
    for (let i = 1; i <= 3; i++) expect((await remembering.update('c1', addOne, told)).after.quietTurns).toBe(i);
    expect(told).toHaveBeenCalledTimes(3);
    expect((await remembering.read('c1', onAway))?.quietTurns).toBe(3);
  });

  test('is told what was decided when it is back, by the next step, by time, or at the end', async () => {
    const { remembering, inner, go } = await switchable();
    go(true);
    for (const id of ['stepped', 'waiting']) await remembering.update(id, addOne, onAway);
    go(false);
    await remembering.update('stepped', addOne);
    expect(await countOf(inner, 'stepped')).toBe(2);
    await expect.poll(() => countOf(inner, 'waiting'), { timeout: 5_000 }).toBe(1);
    go(true);
    await remembering.update('last', addOne, onAway);
    go(false);
    await remembering.close();
    expect(await countOf(inner, 'last')).toBe(1);
  });

  test('does not bring back a conversation that was removed meanwhile', async () => {
    const { remembering, inner, go } = await switchable();
    go(true);
    await remembering.update('c1', addOne, onAway);
    await expect(remembering.remove('c1')).rejects.toThrow('away');
    go(false);
    await remembering.update('c2', addOne);
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(await inner.read('c1')).toBeUndefined();
  });

  test('is remembered open handoffs that it holds, for ten minutes, and nothing else', async () => {
    const { remembering, go, pass } = await switchable();
    await remembering.update('open', setTo(counted(1, openHandoff)));
    await remembering.update('settled', setTo(counted(1)));
    go(true);
    expect((await remembering.read('open', onAway))?.handoff?.id).toBe(openHandoff.id);
    expect(await remembering.read('settled', onAway)).toBeUndefined();
    await pass(601);
    expect(await remembering.read('open', onAway)).toBeUndefined();
  });

  test('costs no more memory than 10,000 conversations, and open handoffs stay longest', async () => {
    const { remembering, inner, go } = await switchable();
    go(true);
    await remembering.update('open', setTo(counted(1, openHandoff)), onAway);
    for (let i = 0; i < 10_200; i++) await remembering.update(`c${i}`, addOne, onAway);
    go(false);
    await expect.poll(() => countOf(inner, 'c10199'), { timeout: 20_000 }).toBe(1);
    expect((await inner.read('open'))?.handoff?.id).toBe(openHandoff.id);
    expect(await inner.read('c0')).toBeUndefined();
  });

  test('is not asked about each turn of a conversation for which it just failed', async () => {
    const { remembering, inner, go } = await switchable();
    go(true);
    await remembering.update('c1', addOne, onAway);
    go(false);
    const asked = vi.spyOn(inner, 'update');
    await remembering.update('c1', addOne, onAway);
    expect(asked).not.toHaveBeenCalled();
  });
});
