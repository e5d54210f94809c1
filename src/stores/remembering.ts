import type { Conversation } from '../core/conversation.js';
import { settledWithin } from '../lib/deadline.js';
import type { Log } from '../lib/log.js';
import { createRecollection } from './recollection.js';
import type { Stepped, Store } from './store.js';

/** Told why the store could not be used, where this process's memory stood in for it. */
export type OnAway = (err: unknown) => void;

/**
 * A store with what this process itself decided while the store was away, so that one process doubles nothing. With
 * `onAway` nothing rejects because of the store: the step is taken on what is remembered, and the store is told once it
 * is back. Without, it rejects as every store does.
 */
export interface RememberingStore extends Store {
  update<T extends Stepped>(
    conversationId: string,
    step: (before: Conversation | undefined) => T,
    onAway?: OnAway,
  ): Promise<T>;
  read(conversationId: string, onAway?: OnAway): Promise<Conversation | undefined>;
}

/** How often a store that was away is looked at, and what it was not told is told, in ms. */
const saveEveryMs = 1_000;
const savedAtOnce = 64;
/** The longest an end waits for the store to be told, in ms. */
const closeMs = 1_000;

/** `now` is the server's clock, in ms since the epoch. */
export function createRememberingStore(store: Store, now: () => number, log: Log): RememberingStore {
  const recollection = createRecollection(now, log);
  const save = (conversationId: string) => update(conversationId, (before) => ({ after: before }));
  const saving = startSaving(recollection.unsaved, save, log);

  async function update<T extends Stepped>(
    conversationId: string,
    step: (before: Conversation | undefined) => T,
    onAway?: OnAway,
  ): Promise<T> {
    let seen: Conversation | undefined;
    let mark: symbol | undefined;
    const lately = onAway && recollection.lately(conversationId);
    if (lately) return standIn(lately.cause, onAway);
    try {
      const stepped = await store.update(conversationId, (stored) => {
        mark = recollection.markOf(conversationId);
        const taken = step(recollection.known(conversationId, stored));
        seen = stored;
        return taken;
      });
      recollection.saved(conversationId, stepped.after, mark);
      return stepped;
    } catch (cause) {
      recollection.failed(conversationId, { at: performance.now(), cause });
      if (onAway === undefined) throw cause;
      return standIn(cause, onAway);
    }

    function standIn(cause: unknown, onAway: OnAway): T {
      onAway(cause);
      const stepped = step(recollection.knownAlone(conversationId, seen));
      recollection.remember(conversationId, stepped.after);
      return stepped;
    }
  }

  return {
    ...store,
    update,
    async read(conversationId, onAway) {
      const stored = store.read(conversationId).then((found) => recollection.known(conversationId, found));
      if (onAway === undefined) return stored;
      return stored.catch((err: unknown) => {
        onAway(err);
        return recollection.knownAlone(conversationId, undefined);
      });
    },
    async remove(conversationId) {
      const wasRemembered = recollection.forget(conversationId);
      return (await store.remove(conversationId)) || wasRemembered;
    },
    async close() {
      await saving.close();
      await store.close();
    },
  };
}

/** Tells the store regularly what it does not know, one time after the other, and a last time at the end. */
function startSaving(unsaved: () => readonly string[], save: (conversationId: string) => Promise<unknown>, log: Log) {
  let saving: Promise<void> | undefined;

  /** Until nothing of a batch can be saved: the rest waits for the next time. */
  async function saveAll(): Promise<void> {
    const ids = unsaved();
    for (let from = 0; from < ids.length; from += savedAtOnce) {
      const results = await Promise.allSettled(ids.slice(from, from + savedAtOnce).map(save));
      if (results.every(({ status }) => status === 'rejected')) return;
    }
    if (ids.length > 0) log.info({ conversations: ids.length }, 'the store was told what was decided without it');
  }

  function saveOnce(): Promise<void> {
    saving ??= saveAll().finally(() => {
      saving = undefined;
    });
    return saving;
  }

  const timer = setInterval(saveOnce, saveEveryMs).unref();
  return {
    async close() {
      clearInterval(timer);
      await settledWithin(closeMs, saveOnce());
    },
  };
}
