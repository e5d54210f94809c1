import { AsyncLocalStorage } from 'node:async_hooks';
import { idsOf } from '../core/ids.js';
import type { Turn } from '../core/turn.js';

/** The trace context a caller sent, as its W3C headers have it. */
export interface TraceHeaders {
  readonly traceparent: string | undefined;
  readonly tracestate: string | undefined;
}

/** The turn that is being decided where one asks; what is deep in a provider or store is asked by the log. */
export interface TurnScope {
  readonly turn: Pick<Turn, 'conversation' | 'id'>;
  /** What the ids of decisions are derived with, if anything. */
  readonly idKey: string | undefined;
  /** 32 hexadecimal digits; undefined where the caller sent none and the service makes no traces. */
  readonly traceId: string | undefined;
  /** Derived from the turn when something of it is logged. */
  decisionId?: string;
}

const scopes = new AsyncLocalStorage<TurnScope>();

export function inScope<T, Scope extends TurnScope>(scope: Scope, work: () => T): T {
  return scopes.run(scope, work);
}

/** Undefined outside of any turn. */
export function currentScope<Scope extends TurnScope>(): Scope | undefined {
  return scopes.getStore() as Scope | undefined;
}

/** What every log line of a turn says of it. */
export function scopeFields(): { decisionId?: string; traceId?: string } {
  const scope = scopes.getStore();
  if (!scope) return {};
  const { turn, idKey, traceId } = scope;
  scope.decisionId ??= idsOf(turn.conversation, turn.id, idKey).decision;
  const { decisionId } = scope;
  return traceId === undefined ? { decisionId } : { decisionId, traceId };
}

const wellFormed = /^(?!ff)[\da-f]{2}-(?!0{32})([\da-f]{32})-(?!0{16})[\da-f]{16}-[\da-f]{2}(?:$|-)/;

/** The trace id of a W3C `traceparent` header; undefined for none, and for one that is not well-formed. */
export function traceIdOf(traceparent: string | undefined): string | undefined {
  return traceparent === undefined ? undefined : wellFormed.exec(traceparent)?.[1];
}
