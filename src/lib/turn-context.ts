import { AsyncLocalStorage } from 'node:async_hooks';

/** The trace context a caller sent, as its W3C headers have it. */
export interface TraceHeaders {
  readonly traceparent: string | undefined;
  readonly tracestate: string | undefined;
}

/** What is known of the turn being decided where no caller hands it down: deep in a provider or store, to the log. */
export interface TurnContext {
  /** The id of the turn's decision, derived when it is first asked for. */
  decisionId(): string;
  /** 32 hexadecimal digits; undefined where the caller sent none and the service makes no traces. */
  readonly traceId: string | undefined;
}

const contexts = new AsyncLocalStorage<TurnContext>();

export function withTurnContext<T, Context extends TurnContext>(context: Context, work: () => T): T {
  return contexts.run(context, work);
}

/** Undefined outside of any turn. */
export function currentTurnContext<Context extends TurnContext>(): Context | undefined {
  return contexts.getStore() as Context | undefined;
}

/** What every log line of a turn says of it. */
export function turnContextFields(): { decisionId?: string; traceId?: string } {
  const context = contexts.getStore();
  if (!context) return {};
  const { traceId } = context;
  const decisionId = context.decisionId();
  return traceId === undefined ? { decisionId } : { decisionId, traceId };
}

const wellFormed = /^(?!ff)[\da-f]{2}-(?!0{32})([\da-f]{32})-(?!0{16})[\da-f]{16}-[\da-f]{2}(?:$|-)/;

/** The trace id of a W3C `traceparent` header; undefined for none, and for one that is not well-formed. */
export function traceIdOf(traceparent: string | undefined): string | undefined {
  return traceparent === undefined ? undefined : wellFormed.exec(traceparent)?.[1];
}
