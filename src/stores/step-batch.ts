import type { Conversation } from '../core/conversation.js';
import type { Stepped } from './store.js';

export type AnyStep<T extends Stepped = Stepped> = (before: Conversation | undefined) => T;

/** Changes one conversation by one step, over a network or anything else that takes its time. */
export type ChangeConversation = <T extends Stepped>(key: string, step: AnyStep<T>) => Promise<T>;

interface QueuedStep {
  readonly step: AnyStep;
  readonly resolve: (stepped: Stepped) => void;
  readonly reject: (err: unknown) => void;
}

type Ran = { readonly stepped: Stepped } | { readonly err: unknown };

/**
 * Steps that meet on one conversation in this process are taken together: while one change is under way the next ones
 * gather, and then run one after the other on what it left, as a single change. So the same turn sent a thousand times
 * at once costs a few changes and never races against itself.
 */
export function combined(change: ChangeConversation): ChangeConversation {
  const gathering = new Map<string, QueuedStep[]>();

  async function run(key: string, waiting: QueuedStep[]): Promise<void> {
    while (waiting.length > 0) await changeAll(key, waiting.splice(0, mostInBatch));
    gathering.delete(key);
  }

  async function changeAll(key: string, batch: readonly QueuedStep[]): Promise<void> {
    try {
      const { ran } = await change(key, (before) => stepAll(batch, before));
      batch.forEach(({ resolve, reject }, i) => {
        const one = ran[i] as Ran;
        if ('stepped' in one) resolve(one.stepped);
        else reject(one.err);
      });
    } catch (err) {
      for (const { reject } of batch) reject(err);
    }
  }

  return <T extends Stepped>(key: string, step: AnyStep<T>) =>
    new Promise<T>((resolve, reject) => {
      const one: QueuedStep = { step, resolve: (stepped) => resolve(stepped as T), reject };
      const waiting = gathering.get(key);
      if (waiting) return void waiting.push(one);
      const begun = [one];
      gathering.set(key, begun);
      void run(key, begun);
    });
}

/** How many steps one change takes at most, so that other conversations get their turn in between. */
const mostInBatch = 100;

/** A step that throws leaves the state as it was for the next. */
function stepAll(batch: readonly QueuedStep[], before: Conversation | undefined) {
  let after = before;
  const ran = batch.map(({ step }): Ran => {
    try {
      const stepped = step(after);
      after = stepped.after;
      return { stepped };
    } catch (err) {
      return { err };
    }
  });
  return { after, ran };
}
