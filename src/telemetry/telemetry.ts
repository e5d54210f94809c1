import type { Handoff } from '../core/conversation.js';
import type { Evaluate } from '../evaluation/evaluate.js';
import type { EvaluatedTurn } from '../evaluation/outcome.js';
import type { AgentHub } from '../hubs/hub.js';
import type { Runtime } from '../lib/settings.js';
import { traceIdOf, withTurnContext } from '../lib/turn-context.js';
import type { Nlu } from '../nlu/nlu.js';
import type { PolicyRegistry } from '../policy/policy-registry.js';
import type { Store } from '../stores/store.js';
import { contextOfTurn } from './context-of-turn.js';
import { createDecisionMetrics } from './decision-metrics.js';
import { createHandoffMetrics } from './handoff-metrics.js';
import { createLoadMetrics, type LoadMetrics } from './load-metrics.js';
import { meteredHub, meteredNlu, meteredStore } from './metered.js';
import { createPolicyMetrics } from './policy-metrics.js';
import { createProblemMetrics } from './problem-metrics.js';
import type { TraceSettings } from './tracing.js';

/** What operators see of the service from outside: metrics always, traces where they are collected. */
export interface Telemetry {
  /** The flow, in whose turns every log line says which turn it is of. */
  turns(evaluate: Evaluate): Evaluate;
  nlu(nlu: Nlu, provider: string): Nlu;
  store(store: Store): Store;
  hub(hub: AgentHub): AgentHub;
  /** Shows the policies in force, now and whenever they change. */
  policies(policies: PolicyRegistry): void;
  readonly onReload: (result: 'loaded' | 'refused') => void;
  readonly onEvaluated: (decided: EvaluatedTurn) => void;
  readonly onMoved: (handoff: Handoff) => void;
  readonly onUnknownStatus: () => void;
  readonly onProblem: (status: number, facts?: Readonly<Record<string, string>>) => void;
  readonly load: LoadMetrics;
  close(): Promise<void>;
}

/** Loads the tracing SDK only where traces are wanted. `idKey` is what the ids of decisions are derived with, if anything. */
export async function openTelemetry(
  traces: TraceSettings | undefined,
  idKey: string | undefined,
  { metrics }: Runtime,
): Promise<Telemetry> {
  const tracing = traces && (await import('./tracing.js')).openTracing(traces, idKey, metrics);
  const decisions = createDecisionMetrics(metrics);
  const handoffs = createHandoffMetrics(metrics);
  const reloads = createPolicyMetrics(metrics);
  return {
    turns: (evaluate) => tracing?.turns(evaluate) ?? inContextOnly(evaluate, idKey),
    nlu(nlu, provider) {
      const metered = meteredNlu(nlu, provider, metrics);
      return tracing?.nlu(metered) ?? metered;
    },
    store(store) {
      const metered = meteredStore(store, metrics);
      return tracing?.store(metered) ?? metered;
    },
    hub(hub) {
      const metered = meteredHub(hub, metrics);
      return tracing?.hub(metered) ?? metered;
    },
    policies(policies) {
      reloads.show(policies);
      policies.onChange(decisions.inForce);
    },
    onReload: reloads.reloaded,
    onEvaluated(decided) {
      decisions.count(decided);
      handoffs.count(decided);
    },
    onMoved: handoffs.moved,
    onUnknownStatus: handoffs.unknownStatus,
    onProblem: createProblemMetrics(metrics),
    load: createLoadMetrics(metrics),
    close: async () => tracing?.close(),
  };
}

/** Without traces of our own, log lines still name the caller's. */
function inContextOnly(evaluate: Evaluate, idKey: string | undefined): Evaluate {
  return (turn, options) => {
    const traceId = traceIdOf(options.trace?.traceparent);
    return withTurnContext(contextOfTurn(turn, idKey, traceId), () => evaluate(turn, options));
  };
}
