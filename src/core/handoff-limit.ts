import { type Conversation, handoffWaitMs } from './conversation.js';
import type { Step } from './step.js';

/** A step that is not taken: the conversation stays as it was, and the turn has to be sent again. */
export interface DeferredStep {
  readonly kind: 'deferred';
  /** How long the conversation has to wait, in ms; 0 when only its caller has to. */
  readonly retryAfterMs: number;
  readonly after: Conversation | undefined;
}

/** What limits a step: the clock in ms since the epoch, and whether its caller is over its own limit. */
export interface StepLimits {
  readonly now: number;
  /** True for a caller over its limit: a turn that hands over is decided, any other is deferred. */
  readonly onlyHandoff: boolean;
}

/**
 * The step, or its deferral. Handoffs are limited by their conversation and not by the caller: who asks for a human gets
 * one even when the bot is over its limit, and who is handed over again and again waits a minute.
 */
export function withinLimits(
  step: Step,
  stored: Conversation | undefined,
  { now, onlyHandoff }: StepLimits,
): Step | DeferredStep {
  const isNewHandoff = step.initiates && step.kind !== 'repeated';
  const retryAfterMs = isNewHandoff ? handoffWaitMs(stored?.handoff, now) : 0;
  const isTaken = retryAfterMs === 0 && (step.initiates || !onlyHandoff);
  return isTaken ? step : { kind: 'deferred', retryAfterMs, after: stored };
}
