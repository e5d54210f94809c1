import type { Registry } from 'prom-client';
import type { AgentHub } from '../hubs/hub.js';
import { createCounter, createHistogram } from '../lib/metrics.js';
import type { Nlu } from '../nlu/nlu.js';
import type { Store } from '../stores/store.js';

/** The provider, with what it takes to analyze an utterance measured under its name. */
export function meteredNlu(nlu: Nlu, provider: string, registry: Registry): Nlu {
  const observe = createHistogram(registry, {
    name: 'escalation_analyze_seconds',
    help: 'Utterances analyzed and how long that took',
    labelNames: ['provider'],
    buckets: [0.00002, 0.00005, 0.0001, 0.00025, 0.0005, 0.001, 0.005, 0.025, 0.1, 0.25, 0.5, 1, 2.5],
  })(provider);
  return {
    ...nlu,
    analyze(question) {
      const started = performance.now();
      const analysis = nlu.analyze(question);
      if (!(analysis instanceof Promise)) observe(secondsSince(started));
      else analysis.finally(() => observe(secondsSince(started))).catch(() => {});
      return analysis;
    },
  };
}

/** The store, with how long its calls take and how many of them fail. */
export function meteredStore(store: Store, registry: Registry): Store {
  const seconds = createHistogram(registry, {
    name: 'escalation_store_seconds',
    help: 'Calls to the store and how long they took, failed ones included',
    labelNames: ['operation'],
    buckets: [0.00005, 0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1],
  });
  const errors = createCounter(registry, {
    name: 'escalation_store_errors_total',
    help: 'Calls to the store that failed; their turns were decided without the past',
    labelNames: ['operation'],
  });
  const metered = (operation: string) => {
    const observe = seconds(operation);
    const failed = errors(operation);
    return async <T>(call: () => Promise<T>): Promise<T> => {
      const started = performance.now();
      try {
        return await call();
      } catch (err) {
        failed.value++;
        throw err;
      } finally {
        observe(secondsSince(started));
      }
    };
  };
  const [update, read, remove] = [metered('update'), metered('read'), metered('remove')];
  return {
    ...store,
    update: (conversationId, step) => update(() => store.update(conversationId, step)),
    read: (conversationId) => read(() => store.read(conversationId)),
    remove: (conversationId) => remove(() => store.remove(conversationId)),
  };
}

/** The hub, with how long its attempts to deliver take. */
export function meteredHub(hub: AgentHub, registry: Registry): AgentHub {
  const deliver = hub.deliver?.bind(hub);
  if (!deliver) return hub;
  const seconds = createHistogram(registry, {
    name: 'escalation_delivery_attempt_seconds',
    help: 'Attempts to deliver a handoff activity and how long they took, those after the turn included',
    labelNames: ['outcome', 'cause'],
    buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10],
  });
  return {
    ...hub,
    async deliver(activity, limit) {
      const started = performance.now();
      const attempt = await deliver(activity, limit);
      seconds(attempt.outcome, attempt.cause ?? 'none')(secondsSince(started));
      return attempt;
    },
  };
}

function secondsSince(started: number): number {
  return (performance.now() - started) / 1000;
}
