import { type Context, ROOT_CONTEXT, type Span, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { ExportResultCode, W3CTraceContextPropagator } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { detectResources, envDetector, resourceFromAttributes } from '@opentelemetry/resources';
import { BasicTracerProvider, BatchSpanProcessor, type SpanExporter } from '@opentelemetry/sdk-trace-base';
import type { Registry } from 'prom-client';
import type { Evaluate } from '../evaluation/evaluate.js';
import type { Outcome } from '../evaluation/outcome.js';
import type { AgentHub } from '../hubs/hub.js';
import { settledWithin } from '../lib/deadline.js';
import { createCounter } from '../lib/metrics.js';
import { currentTurnContext, type TraceHeaders, type TurnContext, withTurnContext } from '../lib/turn-context.js';
import type { Nlu } from '../nlu/nlu.js';
import type { Store } from '../stores/store.js';
import { contextOfTurn } from './context-of-turn.js';

/** Where spans go, as OTLP over HTTP with JSON bodies. */
export interface TraceSettings {
  /** The full URL spans are posted to. */
  readonly url: string;
  readonly serviceName: string;
}

/** Makes a span of each turn, and of what it waits for, and sends them where the operator collects traces. */
export interface Tracing {
  /** The flow in a span of its own, which continues the caller's trace. */
  turns(evaluate: Evaluate): Evaluate;
  nlu(nlu: Nlu): Nlu;
  store(store: Store): Store;
  hub(hub: AgentHub): AgentHub;
  /** Sends what is left, as far as the collector takes it in time. */
  close(): Promise<void>;
}

/** So long a collector may take for the last spans, in ms: it must not hold up the end of the service. */
const closeMs = 3_000;

interface TracedContext extends TurnContext {
  /** What spans within the turn are children of. */
  readonly span: Context;
}

/**
 * `OTEL_TRACES_SAMPLER`, `OTEL_BSP_*`, `OTEL_EXPORTER_OTLP_HEADERS`, `…_TIMEOUT` and `OTEL_RESOURCE_ATTRIBUTES` are read
 * by the SDK. Spans carry ids of ours, outcomes and rules: nothing a user wrote, and no id of a user or conversation.
 */
export function openTracing(
  { url, serviceName }: TraceSettings,
  idKey: string | undefined,
  metrics: Registry,
): Tracing {
  const exporter = countingLost(new OTLPTraceExporter({ url }), metrics);
  const provider = new BasicTracerProvider({
    resource: resourceFromAttributes({ 'service.name': serviceName }).merge(
      detectResources({ detectors: [envDetector] }),
    ),
    spanProcessors: [new BatchSpanProcessor(exporter)],
  });
  const tracer = provider.getTracer('escalation');
  const propagator = new W3CTraceContextPropagator();

  function begin(headers: TraceHeaders | undefined): { span: Span; context: Context } {
    const caller = propagator.extract(ROOT_CONTEXT, headers ?? {}, readHeader);
    const span = tracer.startSpan('evaluate', { kind: SpanKind.SERVER }, caller);
    return { span, context: trace.setSpan(caller, span) };
  }

  /** Outside of a turn nothing is traced. */
  function child<T>(name: string, work: (span?: Span) => T): T {
    const turn = currentTurnContext<TracedContext>();
    if (!turn) return work();
    const span = tracer.startSpan(name, {}, turn.span);
    return until(span, () => withTurnContext({ ...turn, span: trace.setSpan(turn.span, span) }, () => work(span)));
  }

  return {
    turns: (evaluate) => (turn, options) => {
      const { span, context } = begin(options.trace);
      const traced: TracedContext = { ...contextOfTurn(turn, idKey, span.spanContext().traceId), span: context };
      return until(span, () =>
        withTurnContext(traced, async () => {
          const outcome = await evaluate(turn, options);
          describe(span, outcome);
          return outcome;
        }),
      );
    },
    nlu: (nlu) => ({ ...nlu, analyze: (question) => child('analyze', () => nlu.analyze(question)) }),
    store: (store) => ({
      ...store,
      update: (conversationId, step) => child('decide', () => store.update(conversationId, step)),
      read: (conversationId) => child('decide', () => store.read(conversationId)),
    }),
    hub(hub) {
      const deliver = hub.deliver?.bind(hub);
      if (!deliver) return hub;
      return {
        ...hub,
        deliver: (activity, limit) =>
          child('deliver', async (span) => {
            const attempt = await deliver(activity, limit);
            span?.setAttribute('escalation.attempt.outcome', attempt.outcome);
            if (attempt.cause) span?.setAttribute('escalation.attempt.cause', attempt.cause);
            return attempt;
          }),
      };
    },
    close: () => settledWithin(closeMs, provider.shutdown()),
  };
}

const readHeader = {
  get: (headers: object, name: string) => (headers as Readonly<Record<string, string | undefined>>)[name],
  keys: (headers: object) => Object.keys(headers),
};

/** Ends the span when the work has, which may be at once. */
function until<T>(span: Span, work: () => T): T {
  try {
    const result = work();
    if (!(result instanceof Promise)) {
      span.end();
      return result;
    }
    result.then(
      () => span.end(),
      () => failed(span),
    );
    return result;
  } catch (err) {
    failed(span);
    throw err;
  }
}

/** Without the error's message, which may quote what it was about. */
function failed(span: Span): void {
  span.setStatus({ code: SpanStatusCode.ERROR });
  span.end();
}

function describe(span: Span, { decision, repeated, handoff, analysis }: Outcome): void {
  span.setAttributes({
    'escalation.decision.id': decision.id,
    'escalation.outcome': decision.outcome,
    'escalation.reason': decision.reason,
    'escalation.policy.version': decision.policy.version,
    'escalation.policy.sha256': decision.policy.sha256,
    'escalation.repeated': repeated,
    'escalation.degraded': analysis.degraded.length > 0,
    ...(decision.ruleId !== null && { 'escalation.rule.id': decision.ruleId }),
    ...(handoff && { 'escalation.handoff.id': handoff.id, 'escalation.delivery.status': handoff.delivery.status }),
  });
}

/** A collector that is away costs us its spans, not the turns: they are counted. */
function countingLost(exporter: SpanExporter, metrics: Registry): SpanExporter {
  const lost = createCounter(metrics, {
    name: 'escalation_spans_lost_total',
    help: 'Spans the collector did not take',
  })();
  return {
    export: (spans, done) =>
      exporter.export(spans, (result) => {
        if (result.code !== ExportResultCode.SUCCESS) lost.value += spans.length;
        done(result);
      }),
    shutdown: () => exporter.shutdown(),
    forceFlush: () => exporter.forceFlush?.() ?? Promise.resolve(),
  };
}
