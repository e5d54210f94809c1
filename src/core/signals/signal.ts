import type { Analysis } from '../analysis.js';
import type { Sketch } from '../sketch.js';
import type { Turn } from '../turn.js';

/** What a signal may look at: this turn, its analysis, and what is remembered of the turns before it. */
export interface Facts {
  readonly turn: Turn;
  readonly analysis: Analysis;
  /** The sketch of this turn's utterance, undefined when nothing was typed. */
  readonly sketch: Sketch | undefined;
  /** Sketches of earlier utterances that still count, oldest first. */
  readonly earlierSketches: readonly Sketch[];
  /** True when the turn before this one ended in an offer of a human. */
  readonly offered: boolean;
  /** True while a handoff is initiated and no agent has accepted it. */
  readonly handoffWaits: boolean;
}

/** A signal measures one thing in [0, 1], 1 speaking for a human; `undefined` means it could not be measured. */
export type Signal = (facts: Facts) => number | undefined;
