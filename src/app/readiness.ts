import type { Nlu } from '../nlu/nlu.js';
import type { Store } from '../stores/store.js';

/** Whether the service should get traffic, in sentences for operators. */
export interface Readiness {
  /** Why it should get none now; empty when it should. */
  readonly unready: readonly string[];
  /** What runs worse than it should while turns are answered. */
  readonly degraded: readonly string[];
}

/** Ready once the store could be used. One that fails later costs the past and not the turn: that is told, and no more. */
export function createReadiness(store: Store, nlu: Nlu): () => Promise<Readiness> {
  let reached = false;
  return async () => {
    const degraded = nlu.health?.() ?? [];
    try {
      await store.check();
      reached = true;
      return { unready: [], degraded };
    } catch (err) {
      const reason = `The store cannot be used: ${err instanceof Error ? err.message : 'no reason given'}`;
      return reached ? { unready: [], degraded: [...degraded, reason] } : { unready: [reason], degraded };
    }
  };
}
